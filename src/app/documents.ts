/** Documents that people hand over as files or on standard input: read strictly, so that one text has one meaning. */
import { type ErrorCode, NodeError } from '../model/errors.ts'
import { parseStrictJson } from '../trust/strict-json.ts'

export interface HandedOver {
  /** As it stands in the message: `cohort definition`. */
  readonly what: string
  readonly code: ErrorCode
  readonly hint: string
  readonly maxCharacters: number
}

/** Refuses with `code` what is too long, no JSON, nested too deeply, or names a member twice. */
export function parseHandedOver(text: string, { what, code, hint, maxCharacters }: HandedOver): unknown {
  if (text.length > maxCharacters) throw new NodeError(code, `the ${what} is too long`, { hint })
  try {
    return parseStrictJson(text)
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'not JSON'
    throw new NodeError(code, `the ${what} cannot be read: ${reason}`, { hint })
  }
}

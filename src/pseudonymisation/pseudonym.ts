/** Local subject id -> pseudonym (HMAC-SHA-256, FIPS 198-1, cut to 128 bits). Vectors: test/vectors/pseudonym.json. */
import { createHmac } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import { type Pseudonym, parsePseudonym } from '../model/ids.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import type { PseudonymKey } from './pseudonym-key.ts'

const DOMAIN = 'prime-rose/pseudonym/1'

export interface PseudonymInput {
  readonly trialId: string
  /** What the pseudonym is for; pseudonyms of two purposes cannot be joined. */
  readonly purpose: string
  /** As the source spells it, trimmed. */
  readonly subjectId: string
}

/**
 * Equal input and key give an equal pseudonym; another trial, purpose, key or key version gives an unrelated one.
 * Refuses empty and ill-formed text (`usage/bad-argument`), since two such ids could meet in one pseudonym.
 */
export function derivePseudonym(key: PseudonymKey, input: PseudonymInput): Pseudonym {
  const fields = [DOMAIN, String(key.version), input.trialId, input.purpose, input.subjectId]
  if (fields.some(field => field === '' || !field.isWellFormed())) {
    throw new NodeError('usage/bad-argument', 'a pseudonym needs a trial, a purpose and a subject id in valid text')
  }
  const mac = createHmac('sha256', key.secret)
    .update(lengthPrefixed(...fields))
    .digest('hex')
  return parsePseudonym(`p${key.version}-${mac.slice(0, 32)}`)
}

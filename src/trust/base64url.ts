import { refusal } from './refusals.ts'
import { parseStrictJson } from './strict-json.ts'

const PART = /^[A-Za-z0-9_-]+$/
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** base64url in its one canonical spelling: several texts for the same bytes would have several hashes. Throws `trust/bad-token`. */
export function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (!PART.test(part) || bytes.toString('base64url') !== part) throw refusal('trust/bad-token')
  return bytes
}

/** Strict JSON in strict UTF-8 in base64url. Throws `trust/bad-token`. */
export function readJsonPart(part: string): unknown {
  try {
    return parseStrictJson(utf8.decode(bytesOf(part)))
  } catch {
    throw refusal('trust/bad-token')
  }
}

/** UTF-8 text; throws `trust/bad-token`. */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw refusal('trust/bad-token')
  }
}

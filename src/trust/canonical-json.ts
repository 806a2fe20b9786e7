/** One text for one value, so that a hash or a signature names a document and not its spelling. */
import { createHash } from 'node:crypto'

/**
 * JSON Canonicalization Scheme, RFC 8785: members sorted by UTF-16 code units, numbers and strings as ECMAScript writes
 * them, no white space. Throws `TypeError` on what JSON has no word for, instead of leaving it out.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, member]) => `${canonicalString(name)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError('has no canonical JSON')
}

/** SHA-256 of the canonical form, hex. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** RFC 8785 section 3.2.2.2: a lone surrogate cannot be written as UTF-8 and is an error. */
function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('has no canonical JSON')
  return JSON.stringify(text)
}

/** An object with a class, or with a `toJSON` of its own, says that it is not meant to be written as it is. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value)
}

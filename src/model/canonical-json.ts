/**
 * Canonical JSON, RFC 8785: one text for one value, so that a hash or a signature means the value and not its spelling.
 * Members are sorted by UTF-16 code units, numbers are written as ECMAScript writes them, there is no white space.
 */
import { NodeError } from './errors.ts'

/** Members that are undefined are left out, as `JSON.stringify` does; anything else that JSON cannot say is refused. */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value)
    case 'boolean':
      return String(value)
    case 'number':
      return canonicalNumber(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value)
    default:
      throw notJson(typeof value)
  }
}

/** RFC 8785 section 3.2.2.2: a lone surrogate has no UTF-8 form, so two parties could hash it differently. */
function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw notJson('a string that is not well-formed Unicode')
  return JSON.stringify(text)
}

/** RFC 8785 section 3.2.2.3: NaN and the infinities are refused, -0 is written 0. */
function canonicalNumber(number: number): string {
  if (!Number.isFinite(number)) throw notJson('a number that is not finite')
  return JSON.stringify(number)
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  // A Date or a Map would be written as something else than it is.
  if (prototype !== Object.prototype && prototype !== null) throw notJson('an object of a class')
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalString(name)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

function notJson(what: string): NodeError {
  return new NodeError('internal', `canonical JSON cannot hold ${what}`)
}

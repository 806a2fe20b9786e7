/** Reads the members of a request strictly: nothing is converted, filled in or passed over. Messages name members, never values. */
import { type ErrorCode, NodeError } from '../../model/errors.ts'

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All of `required` and nothing beyond them and `optional`. `place` names the object within the request. */
export function checkMembers(
  object: Json,
  {
    required,
    optional = [],
    place = '',
  }: { required: readonly string[]; optional?: readonly string[]; place?: string },
): void {
  const unknown = Object.keys(object).filter(name => !required.includes(name) && !optional.includes(name))
  if (unknown.length > 0) {
    throw refused('stats/unknown-member', `${place}the method has no ${namesOf(unknown)}`, [...required, ...optional])
  }
  const missing = required.find(name => !Object.hasOwn(object, name))
  if (missing !== undefined) throw refused('stats/missing-member', `${place}${missing} is missing`, required)
}

/** Names that could be anything else than a name are only counted. */
function namesOf(names: readonly string[]): string {
  const plain = names.every(name => /^[A-Za-z][A-Za-z0-9_]{0,30}$/.test(name))
  return plain && names.length <= 5 ? names.join(', ') : `${names.length} of the members given`
}

function refused(code: ErrorCode, message: string, required: readonly string[]): NodeError {
  return new NodeError(code, message, { hint: `Members: ${required.join(', ')}.` })
}

export function fail(code: ErrorCode, message: string): never {
  throw new NodeError(code, message)
}

/** A whole number from `least` to 2^53 - 1. */
export function countOf(object: Json, name: string, least = 0): number {
  const value = object[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    fail('stats/bad-count', `${name} is not a whole number from ${least} to 2^53 - 1`)
  }
  return value
}

export function numberOf(object: Json, name: string): number {
  const value = object[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) fail('stats/bad-number', `${name} is not a finite number`)
  return value
}

export function positiveOf(object: Json, name: string): number {
  const value = numberOf(object, name)
  if (value <= 0) fail('stats/bad-number', `${name} is not above 0`)
  return value
}

export function probabilityOf(object: Json, name: string): number {
  return probability(object[name], name)
}

export function probability(value: unknown, name: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    fail('stats/bad-probability', `${name} is not a probability from 0 to 1`)
  }
  return value
}

/** Inside (0, 1); `otherwise` where it was left out. */
export function levelOf(object: Json, otherwise: number): number {
  if (!Object.hasOwn(object, 'level')) return otherwise
  const value = object['level']
  // Next to 0 or 1 the tail (1 - level)/2 is ½ or 0 in a double: no interval is defined there.
  if (typeof value !== 'number' || !(value > 0 && value < 1) || (1 - value) / 2 >= 0.5) {
    fail('stats/bad-level', 'level is not inside (0, 1)')
  }
  return value
}

export function textOf(object: Json, name: string): string {
  const value = object[name]
  if (typeof value !== 'string') fail('stats/bad-text', `${name} is not a text`)
  return value
}

export function listOf(object: Json, name: string, least = 0): readonly unknown[] {
  const value = object[name]
  if (!Array.isArray(value) || value.length < least)
    fail('stats/bad-list', `${name} is not a list of at least ${least}`)
  return value
}

export function objectsOf(object: Json, name: string, least = 1): readonly Json[] {
  return listOf(object, name, least).map(item => {
    if (!isObject(item)) fail('stats/bad-list', `${name} holds something that is not an object`)
    return item
  })
}

/** A list of finite numbers, none below `least`. */
export function numbersOf(object: Json, name: string, least = Number.NEGATIVE_INFINITY): readonly number[] {
  return listOf(object, name).map(item => {
    if (typeof item !== 'number' || !Number.isFinite(item) || item < least) {
      fail('stats/bad-number', `${name} holds something that is not a finite number in range`)
    }
    return item
  })
}

export function countsOf(object: Json, name: string): readonly number[] {
  return listOf(object, name).map(item => {
    if (typeof item !== 'number' || !Number.isSafeInteger(item) || item < 0) {
      fail('stats/bad-count', `${name} holds something that is not a whole number from 0 to 2^53 - 1`)
    }
    return item
  })
}

export function checkSameLength(a: readonly unknown[], b: readonly unknown[], names: string): void {
  if (a.length !== b.length) fail('stats/bad-list', `${names} do not have the same length`)
}

/** x of n, n >= 1, x <= n. */
export function countAmong(object: Json, x: string, n: string): readonly [x: number, n: number] {
  const among = countOf(object, n, 1)
  const count = countOf(object, x)
  if (count > among) fail('stats/bad-count', `${x} is more than ${n}`)
  return [count, among]
}

export function checkWork(size: number, most: number, what: string): void {
  if (size > most) fail('stats/too-large', `${what}: more than ${most}`)
}

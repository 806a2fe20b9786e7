/** One line of `rose stats`: a JSON request in, a flat JSON answer out. What cannot be computed is an answer too. */
import { isNodeError } from '../../model/errors.ts'
import { fail, isObject, type Json } from './members.ts'
import { methods } from './methods.ts'

export interface StatsError {
  readonly id: unknown
  readonly error: { readonly code: string; readonly message: string }
}

export type StatsAnswer = StatsError | Readonly<Record<string, unknown>>

/** The answer to a line, echoing its `id` (null where it has none, or is no JSON object). Never throws, never holds NaN. */
export function answerStatsLine(line: string): StatsAnswer {
  const request = parse(line)
  if (request === null) {
    return { id: null, error: { code: 'stats/bad-request', message: 'the line is not a JSON object' } }
  }
  const { id = null, ...rest } = request
  try {
    return { id, ...finiteOnly(answerRequest(rest)) }
  } catch (error) {
    if (!isNodeError(error)) throw error
    return { id, error: { code: error.code, message: error.message } }
  }
}

export function isStatsError(answer: StatsAnswer): answer is StatsError {
  return Object.hasOwn(answer, 'error')
}

function parse(line: string): Json | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function answerRequest({ method, ...members }: Json): Json {
  if (method === undefined) fail('stats/missing-member', 'method is missing')
  const compute = typeof method === 'string' ? methods.get(method) : undefined
  if (compute === undefined) {
    return fail('stats/unknown-method', `the method is none of ${[...methods.keys()].join(', ')}`)
  }
  return compute(members)
}

/** What overflowed or is not defined is null: JSON has no other word for it. */
function finiteOnly(answer: Json): Json {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, finite(value)]))
}

function finite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(finite)
  return isObject(value) ? finiteOnly(value) : value
}

/** `rose cohort key`: one JSON request a line -> one answer a line. A bad line is answered too, and the next is read. */
import { isNodeError, NodeError } from '../model/errors.ts'
import type { Normalised } from '../terminology/answer.ts'
import { isAlterationLevel, type NormaliseRequest, normalise } from '../terminology/normalise.ts'
import type { Terminology } from '../terminology/terminology.ts'
import type { TumourRequest } from '../terminology/tumour.ts'
import { isTumourCode } from '../terminology/tumour-tree.ts'

export type KeyAnswer =
  | ({ readonly id: string | number } & Normalised)
  | { readonly id: null; readonly error: { readonly code: string; readonly message: string } }

const MAX_LINE = 16_000
const PARTS = ['gene', 'alteration', 'drugs', 'tumour', 'key']
const TUMOUR_MEMBERS = ['text', 'icd10', 'icdo3Morphology', 'sourceCode'] as const
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  gene: ['text'],
  alteration: ['text', 'rollUpTo'],
  drugs: ['text'],
  tumour: [...TUMOUR_MEMBERS, 'rollUpTo'],
  key: ['text', 'tumour', 'alteration', 'drugs', 'rollUpTo'],
}

type Members = Readonly<Record<string, unknown>>

/**
 * Unknown members are refused: a level misspelt would else be answered at another level. `parseJson` may refuse more than
 * JSON does, a member that stands twice for example.
 */
export function answerKeyLine(
  terminology: Terminology,
  line: string,
  parseJson: (text: string) => unknown = JSON.parse,
): KeyAnswer {
  try {
    const { id, request } = readLine(terminology, line, parseJson)
    return { id, ...normalise(terminology, request) }
  } catch (error) {
    if (!isNodeError(error)) throw error
    return { id: null, error: { code: error.code, message: error.message } }
  }
}

function bad(message: string): NodeError {
  return new NodeError('usage/bad-argument', message)
}

function readLine(
  terminology: Terminology,
  line: string,
  parseJson: (text: string) => unknown,
): { readonly id: string | number; readonly request: NormaliseRequest } {
  if (line.length > MAX_LINE) throw bad('the line is too long')
  const members = readObject(line, parseJson)
  const { id, part } = members
  if (typeof id !== 'string' && typeof id !== 'number') throw bad('id is missing, or neither text nor number')
  if (typeof part !== 'string' || !PARTS.includes(part)) throw bad(`part is none of ${PARTS.join(', ')}`)
  const known = ['id', 'part', 'context', ...(MEMBERS[part] ?? [])]
  // A member may be null, which says nothing; drugs and genes have no level to roll up to.
  const unknown = Object.keys(members).find(member => !known.includes(member) && members[member] !== null)
  if (unknown !== undefined) throw bad(`the request has a member that part ${part} does not know`)
  return { id, request: readRequest(terminology, part, members) }
}

function readObject(line: string, parseJson: (text: string) => unknown): Members {
  let value: unknown
  try {
    value = parseJson(line)
  } catch (error) {
    throw isNodeError(error) ? error : bad('the line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('the line is no JSON object')
  return value as Members
}

function readRequest(terminology: Terminology, part: string, members: Members): NormaliseRequest {
  const level = readLevel(terminology, part, members)
  const context = readContext(members)
  switch (part) {
    case 'gene':
    case 'drugs':
      return { part, text: text(members, 'text') }
    case 'alteration':
      return { part, text: text(members, 'text'), context, ...level }
    case 'tumour':
      return { part, ...readTumour(members), ...level }
    default:
      return { ...readKey(members, context), ...level }
  }
}

function readKey(members: Members, context: 'record' | 'selector'): NormaliseRequest {
  const inParts = ['tumour', 'alteration', 'drugs'].some(member => isGiven(members, member))
  if (isGiven(members, 'text')) {
    if (inParts) throw bad('a key has either a text or its parts')
    return { part: 'key', text: text(members, 'text') }
  }
  const tumour = members['tumour']
  if (typeof tumour !== 'object' || tumour === null || Array.isArray(tumour)) throw bad('tumour is no object')
  const extra = Object.keys(tumour).find(member => !TUMOUR_MEMBERS.some(known => known === member))
  if (extra !== undefined) throw bad('the tumour has a member that is not known')
  return {
    part: 'key',
    context,
    tumour: readTumour(tumour as Members),
    alteration: text(members, 'alteration'),
    drugs: text(members, 'drugs'),
  }
}

function readTumour(members: Members): TumourRequest {
  const given = TUMOUR_MEMBERS.filter(member => isGiven(members, member))
  if (given.length === 0) throw bad('the tumour has no text and no code')
  return Object.fromEntries(given.map(member => [member, text(members, member)]))
}

/** A level of the other part is refused: ignored, it would pass for reached. */
function readLevel(terminology: Terminology, part: string, members: Members): { readonly rollUpTo?: string } {
  if (!isGiven(members, 'rollUpTo')) return {}
  const rollUpTo = text(members, 'rollUpTo')
  const fits = isAlterationLevel(rollUpTo)
    ? part !== 'tumour'
    : part !== 'alteration' && isTumourCode(terminology, rollUpTo)
  if (!fits) throw bad(`rollUpTo is not a level that part ${part} knows`)
  return { rollUpTo }
}

function readContext(members: Members): 'record' | 'selector' {
  const context = members['context'] ?? 'record'
  if (context !== 'record' && context !== 'selector') throw bad('context is neither record nor selector')
  return context
}

function isGiven(members: Members, name: string): boolean {
  return members[name] !== undefined && members[name] !== null
}

function text(members: Members, name: string): string {
  const value = members[name]
  if (typeof value !== 'string') throw bad(`${name} is missing or no text`)
  return value
}

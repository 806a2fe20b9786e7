/**
 * What people decided of codes, as a FHIR R4 ConceptMap: one version a decision, who, when and why in extensions of the
 * target. An accepted code has one `equivalent` target, a rejected one is `unmatched`.
 */
import { NodeError } from '../model/errors.ts'
import { type AskedCode, entryId } from './queue.ts'

export interface Decision extends AskedCode {
  /** Null: rejected; the code has no target. */
  readonly target: string | null
  readonly by: string
  readonly role: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly reason: string
}

export interface Decisions {
  /** 0 where nothing was decided yet. */
  readonly version: number
  /** By id of the queue entry. */
  readonly byId: ReadonlyMap<string, Decision>
}

export const noDecisions: Decisions = { version: 0, byId: new Map() }

/** The next version; a later decision of the same code takes the place of the earlier one. */
export function withDecision({ version, byId }: Decisions, decision: Decision): Decisions {
  return { version: version + 1, byId: new Map([...byId, [entryId(decision), decision]]) }
}

const EXTENSION = 'urn:prime-rose:extension:'
const VOCABULARY = `${EXTENSION}review-vocabulary`
const DECISION = `${EXTENSION}review-decision`
const SYSTEM = 'urn:prime-rose:local-codes:'

/** http://hl7.org/fhir/R4/conceptmap.html */
export function writeDecisions(decisions: Decisions, { trialId }: { readonly trialId: string }): object {
  const all = [...decisions.byId.values()]
  const groups = Map.groupBy(all, ({ vocabulary, system }) => JSON.stringify([vocabulary, system]))
  const date = all
    .map(({ at }) => at)
    .sort()
    .at(-1)
  return {
    resourceType: 'ConceptMap',
    id: 'review-decisions',
    url: urlOf(trialId),
    version: String(decisions.version),
    name: 'ReviewDecisions',
    title: 'Codes that people of this node decided',
    status: 'active',
    ...(date === undefined ? {} : { date }),
    group: [...groups.values()].map(group => ({
      extension: [{ url: VOCABULARY, valueString: group[0]?.vocabulary }],
      source: group[0]?.system ?? `${SYSTEM}${group[0]?.vocabulary}`,
      element: group.map(decision => ({ code: decision.code, target: [targetOf(decision)] })),
    })),
  }
}

const urlOf = (trialId: string): string => `urn:prime-rose:review-decisions:${trialId}`

function targetOf({ target, by, role, at, reason }: Decision): object {
  return {
    extension: [
      {
        url: DECISION,
        extension: [
          { url: 'by', valueString: by },
          { url: 'role', valueCode: role },
          { url: 'at', valueDateTime: at },
          { url: 'reason', valueString: reason },
        ],
      },
    ],
    ...(target === null ? {} : { code: target }),
    equivalence: target === null ? 'unmatched' : 'equivalent',
    comment: `${role} ${by}, ${at.slice(0, 10)}: ${reason}`,
  }
}

/** Throws `review/bad-decisions`: what this node has not written, or somebody has changed into something else. */
export function readDecisions(json: unknown, { trialId }: { readonly trialId: string }): Decisions {
  const map = objectOf(json)
  const version = Number(map['version'])
  if (map['resourceType'] !== 'ConceptMap' || map['url'] !== urlOf(trialId) || !Number.isSafeInteger(version))
    throw bad()
  const byId = new Map<string, Decision>()
  for (const group of listOf(map['group']).map(objectOf)) {
    const vocabulary = textOf(extensionOf(group, VOCABULARY)['valueString'])
    const source = textOf(group['source'])
    const system = source === `${SYSTEM}${vocabulary}` ? null : source
    for (const element of listOf(group['element']).map(objectOf)) {
      const [target, ...others] = listOf(element['target']).map(objectOf)
      if (target === undefined || others.length > 0) throw bad()
      const asked: AskedCode = { vocabulary, system, code: textOf(element['code']) }
      byId.set(entryId(asked), { ...asked, ...decisionOf(target) })
    }
  }
  return { version, byId }
}

function decisionOf(target: Json): Omit<Decision, keyof AskedCode> {
  const facts = extensionOf(target, DECISION)
  const isRejected = target['equivalence'] === 'unmatched'
  if (!isRejected && target['equivalence'] !== 'equivalent') throw bad()
  return {
    target: isRejected ? null : textOf(target['code']),
    by: textOf(extensionOf(facts, 'by')['valueString']),
    role: textOf(extensionOf(facts, 'role')['valueCode']),
    at: textOf(extensionOf(facts, 'at')['valueDateTime']),
    reason: textOf(extensionOf(facts, 'reason')['valueString']),
  }
}

type Json = Readonly<Record<string, unknown>>

function extensionOf(element: Json, url: string): Json {
  const found = listOf(element['extension'])
    .map(objectOf)
    .find(one => one['url'] === url)
  if (found === undefined) throw bad()
  return found
}

function objectOf(value: unknown): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  throw bad()
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw bad()
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw bad()
}

function bad(): NodeError {
  return new NodeError(
    'review/bad-decisions',
    "the decisions in the node's folder are not as this program writes them",
    {
      hint: 'Put the last whole version of review/decisions.N.json back, or move the damaged one away.',
    },
  )
}

/**
 * The folder `review/` of a node: `queue.json`, what the last ingest left to a person, and `decisions.N.json`, one version a
 * decision, of which the highest is in use. Each decision is in the audit before its version is there.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, NodePaths } from '../config.ts'
import type { TrialRules } from '../mapping/mapping.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { QueueEntry, ReviewQueue } from '../model/generated/review-queue.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { scanText } from '../pseudonymisation/scanner/scan-text.ts'
import {
  type Decision,
  type Decisions,
  noDecisions,
  readDecisions,
  withDecision,
  writeDecisions,
} from '../review/decisions.ts'
import { queueOf, type SeenCode } from '../review/queue.ts'
import { checkTarget, type Proposal, proposalsFor, type ReviewTables } from '../review/targets.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { withFolderLock } from '../store/folder-lock.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { fhirCodesOf } from './fhir.ts'
import { mappingOfNode } from './mappings.ts'
import { personActor } from './members.ts'
import { makePrivateFolder } from './node-files.ts'
import { localTerminologyOf } from './terminology.ts'

/** Replaced as a whole by every ingest. */
export function reviewQueueOf(config: Config, mapping: TrialRules): { keep(seen: readonly SeenCode[]): void } {
  const { paths, trialId, country } = config
  return {
    keep(seen) {
      const mayIdentify = (code: string) => scanText(code, { country }).length > 0
      makePrivateFolder(paths.review)
      writeWhole(queueFile(paths), `${JSON.stringify(queueOf(seen, { trialId, mapping, mayIdentify }))}\n`)
    },
  }
}

export interface ListedEntry extends QueueEntry {
  readonly proposals: readonly Proposal[]
  /** Decided since; the next ingest reads by it. */
  readonly decision: Decision | null
}

export interface ReviewList {
  readonly version: number
  readonly withheld: number
  readonly leftOut: number
  readonly entries: readonly ListedEntry[]
  /** Decisions of codes that the last ingest did not ask for any more. */
  readonly settled: readonly (Decision & { readonly id: string })[]
}

export function listReview(config: Config): ReviewList {
  const decisions = decisionsOf(config)
  const queue = readQueue(config)
  const tables = tablesOf(config)
  const asked = new Set(queue?.entries.map(({ id }) => id))
  return {
    version: decisions.version,
    withheld: queue?.withheld ?? 0,
    leftOut: queue?.leftOut ?? 0,
    entries: (queue?.entries ?? []).map(entry => ({
      ...entry,
      proposals: proposalsFor(entry, tables),
      decision: decisions.byId.get(entry.id) ?? null,
    })),
    settled: [...decisions.byId].filter(([id]) => !asked.has(id)).map(([id, decision]) => ({ id, ...decision })),
  }
}

export interface DecisionRequest {
  readonly id: string
  /** Left out: the one proposal. Null: the code has no target. */
  readonly target?: string | null
  /** Name of a registered person. */
  readonly as: string
  readonly reason: string
  readonly clock: Clock
}

export interface Decided {
  readonly version: number
  readonly decision: Decision
}

/** Throws `review/unknown-entry`, `review/unknown-target`, `review/several-proposals`, `review/reason-refused`, `member/...`. */
export async function decide(config: Config, request: DecisionRequest): Promise<Decided> {
  const actor = personActor(config, request.as)
  const role = actor.slice(0, actor.indexOf(':'))
  if (!DECIDING.includes(role)) throw wrongRole()
  const reason = checkReason(request.reason, config)
  const at = new Date(request.clock.now()).toISOString()
  makePrivateFolder(config.paths.review)
  return withFolderLock(join(config.paths.review, 'lock'), async () => {
    const before = decisionsOf(config)
    const asked = findAsked(config, before, request.id)
    const target = request.target === null ? null : targetOf(config, asked, request.target)
    const decision: Decision = { ...asked, target, by: request.as, role, at, reason }
    const after = withDecision(before, decision)
    const text = `${JSON.stringify(writeDecisions(after, config), null, 2)}\n`
    const sha256 = createHash('sha256').update(text).digest('hex')
    await withDatabaseAs(config, 'ingest', database =>
      appendAuditEvent(database, appendAudit, {
        kind: 'review.decided',
        at,
        actor,
        facts: {
          entry: request.id,
          vocabulary: asked.vocabulary,
          decision: target === null ? 'rejected' : 'accepted',
          version: after.version,
          sha256,
        },
      }),
    )
    writeWhole(decisionsFile(config.paths, after.version), text)
    return { version: after.version, decision }
  })
}

/** Hubs ask and auditors look; what a code means is for those who run the trial. */
const DECIDING: readonly string[] = ['committee', 'coordinator', 'operator']

/** In use: the highest version. */
export function decisionsOf({ paths, trialId }: Pick<Config, 'paths' | 'trialId'>): Decisions {
  const version = Math.max(0, ...versionsIn(paths))
  if (version === 0) return noDecisions
  return readDecisions(parseJson(readFileSync(decisionsFile(paths, version), 'utf8')), { trialId })
}

function versionsIn({ review }: NodePaths): number[] {
  if (!existsSync(review)) return []
  return readdirSync(review).flatMap(name => {
    const found = /^decisions\.([1-9]\d{0,6})\.json$/.exec(name)
    return found === null ? [] : [Number(found[1])]
  })
}

const decisionsFile = ({ review }: NodePaths, version: number): string => join(review, `decisions.${version}.json`)
const queueFile = ({ review }: NodePaths): string => join(review, 'queue.json')

function readQueue({ paths }: Config): ReviewQueue | null {
  if (!existsSync(queueFile(paths))) return null
  return checkSchema<ReviewQueue>('urn:prime-rose:review-queue/1', parseJson(readFileSync(queueFile(paths), 'utf8')), {
    code: 'review/bad-decisions',
    what: "the review queue in the node's folder",
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new NodeError('review/bad-decisions', "a file of review/ in the node's folder is damaged", {
      hint: 'Ingest again for the queue; for decisions put the last whole version back.',
      cause,
    })
  }
}

/** Proposals are made from what the trial reads by now. */
function tablesOf(config: Config): ReviewTables {
  const mapping = mappingOfNode(config)
  const fhirCodes = fhirCodesOf(config)
  return { mapping, terminology: localTerminologyOf(config.paths), ...(fhirCodes === undefined ? {} : { fhirCodes }) }
}

function findAsked(config: Config, decisions: Decisions, id: string): Pick<Decision, 'vocabulary' | 'system' | 'code'> {
  const found = readQueue(config)?.entries.find(entry => entry.id === id) ?? decisions.byId.get(id)
  if (found !== undefined) return { vocabulary: found.vocabulary, system: found.system, code: found.code }
  throw new NodeError('review/unknown-entry', 'the review queue has no entry of this id', {
    hint: 'See: rose review list --node DIR',
  })
}

function targetOf(
  config: Config,
  asked: Pick<Decision, 'vocabulary' | 'system' | 'code'>,
  target: string | undefined,
): string {
  const tables = tablesOf(config)
  if (target !== undefined) return checkTarget(asked, target, tables)
  const [only, ...others] = proposalsFor(asked, tables)
  if (only !== undefined && others.length === 0) return checkTarget(asked, only.target, tables)
  throw new NodeError('review/several-proposals', 'this entry has not just one proposal', {
    hint: 'Name the target: rose review accept ID TARGET',
  })
}

function checkReason(text: string, { country }: Config): string {
  const reason = text.trim().replaceAll(/\s+/g, ' ')
  if (reason.length < 3 || reason.length > 200) throw refused('the reason has fewer than 3 or more than 200 characters')
  if (scanText(reason, { country }).length > 0) throw refused('the reason may hold an identifier')
  return reason
}

function refused(what: string): NodeError {
  return new NodeError('review/reason-refused', what, { hint: 'Say why, and name no patient: it is kept.' })
}

function wrongRole(): NodeError {
  return new NodeError('member/wrong-role', `this needs a person in one of the roles ${DECIDING.join(', ')}`, {
    hint: 'rose member list --node DIR shows who has which role.',
  })
}

/**
 * Whether the audit holds: by itself (chain), against heads that others keep, against the engine's own record, and against
 * what the store shows today. Pure; every fault names its place, and the first of them is the first bad row.
 */
import { type ChainVerdict, verifyChain } from './chain.ts'
import type { ChainedEvent } from './event.ts'
import { prefixHeads } from './prefix-heads.ts'
import { type TreeHead, treeHead } from './tree.ts'

/** What the engine says of its record, whose MACs it has checked itself. */
export interface EngineStatement {
  /** MAC of every entry, in order. */
  readonly macs: readonly string[]
  readonly letOut: readonly {
    readonly sequence: number
    readonly cut: string
    readonly sha256: string
    /** Of a contribution; absent for a national table. */
    readonly round?: string
  }[]
  readonly closed: readonly { readonly sequence: number; readonly cuts: readonly string[]; readonly reason: string }[]
  readonly refused: readonly { readonly sequence: number; readonly code: string }[]
  /** Heads of the audit that the engine was shown with its jobs. */
  readonly heads: readonly (TreeHead & { readonly sequence: number })[]
}

export interface AuditEvidence {
  readonly events: readonly ChainedEvent[]
  /** Null where the engine's record is broken: `engineFault` says where. */
  readonly engine: EngineStatement | null
  /** First bad entry of the engine's record. */
  readonly engineFault?: number
  /** Hashes of the tables that the store publishes, in their order. */
  readonly published: readonly string[]
  readonly cuts: readonly { readonly id: string; readonly state: string }[]
  /** Heads that were handed out before and kept elsewhere. */
  readonly heads: readonly TreeHead[]
}

export interface AuditFault {
  readonly where: 'audit.events' | 'engine record' | 'published.tables' | 'cut.cuts' | 'head'
  /** Number of the row or entry, size of the head, or id. */
  readonly at: number | string
  readonly what: string
}

export interface AuditVerdict {
  readonly ok: boolean
  readonly head: TreeHead
  /** The first bad row of the audit comes first. */
  readonly faults: readonly AuditFault[]
  /** Not wrong by themselves, but for somebody to look at. */
  readonly notices: readonly AuditFault[]
}

export function verifyAudit(evidence: AuditEvidence): AuditVerdict {
  const { events, engine } = evidence
  const faults = [
    ...chainFaults(verifyChain(events)),
    ...headFaults(evidence),
    ...(engine === null ? brokenRecord(evidence.engineFault) : engineFaults(events, engine)),
    ...tableFaults(evidence),
    ...cutFaults(evidence),
  ]
  return { ok: faults.length === 0, head: treeHead(events), faults, notices: refusalNotices(evidence) }
}

const CHAIN_WORDS = {
  sequence: 'a row is missing before this one, or rows were put in another order',
  'previous-hash': 'the row before this one was changed, removed or put in between',
  hash: 'this row was changed',
} as const

function chainFaults(verdict: ChainVerdict): AuditFault[] {
  return verdict.ok ? [] : [{ where: 'audit.events', at: verdict.sequence, what: CHAIN_WORDS[verdict.reason] }]
}

/** A chain that somebody calculated anew, or that lacks its end, holds by itself; not against what others have seen of it. */
function headFaults({ events, engine, heads }: AuditEvidence): AuditFault[] {
  const seen = [
    ...heads.map(head => ({ ...head, by: 'a head that was kept' })),
    ...(engine?.heads ?? []).map(head => ({ ...head, by: `entry ${head.sequence} of the engine's record` })),
  ]
  const roots = prefixHeads(events, new Set(seen.map(({ size }) => size)))
  const bySize = seen.sort((a, b) => a.size - b.size)
  return bySize.flatMap(({ size, rootHash, by }): AuditFault[] => {
    const root = roots.get(size)
    if (root === rootHash) return []
    const what =
      root === undefined
        ? `the audit ends before row ${size}, which ${by} has seen: its end was cut off, or an older state was restored`
        : `up to row ${size} it is not what ${by} has seen: it was written anew`
    return [{ where: 'head', at: size, what }]
  })
}

function brokenRecord(sequence: number | undefined): AuditFault[] {
  return [
    { where: 'engine record', at: sequence ?? 0, what: 'this entry was changed, removed or put in another order' },
  ]
}

/** Each thing that the engine let out or closed has its event, and the reverse. */
function engineFaults(events: readonly ChainedEvent[], engine: EngineStatement): AuditFault[] {
  const published = new Map(events.filter(isKind('table.published')).map(event => [event.facts['tableSha256'], event]))
  const contributed = new Map(
    events.filter(isKind('round.contributed')).map(event => [event.facts['contributionSha256'], event]),
  )
  const letOut = new Set(engine.letOut.map(({ sha256 }) => sha256))
  const ended = new Map(
    events.filter(isKind('cut.closed', 'cut.superseded')).map(event => [event.facts['cutId'], event]),
  )
  const closed = new Set(engine.closed.flatMap(({ cuts }) => cuts))
  return [
    ...noteFaults(events, engine),
    ...engine.letOut
      .filter(({ sha256, round }) => round !== undefined && !contributed.has(sha256))
      .map(({ sequence, round }) =>
        at(
          sequence,
          `let out a contribution to ${round} that the audit does not tell of; if it broke off: rose round contribute ${round}`,
        ),
      ),
    ...[...contributed]
      .filter(([sha256]) => !letOut.has(String(sha256)))
      .map(([, event]) => row(event, "tells of a contribution that the engine's record does not know")),
    ...engine.letOut
      .filter(({ sha256, round }) => round === undefined && !published.has(sha256))
      .map(({ sequence, cut }) =>
        at(
          sequence,
          `let out a table of ${cut} that the audit does not tell of; if its publication broke off, open the cut again`,
        ),
      ),
    ...[...published]
      .filter(([sha256]) => !letOut.has(String(sha256)))
      .map(([, event]) => row(event, "tells of a table that the engine's record does not know")),
    ...engine.closed
      .flatMap(({ sequence, cuts }) => cuts.map(cut => ({ sequence, cut })))
      .filter(({ cut }) => !ended.has(cut))
      .map(({ sequence, cut }) => at(sequence, `closed ${cut}, of which the audit does not tell`)),
    ...[...ended]
      .filter(([cut]) => !closed.has(String(cut)))
      .map(([cut, event]) => row(event, `tells that ${cut} is closed, of which the engine's record does not know`)),
  ]
}

/** A refusal that no event tells of: its command was killed, its event is gone, or somebody else put the job there. */
function refusalNotices({ events, engine }: AuditEvidence): AuditFault[] {
  const told = new Set(events.filter(isKind('engine.refused')).map(event => event.facts['engineSequence']))
  return (engine?.refused ?? [])
    .filter(({ sequence }) => !told.has(sequence))
    .map(({ sequence, code }) => at(sequence, `refused a job (${code}) that the audit does not tell of`))
}

/** Each entry that an event names must be there still. */
function noteFaults(events: readonly ChainedEvent[], { macs }: EngineStatement): AuditFault[] {
  return events
    .filter(({ facts: { engineSequence, engineMac } }) => {
      return typeof engineSequence === 'number' && engineSequence > 0 && macs[engineSequence - 1] !== engineMac
    })
    .map(event =>
      row(event, `names entry ${event.facts['engineSequence']} of the engine's record, which is not there any more`),
    )
}

/** The tables that are shown are those of the events. */
function tableFaults({ events, published }: AuditEvidence): AuditFault[] {
  const told = events.filter(isKind('table.published'))
  const hashes = new Set(told.map(event => event.facts['tableSha256']))
  const shown = new Set(published)
  return [
    ...published
      .filter(sha256 => !hashes.has(sha256))
      .map(
        (sha256): AuditFault => ({
          where: 'published.tables',
          at: sha256,
          what: 'the audit does not tell of this table',
        }),
      ),
    ...told
      .filter(event => !shown.has(String(event.facts['tableSha256'])))
      .map(event => row(event, 'tells of a table that is not shown any more')),
  ]
}

/** The last event of a cut that changes its state. */
const STATE_OF: Readonly<Partial<Record<ChainedEvent['kind'], string>>> = {
  'cut.built': 'built',
  'cut.opened': 'opened',
  'cut.superseded': 'superseded',
  'cut.closed': 'closed',
  'cut.ended': 'ended',
}

function cutFaults({ events, cuts }: AuditEvidence): AuditFault[] {
  const states = new Map<unknown, string>()
  for (const { kind, facts } of events) {
    const state = STATE_OF[kind]
    if (state !== undefined) states.set(facts['cutId'], state)
  }
  const shown = new Map(cuts.map(({ id, state }) => [id, state]))
  return [
    ...cuts
      .filter(({ id, state }) => states.get(id) !== state)
      .map(({ id, state }): AuditFault => {
        return { where: 'cut.cuts', at: id, what: `is ${state}, the audit says ${states.get(id) ?? 'nothing of it'}` }
      }),
    ...[...states.keys()]
      .filter(id => !shown.has(String(id)))
      .map(
        (id): AuditFault => ({ where: 'cut.cuts', at: String(id), what: 'is missing, though the audit tells of it' }),
      ),
  ]
}

function isKind(...kinds: readonly ChainedEvent['kind'][]): (event: ChainedEvent) => boolean {
  return event => kinds.includes(event.kind)
}

const at = (sequence: number, what: string): AuditFault => ({ where: 'engine record', at: sequence, what })
const row = ({ sequence }: ChainedEvent, what: string): AuditFault => ({ where: 'audit.events', at: sequence, what })

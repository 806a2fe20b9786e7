/**
 * Use case: what has come to its end goes. It can be broken off anywhere and run again: a cut is closed before it is
 * destroyed, its key goes before its event is committed, and what lies there without a cut is found by looking.
 */
import type { CutStore, TellClosed } from '../cut/ports.ts'
import type { Clock } from '../model/clock.ts'
import { accessBefore, type DueCut, dueBuilds, dueCuts, messagesBefore } from './due.ts'
import type { AccessEvents, CutFiles, KeptReadings, TableBuilds, UsedMessages } from './ports.ts'
import type { Retention } from './rules.ts'

export interface ExpireDeps {
  readonly cuts: CutStore
  readonly retention: Retention
  readonly clock: Clock
  /** The engine, which refuses the cuts from then on. */
  readonly tellClosed: TellClosed
}

export interface EnforceDeps extends ExpireDeps {
  readonly files: CutFiles
  readonly builds: TableBuilds
  readonly access: AccessEvents
  readonly messages: UsedMessages
  readonly readings: KeptReadings
}

export interface RetentionRun {
  readonly at: string
  readonly cutsClosed: readonly Omit<DueCut, 'act'>[]
  readonly cutsEnded: readonly Omit<DueCut, 'act'>[]
  /** Cuts whose key or snapshot lay there although they have ended or were never registered. */
  readonly leftovers: readonly string[]
  /** Cuts whose account of a table went. */
  readonly tableBuilds: readonly string[]
  readonly accessEvents: number
  readonly usedMessages: number
  /** What was kept of a reading of a FHIR server that broke off. */
  readonly keptReading: boolean
}

/** A build of a cut that is under way has written its key and is not registered yet. */
const UNREGISTERED_MS = 86_400_000

/** Closes data cuts whose time is over; whoever is about to use a cut asks for this first. */
export async function expireCuts({ cuts, retention, clock, tellClosed }: ExpireDeps): Promise<readonly DueCut[]> {
  const due = dueCuts(await cuts.listCuts(), retention, clock.now()).filter(({ act }) => act === 'expire')
  const closed: DueCut[] = []
  for (const one of due) {
    if (await cuts.close({ cutId: one.cut, reason: 'retention', actor: 'retention' }, tellClosed)) closed.push(one)
  }
  return closed
}

/** What a run would do now. */
export async function planRetention(deps: Omit<EnforceDeps, 'tellClosed'>): Promise<RetentionRun> {
  const now = deps.clock.now()
  const due = dueCuts(await deps.cuts.listCuts(), deps.retention, now)
  return {
    at: new Date(now).toISOString(),
    cutsClosed: withoutAct(due.filter(({ act }) => act === 'expire')),
    cutsEnded: withoutAct(due.filter(({ act }) => act === 'end')),
    leftovers: await leftoversOf(deps, now),
    tableBuilds: await dueBuildsOf(deps, now),
    accessEvents: await deps.access.count(accessBefore(deps.retention, now)),
    usedMessages: await deps.messages.count(messagesBefore(deps.retention, now)),
    keptReading: await deps.readings.isOver(now),
  }
}

/** Does it; each cut has its own events, and the run one for all the rest. */
export async function enforceRetention(deps: EnforceDeps): Promise<RetentionRun> {
  const now = deps.clock.now()
  const at = new Date(now).toISOString()
  const closed = await expireCuts(deps)
  const ended = await endCuts(deps, now)
  const leftovers = await leftoversOf(deps, now)
  for (const cut of leftovers) await deps.files.destroy(cut)
  const tableBuilds = await dueBuildsOf(deps, now)
  const usedMessages = await deps.messages.remove(messagesBefore(deps.retention, now))
  const keptReading = await deps.readings.isOver(now)
  if (keptReading) await deps.readings.remove()
  const facts = {
    cutsClosed: closed.length,
    cutsEnded: ended.length,
    leftovers: leftovers.length,
    tableBuilds: tableBuilds.length,
    usedMessages,
    keptReading,
  }
  const accessEvents = await deps.access.forget(
    accessBefore(deps.retention, now),
    removed => ({ kind: 'retention.applied', at, actor: 'retention', facts: { ...facts, accessEvents: removed } }),
    async () => {
      for (const cut of tableBuilds) await deps.builds.remove(cut)
    },
  )
  return {
    at,
    cutsClosed: withoutAct(closed),
    cutsEnded: withoutAct(ended),
    leftovers,
    tableBuilds,
    accessEvents,
    usedMessages,
    keptReading,
  }
}

/** Looked at again, since a cut that was closed a moment ago may be due at once. */
async function endCuts({ cuts, retention, files }: EnforceDeps, now: number): Promise<readonly DueCut[]> {
  const due = dueCuts(await cuts.listCuts(), retention, now).filter(({ act }) => act === 'end')
  const ended: DueCut[] = []
  for (const one of due) {
    if (await cuts.markEnded(one.cut, () => files.destroy(one.cut))) ended.push(one)
  }
  return ended
}

/** What came back from a backup, and what a build left that was killed. */
async function leftoversOf(
  { cuts, files }: Pick<EnforceDeps, 'cuts' | 'files'>,
  now: number,
): Promise<readonly string[]> {
  const there = await files.list(now)
  const states = new Map((await cuts.listCuts()).map(({ cut, state }) => [cut.id, state]))
  return there
    .filter(({ cut, age }) => {
      const state = states.get(cut)
      return state === 'ended' || (state === undefined && age >= UNREGISTERED_MS)
    })
    .map(({ cut }) => cut)
}

async function dueBuildsOf(
  { cuts, builds, retention }: Pick<EnforceDeps, 'cuts' | 'builds' | 'retention'>,
  now: number,
): Promise<readonly string[]> {
  const due = new Set(dueBuilds(await cuts.listCuts(), retention, now))
  return (await builds.list()).filter(cut => due.has(cut))
}

const withoutAct = (due: readonly DueCut[]) => due.map(({ cut, rule }) => ({ cut, rule }))

/** Scheduled rounds of a coordinator: asked for when they are due, each once, one after the other. */
import type { Config } from '../config.ts'
import { type Clock, systemClock } from '../model/clock.ts'
import { parseDuration } from '../model/duration.ts'
import { isNodeError } from '../model/errors.ts'
import type { RoundEntry } from '../pooling/round/ports.ts'
import { dueAt } from '../pooling/round/schedule.ts'
import { askForRound } from './ask-round.ts'
import type { RoundWishes } from './round-plans.ts'
import type { Rounds } from './rounds.ts'

export interface ScheduleStanding {
  readonly every: string
  /** The last that was due, and whether it was asked for. */
  readonly last: { readonly round: string; readonly at: string; readonly asked: boolean } | null
  readonly next: { readonly round: string; readonly at: string }
  /** Open round that must end before the one that is due is asked for. */
  readonly waitsFor: string | null
}

/** What `rose.json` schedules, as it stands now; null where it schedules nothing. */
export function scheduleStanding(
  { rounds: { schedule } }: Pick<Config, 'rounds'>,
  known: readonly RoundEntry[],
  clock: Clock,
): ScheduleStanding | null {
  if (schedule === null) return null
  const { last, next } = dueAt(schedule, clock.now())
  const asked = last !== null && known.some(({ round }) => round === last.round)
  const open = known.find(({ state }) => state === 'open')
  return {
    every: schedule.every,
    last: last === null ? null : { round: last.round, at: new Date(last.at).toISOString(), asked },
    next: { round: next.round, at: new Date(next.at).toISOString() },
    waitsFor: last === null || asked ? null : (open?.round ?? null),
  }
}

/** After a fault, such as a catalogue that has expired, before it is tried again. */
const AGAIN_MS = 60_000

/** For the process that works on rounds: each call asks for the round that is due, where it was not asked for yet. */
export function callDueRounds(
  config: Config,
  rounds: Pick<Rounds, 'store' | 'coordinating'>,
  clock: Clock = systemClock,
): () => Promise<boolean> {
  let notBefore = 0
  return async () => {
    if (config.rounds.schedule === null || clock.now() < notBefore) return false
    const standing = scheduleStanding(config, await rounds.store.listRounds(), clock)
    if (standing?.last == null || standing.last.asked || standing.waitsFor !== null) return false
    notBefore = clock.now() + AGAIN_MS
    try {
      await askForRound(config, wishesFor(standing.last.round, config, clock), rounds)
    } catch (error) {
      // Another process of this node was quicker.
      if (!isNodeError(error, 'pooling/conflict')) throw error
    }
    notBefore = 0
    return true
  }
}

function wishesFor(round: string, { rounds: { schedule } }: Config, clock: Clock): RoundWishes {
  const {
    contributions = '14d',
    table = '3d',
    cutDays = 730,
    purpose = 'Scheduled: all cohorts of the catalogue.',
  } = schedule ?? {}
  const day = (daysAgo: number) => new Date(clock.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
  return {
    round,
    cohort: null,
    purpose,
    members: null,
    combiners: null,
    window: { from: day(cutDays), to: day(0) },
    contributionsInMs: parseDuration(contributions) ?? 0,
    tableInMs: parseDuration(table) ?? 0,
  }
}

/** When scheduled rounds are due: moments counted from the first one, each with the name of its round. */
import { parseDuration } from '../../model/duration.ts'

export interface Schedule {
  /** RFC 3339. */
  readonly first: string
  /** `month`, `quarter`, `half-year`, `year`, or a length of time such as `90d`. */
  readonly every: string
}

export interface ScheduledRound {
  readonly round: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Due {
  /** The last that should have been asked for by now; null before the first. */
  readonly last: ScheduledRound | null
  readonly next: ScheduledRound
}

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/** The same at every look and after every restart, so that a round is asked for once. */
export function dueAt({ first, every }: Schedule, now: number): Due {
  const start = Date.parse(first)
  const months = MONTHS[every]
  const length = parseDuration(every) ?? Number.NaN
  const moment = (index: number) => (months === undefined ? start + index * length : monthsAfter(start, index * months))
  // Calendar months differ in length: the guess is put right by at most one.
  let index = Math.floor((now - start) / (months === undefined ? length : months * 30.44 * DAY_MS))
  while (moment(index) > now) index -= 1
  while (moment(index + 1) <= now) index += 1
  return { last: index < 0 ? null : named(moment(index)), next: named(moment(Math.max(0, index + 1))) }
}

const DAY_MS = 86_400_000

/** The last day of a shorter month stands for days that it lacks. */
function monthsAfter(start: number, months: number): number {
  const from = new Date(start)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const timeOfDay = start % DAY_MS
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) + timeOfDay
}

/**
 * `all-2026-10-15-at-0600`: whoever schedules by the same moments gives the same names. The word keeps day and time apart:
 * side by side they read as a Swedish personnummer in one minute of ten, and the leak scanner stops such a name.
 */
function named(at: number): ScheduledRound {
  const time = new Date(at).toISOString()
  return { round: `all-${time.slice(0, 10)}-at-${time.slice(11, 16).replace(':', '')}`, at }
}

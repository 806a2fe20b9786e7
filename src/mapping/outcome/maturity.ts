/** Whether a patient's week 16 is over, and whether its result can still be on its way. All figures are days. */
import type { Day } from './calendar.ts'

/** Week 16 after treatment start. */
export const WEEK_16_DAYS = 112
/** Week 16 and the seven days of the visit's window: what happened by then decides why there is no week-16 visit. */
export const WEEK_16_CLOSES_DAYS = 119

/** Both denominators hold mature patients only: early failures are known sooner than what is no failure. */
export function isMature(start: Day, cutoff: Day): boolean {
  return start + WEEK_16_DAYS <= cutoff
}

export interface AwaitingFacts {
  readonly start: Day
  readonly cutoff: Day
  /** Days that the trial allows between a visit and the entry of its form. */
  readonly entryLagDays: number
  readonly hasWeek16Row: boolean
  /** Progression, death or end of treatment by day 119. */
  readonly endedEarly: boolean
}

/** The week-16 form can still come: no row, no earlier end, and the time for visit and entry not yet over. */
export function isAwaiting(facts: AwaitingFacts): boolean {
  if (facts.hasWeek16Row || facts.endedEarly) return false
  return facts.cutoff < facts.start + WEEK_16_CLOSES_DAYS + facts.entryLagDays
}

export function isByWeek16(day: Day | null, start: Day): boolean {
  return day !== null && day <= start + WEEK_16_CLOSES_DAYS
}

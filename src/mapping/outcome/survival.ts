/** Progression-free and overall survival: days from treatment start, end less start; event 1, censored 0. */
import type { CommonRecord } from '../../model/generated/common-record.ts'
import { completeDay, type Day } from './calendar.ts'
import { isControl } from './response.ts'
import { deliveredDoseDays } from './treated.ts'
import type { Visit } from './visits.ts'

export interface Survival {
  readonly days: number
  readonly event: 0 | 1
}

export interface ProgressionFreeFacts {
  readonly start: Day
  readonly progression: Day | null
  readonly death: Day | null
  readonly visits: readonly Visit[]
}

/** Event: progression or death. Else censored at the last visit with control; at the start where there is none. */
export function progressionFreeSurvival({ start, progression, death, visits }: ProgressionFreeFacts): Survival {
  const events = [progression, death].filter(day => day !== null)
  if (events.length > 0) return { days: Math.min(...events) - start, event: 1 }
  const controlDays = visits.filter(visit => isControl(visit.response)).map(visit => visit.day ?? start)
  return { days: Math.max(start, ...controlDays) - start, event: 0 }
}

/** Event: death. Else censored at the last sign of life. */
export function overallSurvival(start: Day, death: Day | null, signsOfLife: readonly Day[]): Survival {
  if (death !== null) return { days: death - start, event: 1 }
  return { days: Math.max(start, ...signsOfLife) - start, event: 0 }
}

/**
 * Days up to the cut-off on which the subject was certainly alive. They are the subject's, like death, and serve every
 * enrolment.
 */
export function signsOfLife(record: CommonRecord, cutoff: Day): Day[] {
  const dates = [
    ...record.followUps.map(row => row.lastSeenAlive),
    ...record.assessments.map(row => row.date),
    ...record.performance.map(row => row.date),
    ...record.treatmentEnds.map(row => row.ended),
  ]
  const days = dates.map(completeDay).filter(day => day !== null)
  return [...days.filter(day => day <= cutoff), ...deliveredDoseDays(record.doses, cutoff)]
}

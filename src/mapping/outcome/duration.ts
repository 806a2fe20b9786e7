/** How long a response and a treatment lasted: days, end less start; event 1, censored 0. Lengths never use imputed dates. */
import type { TreatmentEnd } from '../../model/generated/common-record.ts'
import { completeDay, type Day } from './calendar.ts'
import { meaningOf } from './response.ts'
import type { Survival } from './survival.ts'
import type { Visit } from './visits.ts'

export interface ResponseDuration extends Survival {
  /** From treatment start to the first CR or PR. */
  readonly after: number
}

/**
 * From the first CR or PR, confirmed or not, to progression or death; censored where progression-free survival is.
 * Null without a response, and where the first one has no complete date. `visits` end at progression.
 */
export function responseDuration(visits: readonly Visit[], start: Day, pfs: Survival): ResponseDuration | null {
  const first = visits.find(visit => ['CR', 'PR'].includes(meaningOf(visit.response)))
  if (first?.day === undefined || first.day === null) return null
  const after = first.day - start
  return { after, days: Math.max(0, pfs.days - after), event: pfs.event }
}

export interface OnTreatmentFacts {
  readonly start: Day
  readonly cutoff: Day
  readonly end: TreatmentEnd | null
  readonly death: Day | null
  /** Start and stop days of delivered doses. */
  readonly doseDays: readonly Day[]
}

/**
 * From treatment start to its end. Where it ended on a day that is not stated completely, to the last day of a delivered
 * dose; where nobody said that it ended, death ends it, else it is censored at the last delivered dose.
 */
export function timeOnTreatment({ start, cutoff, end, death, doseDays }: OnTreatmentFacts): Survival {
  const lastDose = Math.max(start, ...doseDays.filter(day => day <= cutoff)) - start
  const ended = completeDay(end?.ended ?? null)
  if (ended !== null && ended >= start && ended <= cutoff) return { days: ended - start, event: 1 }
  // A row with neither day nor reason says nothing of the end: so stands one that lies after the cut-off.
  if (end !== null && (end.ended !== null || end.reason !== null)) return { days: lastDose, event: 1 }
  return death === null ? { days: lastDose, event: 0 } : { days: death - start, event: 1 }
}

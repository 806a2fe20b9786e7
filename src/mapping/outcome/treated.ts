/** Treated, treatment start, last dose. A row counts only where the treatment was received: other rows are planned cycles. */
import type { Dose } from '../../model/generated/common-record.ts'
import { completeDay, type Day } from './calendar.ts'
import { doseStart } from './clinical-date.ts'
import type { Finding } from './finding.ts'

export function isGiven(dose: Dose): boolean {
  return dose.given === true
}

/** Day of the earliest delivered dose with a complete start; null = not treated. */
export function treatmentStart(doses: readonly Dose[]): Day | null {
  const starts = doses
    .filter(isGiven)
    .map(dose => completeDay(doseStart(dose)))
    .filter(day => day !== null)
  return starts.length === 0 ? null : Math.min(...starts)
}

/** Every complete start and stop of delivered doses up to the cut-off. */
export function deliveredDoseDays(doses: readonly Dose[], cutoff: Day): Day[] {
  return doses
    .filter(isGiven)
    .flatMap(dose => [completeDay(doseStart(dose)), completeDay(dose.oralStop)])
    .filter(day => day !== null)
    .filter(day => day <= cutoff)
}

/** Rows that do not say whether the cycle was received: they count as planned, and a person should fill them in. */
export function findMissingCycleStatus(doses: readonly Dose[]): Finding[] {
  return doses
    .filter(dose => dose.given === null)
    .map(dose => ({ code: 'cycle-status-missing', origin: dose.origin, field: 'doses.given' }))
}

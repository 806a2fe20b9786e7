/**
 * The assessments of one enrolment that can say something of its treatment: after baseline, not before treatment start,
 * in the order of time.
 */
import type { Assessment, Criterion, ResponseCode } from '../../model/generated/common-record.ts'
import { completeDay, type Day, imputedDay, lastPossibleDay } from './calendar.ts'
import { byOrigin } from './finding.ts'
import { isAssessedBy, responseBy } from './response.ts'

export const BASELINE = 'V00'
export const WEEK_16 = 'V03'

export interface Visit {
  readonly assessment: Assessment
  /** By the declared criterion. */
  readonly response: ResponseCode
  /** Place in time, for order alone; never a length. */
  readonly position: Day
  /** Day of a complete date; null otherwise. */
  readonly day: Day | null
}

/** Days after treatment start at which the protocol sets its visits: they place a visit without a date. */
const PROTOCOL_DAYS: Readonly<Record<string, number>> = { V01: 0, V02: 56, V03: 112, V04: 182, V05: 273 }

/** Not at baseline, and not certainly before treatment start. */
export function isAfterStart(assessment: Assessment, start: Day): boolean {
  if (assessment.visit === BASELINE) return false
  return assessment.date === null || lastPossibleDay(assessment.date) >= start
}

/** Visits by one criterion, first to last. Rows with neither date nor protocol visit have no place in time. */
export function visitsBy(criterion: Criterion, assessments: readonly Assessment[], start: Day): Visit[] {
  return assessments
    .filter(assessment => isAfterStart(assessment, start) && isAssessedBy(assessment, criterion))
    .map(assessment => ({
      assessment,
      response: responseBy(assessment, criterion),
      position: positionOf(assessment, start),
      day: completeDay(assessment.date),
    }))
    .filter((visit): visit is Visit => visit.position !== null)
    .sort((a, b) => a.position - b.position || byOrigin(a.assessment, b.assessment))
}

/** Partial dates are placed at their imputed day, not earlier than treatment start. */
export function positionOf(assessment: Assessment, start: Day): Day | null {
  if (assessment.date !== null) return Math.max(imputedDay(assessment.date), start)
  const protocolDay = PROTOCOL_DAYS[assessment.visit ?? '']
  return protocolDay === undefined ? null : start + protocolDay
}

/**
 * Which rows belong to which enrolment. The interval of an enrolment runs from its allocation to the next one of a named
 * cohort; rows before the first allocation go to the first, and so do rows without a date.
 */
import type { CommonRecord, Enrolment, NullableDate } from '../../model/generated/common-record.ts'
import { type Day, firstPossibleDay } from './calendar.ts'
import { doseStart, treatmentEndDate } from './clinical-date.ts'
import { byOrigin } from './finding.ts'

/** An allocation row with a cohort name: a subject in a cohort. */
export type NamedEnrolment = Enrolment & { readonly localName: string }

export interface EnrolmentRows
  extends Pick<
    CommonRecord,
    'doses' | 'assessments' | 'criteria' | 'treatmentEnds' | 'performance' | 'adverseEvents' | 'qualityOfLife'
  > {
  readonly enrolment: NamedEnrolment
}

/** In the order of allocation; an allocation without a date comes last and, beside others, has no interval. */
export function namedEnrolments(record: CommonRecord): NamedEnrolment[] {
  return record.enrolments
    .filter((enrolment): enrolment is NamedEnrolment => enrolment.localName !== null)
    .sort((a, b) => allocationDay(a) - allocationDay(b) || byOrigin(a, b))
}

export function splitByEnrolment(record: CommonRecord): EnrolmentRows[] {
  const enrolments = namedEnrolments(record)
  return enrolments.map((enrolment, index) => {
    const isHere = (date: NullableDate): boolean => intervalOf(date, enrolments) === index
    return {
      enrolment,
      doses: record.doses.filter(row => isHere(doseStart(row))),
      assessments: record.assessments.filter(row => isHere(row.date)),
      criteria: record.criteria.filter(row => isHere(row.date)),
      treatmentEnds: record.treatmentEnds.filter(row => isHere(treatmentEndDate(row))),
      performance: record.performance.filter(row => isHere(row.date)),
      adverseEvents: record.adverseEvents.filter(row => isHere(row.onset)),
      qualityOfLife: record.qualityOfLife.filter(row => isHere(row.date)),
    }
  })
}

/** Index of the last enrolment that was allocated on or before the date; a partial date counts with its first day. */
function intervalOf(date: NullableDate, enrolments: readonly NamedEnrolment[]): number {
  if (date === null) return 0
  const day = firstPossibleDay(date)
  return Math.max(
    0,
    enrolments.findLastIndex(enrolment => allocationDay(enrolment) <= day),
  )
}

function allocationDay(enrolment: Enrolment): Day {
  return enrolment.allocated === null ? Number.MAX_SAFE_INTEGER : firstPossibleDay(enrolment.allocated)
}

/** Where day 0 of a subject is, and to which of its treatments a dated row belongs. */
import type { CommonRecord, Enrolment } from '../model/generated/common-record.ts'
import type { Outcome } from '../model/generated/outcome.ts'
import { compareOrigins, isSameOrigin } from '../model/origins.ts'
import {
  type AgeBand,
  ageAt,
  ageBandOf,
  earliestComplete,
  firstPossibleDay,
  type Offset,
  offsetFrom,
} from './day-offsets.ts'

/** An enrolment with the name it has inside the record. */
export interface Treatment {
  /** 1, 2, … in the order of allocation. */
  readonly number: number
  /** `c1`, `c2`, … */
  readonly id: string
  readonly outcome: Outcome
}

export interface Timeline {
  readonly anchor: 'treatment' | 'screening'
  readonly ageBand: AgeBand
  readonly treatments: readonly Treatment[]
  offset(date: string | null): Offset
  /** The treatment whose interval [allocation, next allocation) holds the date; null for a subject without any. */
  treatmentAt(date: string | null): Treatment | null
  /** The allocation row of a treatment. */
  rowOf(treatment: Treatment): Enrolment | undefined
}

/**
 * Day 0 is the first study treatment day; of a subject never treated, the day of its screening, else its first allocation
 * with a complete date; else there is none and every offset is null.
 */
export function timelineOf(record: CommonRecord, outcomes: readonly Outcome[]): Timeline {
  const treatments = outcomes
    .toSorted(byAllocation)
    .map((outcome, at) => ({ number: at + 1, id: `c${at + 1}`, outcome }))
  const firstTreated = earliestComplete(outcomes.map(outcome => outcome.started))
  const screened = earliestComplete([record.screenedOn])
  const dayZero = firstTreated ?? screened ?? earliestComplete(record.enrolments.map(enrolment => enrolment.allocated))
  return {
    anchor: firstTreated === null ? 'screening' : 'treatment',
    ageBand: ageBandOf(dayZero !== null && record.birth !== null ? ageAt(record.birth, dayZero) : record.ageYears),
    treatments,
    offset: date => offsetFrom(dayZero, date),
    treatmentAt: date => treatmentAt(treatments, date),
    rowOf: ({ outcome }) => record.enrolments.find(row => isSameOrigin(row.origin, outcome.origin)),
  }
}

const NEVER = '9999-12-31'

function allocationDay(outcome: Outcome): string {
  return outcome.allocated === null ? NEVER : firstPossibleDay(outcome.allocated)
}

function byAllocation(a: Outcome, b: Outcome): number {
  return allocationDay(a).localeCompare(allocationDay(b)) || compareOrigins(a.origin, b.origin)
}

/** Rows before the first allocation, and rows without a date, go to the first. */
function treatmentAt(treatments: readonly Treatment[], date: string | null): Treatment | null {
  const first = treatments[0] ?? null
  if (date === null) return first
  const day = firstPossibleDay(date)
  return treatments.findLast(treatment => allocationDay(treatment.outcome) <= day) ?? first
}

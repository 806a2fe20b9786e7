/** The end of treatment of one enrolment. No row means that treatment goes on; the day of entry is no end. */
import type { TreatmentEnd } from '../../model/generated/common-record.ts'
import { type Day, lastPossibleDay } from './calendar.ts'
import { byOrigin } from './finding.ts'

/** The latest of several rows, a row with a reason before one without; one that ended before this treatment began is not its end. */
export function findTreatmentEnd(ends: readonly TreatmentEnd[], start: Day): TreatmentEnd | null {
  const ofThisTreatment = ends.filter(end => end.ended === null || lastPossibleDay(end.ended) >= start)
  return ofThisTreatment.sort(latestLast).at(-1) ?? null
}

/** The first day on which treatment had certainly ended: of a partial date its last possible day. */
export function dayEnded(end: TreatmentEnd | null): Day | null {
  return end === null || end.ended === null ? null : lastPossibleDay(end.ended)
}

function latestLast(a: TreatmentEnd, b: TreatmentEnd): number {
  return orderOf(a) - orderOf(b) || Number(a.reason !== null) - Number(b.reason !== null) || byOrigin(a, b)
}

function orderOf(end: TreatmentEnd): number {
  return dayEnded(end) ?? Number.MIN_SAFE_INTEGER
}

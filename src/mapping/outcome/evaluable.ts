/**
 * Dosed enough to be evaluable: two starts of one infusion at least 21 days apart, or one course of intake of at least 28
 * days. Lengths are differences of complete dates; a partial date makes its row unusable.
 */
import type { Dose, NullableDate } from '../../model/generated/common-record.ts'
import { completeDay, type Day, firstPossibleDay, isComplete } from './calendar.ts'
import { doseStart } from './clinical-date.ts'
import { byOrigin, type Finding } from './finding.ts'
import { isGiven } from './treated.ts'

export const IV_INTERVAL_DAYS = 21
export const ORAL_COURSE_DAYS = 28

export function isDosedEnough(doses: readonly Dose[], cutoff: Day): boolean {
  const given = doses.filter(isGiven)
  return given.some(dose => isLongOralCourse(dose, cutoff)) || hasLongInfusionInterval(given)
}

/** An intake that outlasts the cut-off is known up to the cut-off. */
function isLongOralCourse(dose: Dose, cutoff: Day): boolean {
  if (dose.route !== 'oral') return false
  const start = completeDay(doseStart(dose))
  const stop = completeDay(dose.oralStop)
  return start !== null && stop !== null && Math.min(stop, cutoff) - start >= ORAL_COURSE_DAYS
}

function hasLongInfusionInterval(given: readonly Dose[]): boolean {
  const infusions = given.filter(dose => dose.route === 'iv' && dose.cycleStart !== null)
  return [...Map.groupBy(infusions, treatmentNumber).values()].some(rows =>
    neighbours(rows.sort(byCycleStart)).some(([cycle, next]) => daysBetween(cycle, next) >= IV_INTERVAL_DAYS),
  )
}

/** `1`, `01` and `1.0` are one treatment. */
function treatmentNumber(dose: Dose): string | null {
  const text = dose.treatmentNumber
  return text !== null && /^\d+([.,]0+)?$/.test(text) ? String(Number.parseInt(text, 10)) : text
}

/** By date and never by cycle number. A partial date stands at its first possible day, so no pair is formed across it. */
function byCycleStart(a: Dose, b: Dose): number {
  return (
    positionOf(a.cycleStart) - positionOf(b.cycleStart) ||
    Number(isComplete(b.cycleStart)) - Number(isComplete(a.cycleStart)) ||
    byOrigin(a, b)
  )
}

function positionOf(date: NullableDate): Day {
  return date === null ? Number.NEGATIVE_INFINITY : firstPossibleDay(date)
}

function neighbours(rows: readonly Dose[]): [Dose, Dose][] {
  return rows.slice(1).map((next, index) => [rows[index] ?? next, next])
}

function daysBetween(cycle: Dose, next: Dose): number {
  const from = completeDay(cycle.cycleStart)
  const to = completeDay(next.cycleStart)
  return from === null || to === null ? 0 : to - from
}

/** Delivered rows whose length cannot be told. */
export function findUnusableCycles(doses: readonly Dose[]): Finding[] {
  return doses.filter(isGiven).flatMap(dose => [...findPartialCycleDate(dose), ...findMissingOralStop(dose)])
}

function findPartialCycleDate(dose: Dose): Finding[] {
  const dates: [string, NullableDate][] =
    dose.route === 'iv' || dose.oralStart === null
      ? [
          ['doses.cycleStart', dose.cycleStart],
          ['doses.oralStop', dose.oralStop],
        ]
      : [
          ['doses.oralStart', dose.oralStart],
          ['doses.oralStop', dose.oralStop],
        ]
  const partial = dates.find(([, date]) => date !== null && !isComplete(date))
  return partial === undefined ? [] : [{ code: 'partial-cycle-date', origin: dose.origin, field: partial[0] }]
}

function findMissingOralStop(dose: Dose): Finding[] {
  if (dose.route !== 'oral' || dose.oralStop !== null) return []
  return [{ code: 'oral-stop-missing', origin: dose.origin, field: 'doses.oralStop' }]
}

/** ECOG performance status. The text leads with the grade; the code list is grade + 1 and comes second. */
import type { Performance } from '../../model/generated/common-record.ts'
import { firstPossibleDay } from './calendar.ts'
import { byOrigin, type Finding } from './finding.ts'
import { BASELINE } from './visits.ts'

export function gradeOf(row: Performance): number | null {
  return row.gradeByText ?? row.gradeByCode
}

/** Grade at baseline: the latest baseline row that has one. */
export function baselinePerformance(rows: readonly Performance[]): number | null {
  const graded = rows.filter(row => row.visit === BASELINE && gradeOf(row) !== null)
  const latest = graded.sort((a, b) => orderOf(a) - orderOf(b) || byOrigin(a, b)).at(-1)
  return latest === undefined ? null : gradeOf(latest)
}

export function findGradeConflicts(rows: readonly Performance[]): Finding[] {
  return rows
    .filter(row => row.gradeByText !== null && row.gradeByCode !== null && row.gradeByText !== row.gradeByCode)
    .map(row => ({ code: 'ecog-conflict', origin: row.origin, field: 'performance.gradeByText' }))
}

function orderOf(row: Performance): number {
  return row.date === null ? Number.MIN_SAFE_INTEGER : firstPossibleDay(row.date)
}

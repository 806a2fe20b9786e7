/**
 * Change of global health status (QLQ-C30 scale QL2) from baseline to week 16, in bands. Ten points are what patients
 * call a little better or worse (Osoba et al., J Clin Oncol 1998;16:139-144).
 */
import type { QualityOfLife } from '../../model/generated/common-record.ts'
import type { Outcome } from '../../model/generated/outcome.ts'
import { completeDay, type Day } from './calendar.ts'
import { WEEK_16_DAYS } from './maturity.ts'
import { scoreQlqC30 } from './scale-scores.ts'

/** A change of this many points is one that patients notice. */
export const NOTICED_POINTS = 10

/** Twice the protocol's seven days, as for the week-16 visit. */
const WINDOW_DAYS = 14

/** Baseline: the last questionnaire not after treatment start. Week 16: the one nearest to day 112, of two the earlier. */
export function qualityOfLifeChange(rows: readonly QualityOfLife[], start: Day): Outcome['qualityOfLifeChange'] {
  const scored = rows
    .filter(row => row.instrument === 'EORTC-QLQ-C30')
    .map(row => ({ day: completeDay(row.date), score: { ...row.scores, ...scoreQlqC30(row.items) }['QL2'] }))
    .filter((row): row is { day: Day; score: number } => row.day !== null && row.score !== undefined)
    .sort((a, b) => a.day - b.day)
  const before = scored.findLast(row => row.day <= start)
  const distance = (row: { readonly day: Day }) => Math.abs(row.day - start - WEEK_16_DAYS)
  const [after] = scored.filter(row => distance(row) <= WINDOW_DAYS).sort((a, b) => distance(a) - distance(b))
  return before === undefined || after === undefined ? null : bandOf(after.score - before.score)
}

function bandOf(change: number): NonNullable<Outcome['qualityOfLifeChange']> {
  if (change >= NOTICED_POINTS) return 'improved'
  return change <= -NOTICED_POINTS ? 'worse' : 'stable'
}

/** How the cohort has grown by quarter of treatment start, and when it would reach its looks. */
import { sumQuarters } from '../../merged-counts/quarters.ts'
import { countedParts, sumOfCode } from '../../merged-counts/sums.ts'
import type { MergedCounts } from '../../model/generated/merged-counts.ts'
import { rate } from '../../statistics/rate.ts'
import { LEVEL } from './parts.ts'

export function accrualOf(document: MergedCounts) {
  const quarters = sumQuarters(countedParts(document))
  return {
    quarters: quarters.map(({ quarter, treated, evaluable, pending, control }) => ({
      quarter,
      treated,
      evaluable,
      pending,
      control,
    })),
    treated: sumOfCode(document, 'treated'),
    evaluable: sumOfCode(document, 'evaluable'),
    projections: projectionsOf(document, quarters),
  }
}

/** Evaluable patients a quarter so far, as a Poisson rate with its exact interval; none for a closed cohort. */
function projectionsOf({ looks }: MergedCounts, quarters: readonly { quarter: string; evaluable: number }[]) {
  const first = quarters[0]
  const last = quarters.at(-1)
  if (looks.closed || first === undefined || last === undefined || last.evaluable === 0) return []
  const span = numberOf(last.quarter) - numberOf(first.quarter) + 1
  const { estimate, exact } = rate({ events: last.evaluable, personTime: span, level: LEVEL })
  return [looks.s1, looks.s2]
    .filter(target => target > last.evaluable)
    .map(target => {
      const missing = target - last.evaluable
      return { target, quarters: missing / estimate, range: [missing / exact[1], missing / exact[0]] as const }
    })
}

function numberOf(quarter: string): number {
  return Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1
}

import type { Interval } from '../interval.ts'
import { clopperPearson } from '../proportion/clopper-pearson.ts'
import { twoSidedQuantile } from '../special/normal.ts'
import { kaplanMeier, logLogLimits } from './kaplan-meier.ts'
import type { RiskSet } from './risk-set.ts'

export interface Landmark {
  readonly day: number
  /** `binomial` where nobody was lost by then, so that the exact interval holds; else `survival`, from the curve. */
  readonly kind: 'binomial' | 'survival'
  readonly survival: number
  readonly interval: Interval | null
}

/** Survival at a fixed day. null where no step of the curve ends at that day: between two ends nothing is known. */
export function landmark(
  riskSets: readonly RiskSet[],
  { day, level }: { readonly day: number; readonly level: number },
): Landmark | null {
  const until = riskSets.filter(({ time }) => time <= day)
  const end = until.at(-1)
  const n = riskSets[0]?.atRisk ?? 0
  if (end?.time !== day || n === 0) return null
  if (until.every(({ censored }) => censored === 0)) {
    const x = end.atRisk - end.events
    return { day, kind: 'binomial', survival: x / n, interval: clopperPearson({ x, n, level }) }
  }
  const last = kaplanMeier(until).at(-1)
  if (last === undefined) return null
  return { day, kind: 'survival', survival: last.survival, interval: logLogLimits(last, twoSidedQuantile(level)) }
}

/** Intervals of a random-effects mean for few strata; the normal one of the textbook is too short there. */
import type { Interval } from '../interval.ts'
import { twoSidedStudent } from '../special/student.ts'
import { cochranQ, type LogitEffect, weightedMean } from './inverse-variance.ts'
import { expit } from './strata.ts'

export interface KnappHartung {
  readonly se: number
  readonly df: number
  /** What the variance was multiplied with; 1 where the strata differ less than chance. */
  readonly factor: number
  /** Inverse logit of logit ± t se. */
  readonly interval: Interval
}

/**
 * Modified Knapp-Hartung interval: the variance times max(1, Q(tau2)/(k-1)), Student's t with k-1 degrees of freedom
 * (Knapp & Hartung 2003; the factor kept at 1 and above: Röver, Knapp & Friede 2015). null for one stratum.
 */
export function modifiedKnappHartung(
  effects: readonly LogitEffect[],
  { tau2, level }: { readonly tau2: number; readonly level: number },
): KnappHartung | null {
  const df = effects.length - 1
  if (df < 1) return null
  const { mean, weight } = weightedMean(effects, tau2)
  const factor = Math.max(1, cochranQ(effects, tau2) / df)
  const se = Math.sqrt(factor / weight)
  const reach = twoSidedStudent(level, df) * se
  return { se, df, factor, interval: [expit(mean - reach), expit(mean + reach)] }
}

/**
 * Where the rate of one more stratum would lie: logit ± t sqrt(tau2 + se²), t with k-2 degrees of freedom (Higgins, Thompson &
 * Spiegelhalter 2009). null below three strata; a guess below five.
 */
export function predictionInterval(
  effects: readonly LogitEffect[],
  { tau2, level }: { readonly tau2: number; readonly level: number },
): Interval | null {
  const df = effects.length - 2
  if (df < 1) return null
  const { mean, weight } = weightedMean(effects, tau2)
  const reach = twoSidedStudent(level, df) * Math.sqrt(tau2 + 1 / weight)
  return [expit(mean - reach), expit(mean + reach)]
}

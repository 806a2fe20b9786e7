/** Inverse-variance pooling on the logit scale: common effect and random effects. */
import type { Interval } from '../interval.ts'
import { expit, type Stratum, sumOf } from './strata.ts'

/** A stratum on the logit scale with its sampling variance. */
export interface LogitEffect {
  readonly y: number
  readonly v: number
}

export interface PooledLogit {
  readonly logit: number
  readonly se: number
  /** Inverse logits of `logit` and of logit ± z se. */
  readonly estimate: number
  readonly interval: Interval
  readonly tau2: number
  /** Per cent. */
  readonly i2: number
}

/** Logit and variance of each stratum; those with x = 0 or x = n, and only they, get ½ in both cells. */
export function logitEffects(strata: readonly Stratum[]): LogitEffect[] {
  return strata.map(({ x, n }) => {
    const add = x === 0 || x === n ? 0.5 : 0
    const yes = x + add
    const no = n - x + add
    return { y: Math.log(yes / no), v: 1 / yes + 1 / no }
  })
}

export interface Pooling {
  readonly tau2: number
  readonly i2: number
  /** Normal quantile of the level. */
  readonly z: number
}

/** Mean of the logits with weights 1 / (v + tau2). */
export function pooledLogit(effects: readonly LogitEffect[], { tau2, i2, z }: Pooling): PooledLogit {
  const { mean, weight } = weightedMean(effects, tau2)
  const se = 1 / Math.sqrt(weight)
  return {
    logit: mean,
    se,
    estimate: expit(mean),
    interval: [expit(mean - z * se), expit(mean + z * se)],
    tau2,
    i2,
  }
}

export function weightedMean(effects: readonly LogitEffect[], tau2: number): { mean: number; weight: number } {
  const weight = sumOf(effects.map(({ v }) => 1 / (v + tau2)))
  return { mean: sumOf(effects.map(({ y, v }) => y / (v + tau2))) / weight, weight }
}

/** Cochran's Q at a given tau2 (0: the ordinary Q). */
export function cochranQ(effects: readonly LogitEffect[], tau2: number): number {
  const { mean } = weightedMean(effects, tau2)
  return sumOf(effects.map(({ y, v }) => (y - mean) ** 2 / (v + tau2)))
}

/** I² of a tau2: 100 tau2 / (tau2 + s2) with the typical variance s2 of Higgins & Thompson (2002), in per cent. */
export function shareOfVariance(effects: readonly LogitEffect[], tau2: number): number {
  const weights = effects.map(({ v }) => 1 / v)
  const total = sumOf(weights)
  const typical = ((effects.length - 1) * total) / (total * total - sumOf(weights.map(w => w * w)))
  return (100 * tau2) / (tau2 + typical)
}

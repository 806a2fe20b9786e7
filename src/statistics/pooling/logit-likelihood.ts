import type { Stratum } from './strata.ts'

/** Binomial likelihood of a stratum as a function of the logit theta, relative to its largest value. */
export interface LogitLikelihood extends Stratum {
  /** Where it is largest; -Infinity at x = 0, Infinity at x = n. */
  readonly peak: number
  /** log of likelihood over its largest value, never above 0. */
  logAt(theta: number): number
}

export function logitLikelihood({ x, n }: Stratum): LogitLikelihood {
  if (x === 0) return { x, n, peak: Number.NEGATIVE_INFINITY, logAt: theta => -n * Math.log1p(Math.exp(theta)) }
  if (x === n) return { x, n, peak: Number.POSITIVE_INFINITY, logAt: theta => -n * Math.log1p(Math.exp(-theta)) }
  const p = x / n
  const peak = Math.log(x / (n - x))
  // By the distance from the peak: x theta - n log(1 + e^theta) has no digit left at counts of 1e12.
  return { x, n, peak, logAt: theta => x * (theta - peak) - n * Math.log1p(p * Math.expm1(theta - peak)) }
}

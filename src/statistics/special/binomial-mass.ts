/** Probability of x successes among n, by Loader's saddle point form (Loader 2000, "Fast and accurate computation of binomial probabilities"). */
import { halfDeviance } from './deviance.ts'
import { stirlingError } from './log-gamma.ts'

export interface BinomialPoint {
  readonly x: number
  readonly n: number
  readonly p: number
  /** 1 - p, where the caller knows it better than the difference does. */
  readonly q?: number
}

/** log f(x; n, p); -Infinity where it is 0. x and n need not be whole, which serves the beta density. */
export function logBinomialMass({ x, n, p, q = 1 - p }: BinomialPoint): number {
  if (x < 0 || x > n) return Number.NEGATIVE_INFINITY
  if (p === 0) return x === 0 ? 0 : Number.NEGATIVE_INFINITY
  if (q === 0) return x === n ? 0 : Number.NEGATIVE_INFINITY
  if (x === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q))
  if (x === n) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p))
  const rest = n - x
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(rest)
  const deviance = halfDeviance(x, n * p) + halfDeviance(rest, n * q)
  return errors - deviance - 0.5 * Math.log(2 * Math.PI * x * (rest / n))
}

/** f(x; n, p). */
export function binomialMass(point: BinomialPoint): number {
  return Math.exp(logBinomialMass(point))
}

import { log1pMinus } from './log-gamma.ts'

/** Half the deviance of x against its mean m: x log(x/m) + m - x, without cancellation near x = m (Loader 2000); x, m > 0. */
export function halfDeviance(x: number, mean: number): number {
  const v = (mean - x) / x
  if (Math.abs(v) > 0.2) return x * Math.log(x / mean) + mean - x
  return -x * log1pMinus(v)
}

import type { CountWithLevel, Interval } from '../interval.ts'
import { betaQuantile } from '../special/beta.ts'

/** Exact interval of a proportion (Clopper & Pearson 1934): quantiles of Beta(x, n-x+1) and Beta(x+1, n-x); conservative. */
export function clopperPearson({ x, n, level }: CountWithLevel): Interval {
  const probability = (1 - level) / 2
  return [
    x === 0 ? 0 : betaQuantile({ tail: 'lower', probability, a: x, b: n - x + 1 }),
    x === n ? 1 : betaQuantile({ tail: 'upper', probability, a: x + 1, b: n - x }),
  ]
}

import type { CountWithLevel, Interval } from '../interval.ts'
import { betaQuantile, betaTails } from '../special/beta.ts'

export interface BetaBinomialInput extends CountWithLevel {
  /** Prior Beta(a, b). */
  readonly a: number
  readonly b: number
  readonly thresholds: readonly number[]
}

export interface BetaBinomialAnswer {
  readonly mean: number
  readonly interval: Interval
  readonly exceeds: readonly { readonly threshold: number; readonly probability: number }[]
}

/** Posterior Beta(a+x, b+n-x) of a proportion: mean, equal-tail interval, probability to be above each threshold. */
export function betaBinomial({ x, n, a, b, level, thresholds }: BetaBinomialInput): BetaBinomialAnswer {
  const posterior = { a: a + x, b: b + n - x }
  const probability = (1 - level) / 2
  return {
    mean: posterior.a / (posterior.a + posterior.b),
    interval: [
      betaQuantile({ tail: 'lower', probability, ...posterior }),
      betaQuantile({ tail: 'upper', probability, ...posterior }),
    ],
    exceeds: thresholds.map(threshold => ({ threshold, probability: betaTails(threshold, posterior).upper })),
  }
}

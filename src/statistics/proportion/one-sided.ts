import type { CountWithLevel } from '../interval.ts'
import { betaQuantile } from '../special/beta.ts'

/** Exact one-sided upper limit of a proportion: 1 - (1 - level)^(1/n) at no responder, 1 at n of n. */
export function upperLimit({ x, n, level }: CountWithLevel): number {
  return x === n ? 1 : betaQuantile({ tail: 'upper', probability: 1 - level, a: x + 1, b: n - x })
}

/** Exact one-sided lower limit of a proportion: 0 at no responder. */
export function lowerLimit({ x, n, level }: CountWithLevel): number {
  return x === 0 ? 0 : betaQuantile({ tail: 'lower', probability: 1 - level, a: x, b: n - x + 1 })
}

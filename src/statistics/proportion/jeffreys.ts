import type { CountWithLevel, Interval } from '../interval.ts'
import { betaQuantile } from '../special/beta.ts'

/** Equal tails of Beta(x+½, n-x+½), 0 at x = 0 and 1 at x = n (Brown, Cai & DasGupta 2001). */
export function jeffreys({ x, n, level }: CountWithLevel): Interval {
  const probability = (1 - level) / 2
  const shape = { a: x + 0.5, b: n - x + 0.5 }
  return [
    x === 0 ? 0 : betaQuantile({ tail: 'lower', probability, ...shape }),
    x === n ? 1 : betaQuantile({ tail: 'upper', probability, ...shape }),
  ]
}

import type { CountWithLevel, Interval } from '../interval.ts'
import { twoSidedQuantile } from '../special/normal.ts'

/** Score interval of a proportion without continuity correction (Wilson 1927), kept within [0, 1]. */
export function wilson({ x, n, level }: CountWithLevel): Interval {
  const z = twoSidedQuantile(level)
  const square = z * z
  const root = z * Math.sqrt(square / 4 + x * ((n - x) / n))
  // Forms without a difference: the textbook's loses every digit of the lower limit at 1 of many.
  const lower = (x * (x / n)) / (x + square / 2 + root)
  const upper = (x + square / 2 + root) / (n + square)
  return [lower, Math.min(1, x === n ? 1 : upper)]
}

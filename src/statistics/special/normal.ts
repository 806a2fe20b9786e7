/** The standard normal distribution, its tails through the incomplete gamma function (Abramowitz & Stegun 26.2.30). */
import { gammaTails } from './gamma.ts'
import { findRoot } from './root.ts'

/** P(Z > z). */
export function normalUpper(z: number): number {
  const { lower, upper } = gammaTails((z * z) / 2, 0.5)
  return z >= 0 ? upper / 2 : (1 + lower) / 2
}

/** P(Z <= z). */
export function normalLower(z: number): number {
  return normalUpper(-z)
}

/** The z with P(Z > z) = probability, 0 < probability < 1. */
export function normalUpperQuantile(probability: number): number {
  if (probability === 0.5) return 0
  if (probability > 0.5) return -normalUpperQuantile(1 - probability)
  const target = Math.log(probability)
  const high = Math.sqrt(-2 * target)
  return findRoot(z => target - Math.log(normalUpper(z)), { low: 0, high })
}

/** The two-sided normal quantile of a confidence level: z at 1 - (1 - level)/2. */
export function twoSidedQuantile(level: number): number {
  return normalUpperQuantile((1 - level) / 2)
}

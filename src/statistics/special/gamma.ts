/** The gamma distribution with scale 1, and the chi-square distribution from it (Press et al., Numerical Recipes 6.2). */
import type { Tails } from './beta.ts'
import { halfDeviance } from './deviance.ts'
import { logConcaveTail } from './log-concave-tail.ts'
import { log1pMinus, logGamma, stirlingError } from './log-gamma.ts'
import { bracketRising, findRoot } from './root.ts'

/** From here on the tail is integrated; below, series and fraction settle in about 5 √shape steps. */
const INTEGRATE_FROM = 20_000
const MOST_STEPS = 5000
const SMALLEST = 1e-300

/** Tails of Gamma(shape, 1) at x; the smaller one is computed directly. */
export function gammaTails(x: number, shape: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x < shape + 1) {
    const lower = Math.min(
      1,
      shape > INTEGRATE_FROM ? integratedTail(x, shape, -1) : frontFactor(x, shape) * series(x, shape),
    )
    return { lower, upper: 1 - lower }
  }
  const upper =
    shape > INTEGRATE_FROM ? integratedTail(x, shape, 1) : frontFactor(x, shape) * shape * fraction(x, shape)
  return { lower: 1 - upper, upper }
}

/** P(chi-square with df degrees of freedom > x). */
export function chiSquareUpper(x: number, df: number): number {
  return gammaTails(x / 2, df / 2).upper
}

/** x^shape e^-x / Γ(shape + 1). */
function frontFactor(x: number, shape: number): number {
  if (shape < 1) return Math.exp(shape * Math.log(x) - x - logGamma(shape + 1))
  return Math.exp(-stirlingError(shape) - halfDeviance(shape, x)) / Math.sqrt(2 * Math.PI * shape)
}

function series(x: number, shape: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k <= MOST_STEPS && term > sum * 1e-17; k += 1) {
    term *= x / (shape + k)
    sum += term
  }
  return sum
}

/** Modified Lentz for the upper tail. */
function fraction(x: number, shape: number): number {
  let b = x + 1 - shape
  let c = 1 / SMALLEST
  let d = 1 / clear(b)
  let value = d
  for (let k = 1; k <= MOST_STEPS; k += 1) {
    const numerator = -k * (k - shape)
    b += 2
    d = 1 / clear(numerator * d + b)
    c = clear(b + numerator / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 3e-16) break
  }
  return value
}

function clear(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value
}

function integratedTail(x: number, shape: number, direction: 1 | -1): number {
  const density = (frontFactor(x, shape) * shape) / x
  const slope = (shape - 1 - x) / x
  const decay = (u: number) => {
    const moved = direction * u
    return moved <= -x ? Number.NEGATIVE_INFINITY : moved * slope + (shape - 1) * log1pMinus(moved / x)
  }
  return density * logConcaveTail(decay, { scale: 10 * Math.sqrt(shape), end: direction === -1 ? x : Number.MAX_VALUE })
}

/** The x at which the named tail of Gamma(shape, 1) is `probability` (0 < probability < 1). */
export function gammaQuantile({
  tail,
  probability,
  shape,
}: {
  readonly tail: keyof Tails
  readonly probability: number
  readonly shape: number
}): number {
  const target = Math.log(probability)
  const excess = (logX: number) => {
    const distance = Math.log(gammaTails(Math.exp(logX), shape)[tail]) - target
    return tail === 'lower' ? distance : -distance
  }
  const step = Math.min(1, 1 / Math.sqrt(shape))
  const limits = { low: -745, high: 709 }
  return Math.exp(findRoot(excess, bracketRising(excess, { start: Math.log(shape), step, limits })))
}

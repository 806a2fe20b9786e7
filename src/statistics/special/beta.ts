/** The beta distribution: both tails, and quantiles from either tail (Press et al., Numerical Recipes 6.4; DiDonato & Morris 1992). */
import { logBinomialMass } from './binomial-mass.ts'
import { logConcaveTail } from './log-concave-tail.ts'
import { log1pMinus, logBeta } from './log-gamma.ts'
import { bracketRising, findRoot } from './root.ts'

export interface Tails {
  /** P(X <= x). */
  readonly lower: number
  /** P(X > x). */
  readonly upper: number
}

export interface Shape {
  readonly a: number
  readonly b: number
}

/** From here on the tail is integrated: the continued fraction takes about √a steps near the mean. */
const INTEGRATE_FROM = 3000
const MOST_STEPS = 20_000
const SMALLEST = 1e-300

/** Tails of Beta(a, b) at x; `y` is 1 - x where the caller knows it better. The smaller tail is computed directly, never as 1 minus the other. */
export function betaTails(x: number, { a, b }: Shape, y: number = 1 - x): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  const swap = x > (a + 1) / (a + b + 2)
  const near = swap ? lowerTail(y, x, { a: b, b: a }) : lowerTail(x, y, { a, b })
  const far = near > 0.9 ? farTail(swap ? { x, y, a, b } : { x: y, y: x, a: b, b: a }, near) : 1 - near
  return swap ? { lower: far, upper: near } : { lower: near, upper: far }
}

/** The other tail by its own fraction, where 1 minus the first would lose digits; it converges slowly there, so not always. */
function farTail({ x, y, a, b }: Shape & { x: number; y: number }, near: number): number {
  const fraction = continuedFraction(x, y, { a, b })
  return fraction === null ? 1 - near : Math.min(1 - near + 1e-12, frontFactor(x, y, { a, b }) * fraction)
}

function lowerTail(x: number, y: number, shape: Shape): number {
  if (Math.min(shape.a, shape.b) > INTEGRATE_FROM) return integratedTail(x, y, shape)
  const fraction = continuedFraction(x, y, shape)
  return Math.min(1, fraction === null ? integratedTail(x, y, shape) : frontFactor(x, y, shape) * fraction)
}

/** x^a y^b / B(a, b). */
function frontFactor(x: number, y: number, { a, b }: Shape): number {
  if (Math.min(a, b) < 1) return Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b))
  return a * (b / (a + b)) * Math.exp(logBinomialMass({ x: a, n: a + b, p: x, q: y }))
}

function logOf(x: number, y: number): number {
  return x > 0.5 ? Math.log1p(-y) : Math.log(x)
}

function integratedTail(x: number, y: number, { a, b }: Shape): number {
  const density = Math.exp(logBinomialMass({ x: a, n: a + b, p: x, q: y })) * ((a / (a + b)) * (b / (x * y)))
  const slope = (a - 1 - (a + b - 2) * x) / (x * y)
  const decay = (u: number) =>
    u >= x ? Number.NEGATIVE_INFINITY : -u * slope + (a - 1) * log1pMinus(-u / x) + (b - 1) * log1pMinus(u / y)
  return density * logConcaveTail(decay, { scale: 10 * standardDeviation({ a, b }), end: x })
}

/** The fraction of DiDonato & Morris (1992, eq. 9) by the modified Lentz method; null where it does not settle within the cap. */
function continuedFraction(x: number, y: number, { a, b }: Shape): number | null {
  // a - (a+b)x by whichever side does not cancel: with a = 1e12 and y = 1e-11 the other one has no digit left.
  const lambda = a > b ? (a + b) * y - b : a - (a + b) * x
  let c = clear((a / (a + 1)) * (lambda + 1))
  let d = 0
  let value = c
  for (let n = 1; n <= MOST_STEPS; n += 1) {
    const odd = a + 2 * n - 1
    const weight = n * (b - n) * x
    const alpha = ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * weight * x
    const beta = n + weight / odd + ((a + n) / (odd + 2)) * (lambda + 1 + n * (1 + y))
    d = 1 / clear(beta + alpha * d)
    c = clear(beta + alpha / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) return 1 / value
  }
  return null
}

function clear(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value
}

function standardDeviation({ a, b }: Shape): number {
  return Math.sqrt(((a / (a + b)) * (b / (a + b))) / (a + b + 1))
}

/** The x at which the named tail of Beta(a, b) is `probability` (0 < probability < 1); keeps its digits near 0 and near 1. */
export function betaQuantile({
  tail,
  probability,
  a,
  b,
}: Shape & { readonly tail: keyof Tails; readonly probability: number }): number {
  const middle = betaTails(0.5, { a, b })
  const below = tail === 'lower' ? middle.lower >= probability : middle.upper <= probability
  if (below) return smallQuantile({ tail, probability, a, b })
  return 1 - smallQuantile({ tail: tail === 'lower' ? 'upper' : 'lower', probability, a: b, b: a })
}

/** The quantile where it is known to be at most ½: solved for log x against the tail's logarithm. */
function smallQuantile({
  tail,
  probability,
  a,
  b,
}: Shape & { readonly tail: keyof Tails; readonly probability: number }): number {
  const target = Math.log(probability)
  const excess = (logX: number) => {
    const distance = Math.log(betaTails(Math.exp(logX), { a, b })[tail]) - target
    return tail === 'lower' ? distance : -distance
  }
  const mean = a / (a + b)
  const limits = { low: -745, high: -Math.LN2 }
  const start = Math.min(limits.high, Math.log(mean))
  const step = Math.min(1, Math.max(1e-9, standardDeviation({ a, b }) / mean))
  return Math.exp(findRoot(excess, bracketRising(excess, { start, step, limits })))
}

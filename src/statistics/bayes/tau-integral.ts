/**
 * Posterior over tau >= 0 with a half-normal prior. All integrands but tau itself are even and smooth in tau, so the trapezoid
 * rule from 0 converges exponentially; it is refined by halving until the answer stands still.
 */
import { type CountedEvidence, integrateMu, type MuIntegral, type Prior } from './mu-integral.ts'

export interface TauPrior extends Prior {
  readonly tauScale: number
}

export interface Posterior {
  readonly mu: { readonly mean: number; readonly sd: number }
  readonly tau: { readonly mean: number }
  readonly strata: readonly { readonly mean: number; readonly sd: number; readonly exchangeable: number }[]
}

/** The prior beyond 5.5 scales holds 4e-8. */
const SCALES = 5.5
const FIRST_INTERVALS = 16
const MOST_FIRST_POINTS = 200
const MOST_INTERVALS = 1024
const STANDS_STILL = 2e-6
/** Both neighbours below exp(-18) of the largest: nothing to gain between them. */
const NEGLIGIBLE = 18
const ENOUGH_POINTS = 8

interface TauPoint extends MuIntegral {
  readonly tau: number
  /** With the prior of tau. */
  readonly logMass: number
}

export function integrateTau(
  strata: readonly CountedEvidence[],
  prior: TauPrior,
  starts: readonly number[],
): Posterior {
  const at = (tau: number): TauPoint => {
    const integral = integrateMu(strata, { tau, prior, starts })
    return { ...integral, tau, logMass: integral.log - 0.5 * (tau / prior.tauScale) ** 2 }
  }
  let step = (SCALES * prior.tauScale) / FIRST_INTERVALS
  let points = firstPoints(at, step)
  let answer = summarise(points, step)
  for (let intervals = FIRST_INTERVALS; intervals < MOST_INTERVALS; intervals *= 2) {
    points = halve(points, { step, at })
    step /= 2
    const finer = summarise(points, step)
    const still = difference(answer, finer) < STANDS_STILL
    answer = finer
    if (still && pointsWithMass(points) >= ENOUGH_POINTS) break
  }
  return answer
}

/** From 0 to where no mass is left: strata that contradict the prior push tau beyond its scales. */
function firstPoints(at: (tau: number) => TauPoint, step: number): TauPoint[] {
  const points = Array.from({ length: FIRST_INTERVALS + 1 }, (_, index) => at(index * step))
  while (points.length < MOST_FIRST_POINTS && (points.at(-1)?.logMass ?? 0) > largest(points) - NEGLIGIBLE) {
    points.push(at(points.length * step))
  }
  return points
}

function halve(points: readonly TauPoint[], { step, at }: { step: number; at: (tau: number) => TauPoint }): TauPoint[] {
  const floor = largest(points) - NEGLIGIBLE
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    if (next === undefined || next.tau - point.tau > 1.5 * step) return [point]
    return point.logMass < floor && next.logMass < floor ? [point] : [point, at((point.tau + next.tau) / 2)]
  })
}

function largest(points: readonly TauPoint[]): number {
  return points.reduce((top, { logMass }) => Math.max(top, logMass), Number.NEGATIVE_INFINITY)
}

function pointsWithMass(points: readonly TauPoint[]): number {
  const floor = largest(points) - 10
  return points.filter(({ logMass }) => logMass > floor).length
}

function summarise(points: readonly TauPoint[], step: number): Posterior {
  const top = largest(points)
  const weighted = points.map(point => ({ point, weight: Math.exp(point.logMass - top) * (point.tau === 0 ? 0.5 : 1) }))
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  const mean = (value: (point: TauPoint) => number) =>
    weighted.reduce((sum, { point, weight }) => sum + weight * value(point), 0) / total
  // tau has a corner at 0 as an even function: the first term of Euler and Maclaurin is step/12 times the density there.
  const atZero = points[0]?.tau === 0 ? Math.exp(points[0].logMass - top) / total : 0
  const mu = mean(point => point.mu)
  return {
    mu: { mean: mu, sd: Math.sqrt(Math.max(0, mean(point => point.muSquare) - mu * mu)) },
    tau: { mean: mean(point => point.tau) + (step / 12) * atZero },
    strata: (points[0]?.strata ?? []).map((_, index) => {
      const p = mean(point => point.strata[index]?.p ?? 0)
      const square = mean(point => point.strata[index]?.pp ?? 0)
      const exchangeable = mean(point => point.strata[index]?.exchangeable ?? 0)
      return { mean: p, sd: Math.sqrt(Math.max(0, square - p * p)), exchangeable }
    }),
  }
}

function difference(a: Posterior, b: Posterior): number {
  const numbers = ({ mu, tau, strata }: Posterior) => [
    mu.mean,
    mu.sd,
    tau.mean,
    ...strata.flatMap(({ mean, sd, exchangeable }) => [mean, sd, exchangeable]),
  ]
  const other = numbers(b)
  return Math.max(...numbers(a).map((value, index) => Math.abs(value - (other[index] ?? 0))))
}

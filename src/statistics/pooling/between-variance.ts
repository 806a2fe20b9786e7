/** Estimators of the variance between strata, tau2. */
import { findRoot } from '../special/root.ts'
import { cochranQ, type LogitEffect, weightedMean } from './inverse-variance.ts'
import { sumOf } from './strata.ts'

/** DerSimonian & Laird 1986: max(0, (Q - df) / (Σw - Σw²/Σw)). */
export function derSimonianLaird(effects: readonly LogitEffect[]): number {
  const weights = effects.map(({ v }) => 1 / v)
  const total = sumOf(weights)
  const scale = total - sumOf(weights.map(w => w * w)) / total
  return Math.max(0, (cochranQ(effects, 0) - (effects.length - 1)) / scale)
}

/** Paule & Mandel 1982: the tau2 at which Q(tau2) = k - 1, 0 where Q(0) is not above it. */
export function pauleMandel(effects: readonly LogitEffect[]): number {
  const excess = (tau2: number) => cochranQ(effects, tau2) - (effects.length - 1)
  if (excess(0) <= 0) return 0
  return findRoot(excess, { low: 0, high: farBeyond(excess, effects) })
}

/** Restricted maximum likelihood: the score's zero, found by Fisher scoring (Viechtbauer 2005), truncated at 0. */
export function restrictedLikelihood(effects: readonly LogitEffect[]): number {
  let tau2 = Math.max(0, spread(effects) - sumOf(effects.map(({ v }) => v)) / effects.length)
  let likelihood = logRestricted(effects, tau2)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const wanted = fisherStep(effects, tau2)
    let share = 1
    let next = Math.max(0, tau2 + wanted)
    let nextLikelihood = logRestricted(effects, next)
    // A full step can pass over the maximum: halve until the likelihood does not fall.
    while (nextLikelihood < likelihood - 1e-12 * Math.abs(likelihood) && share > 1e-6) {
      share /= 2
      next = Math.max(0, tau2 + share * wanted)
      nextLikelihood = logRestricted(effects, next)
    }
    const moved = Math.abs(next - tau2)
    tau2 = next
    likelihood = nextLikelihood
    if (moved <= 1e-13 * Math.max(tau2, 1e-3)) break
  }
  return tau2
}

const MOST_STEPS = 2000

/** Score over information of the restricted likelihood in tau2. */
function fisherStep(effects: readonly LogitEffect[], tau2: number): number {
  const { mean, weight } = weightedMean(effects, tau2)
  let squares = 0
  let cubes = 0
  let spreadOut = 0
  for (const { y, v } of effects) {
    const w = 1 / (v + tau2)
    squares += w * w
    cubes += w * w * w
    spreadOut += (w * (y - mean)) ** 2
  }
  const trace = weight - squares / weight
  const information = squares - (2 * cubes) / weight + (squares / weight) ** 2
  return (spreadOut - trace) / information
}

function logRestricted(effects: readonly LogitEffect[], tau2: number): number {
  const { weight } = weightedMean(effects, tau2)
  return -0.5 * (sumOf(effects.map(({ v }) => Math.log(v + tau2))) + Math.log(weight) + cochranQ(effects, tau2))
}

function spread(effects: readonly LogitEffect[]): number {
  const mean = sumOf(effects.map(({ y }) => y)) / effects.length
  return sumOf(effects.map(({ y }) => (y - mean) ** 2)) / (effects.length - 1)
}

function farBeyond(excess: (tau2: number) => number, effects: readonly LogitEffect[]): number {
  let high = Math.max(1e-12, spread(effects))
  while (excess(high) > 0) high *= 2
  return high
}

/**
 * A made-up network of the size of PRIME-ROSE: about 300 cohorts and 1,000 treated patients in six to twelve countries.
 * Nobody in it is real. What is assumed stands here, each number once.
 */
import { type Random, seededRandom } from '../../src/synthetic/random.ts'

export const COHORTS = 300
export const PATIENTS = 1000
/** Quarters of accrual; a round is run at the end of each of the last eight. */
export const QUARTERS = 16
export const ROUNDS = 8

/** Evaluable of treated and mature (145 of 170, doi 10.2340/1651-226X.2024.28322). */
const EVALUABLE_SHARE = 145 / 170
/** Cohorts whose drug works, and what control is with and without (the design's p1 and p0). */
const WORKING_SHARE = 0.4
const CONTROL = { working: 0.3, idle: 0.1 } as const
/** Week 16 falls in the quarter after the next one at the latest; until then a patient is pending. */
export const QUARTERS_TO_RESULT = 2
/** How unevenly a cohort's patients lie over countries: 1 would be even chances, 0 all in one country. */
export const CLUSTERING = { high: 0.5, medium: 1.5, low: 5 } as const
export type Clustering = keyof typeof CLUSTERING

export interface SimulatedPatient {
  readonly cohort: number
  readonly country: number
  /** Of treatment start, 0 = first. */
  readonly quarter: number
  readonly evaluable: boolean
  readonly control: boolean
}

export interface NetworkWorld {
  readonly countries: number
  /** In the order of treatment start. */
  readonly patients: readonly SimulatedPatient[]
}

export function makeWorld(seed: string, countries: number, clustering: Clustering): NetworkWorld {
  const random = seededRandom(`network/${seed}/${countries}/${clustering}`)
  const popularity = Array.from({ length: COHORTS }, (_, rank) => 1 / (rank + 12))
  const sizes = Array.from({ length: countries }, () => 0.4 + random.next() * 1.6)
  const works = popularity.map(() => random.chance(WORKING_SHARE))
  const shares = popularity.map(() => sizes.map(size => size * gammaLike(CLUSTERING[clustering], random)))
  const patients = Array.from({ length: PATIENTS }, (): SimulatedPatient => {
    const cohort = draw(popularity, random)
    const evaluable = random.chance(EVALUABLE_SHARE)
    return {
      cohort,
      country: draw(shares[cohort] ?? sizes, random),
      quarter: random.int(0, QUARTERS - 1),
      evaluable,
      control: evaluable && random.chance(works[cohort] === true ? CONTROL.working : CONTROL.idle),
    }
  })
  return { countries, patients: patients.sort((a, b) => a.quarter - b.quarter) }
}

/** Gamma with this shape, by Marsaglia and Tsang (2000), doi 10.1145/358407.358414. */
function gammaLike(shape: number, random: Random): number {
  if (shape < 1) return gammaLike(shape + 1, random) * random.next() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random.next()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

function draw(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return index
  }
  return weights.length - 1
}

/**
 * Posterior over mu at one tau, by the trapezoid rule with steps of a part of its width. The modes are looked for from several
 * places: with strata that may stand alone the posterior of mu can have more than one.
 */
import type { Evidence, StratumEvidence } from './stratum-evidence.ts'

export interface CountedEvidence {
  readonly at: StratumEvidence
  readonly times: number
}

export interface Prior {
  readonly muMean: number
  readonly muSd: number
}

/** Sums over mu at one tau, each divided by the first. */
export interface MuIntegral {
  /** log ∫ prior(mu) Π evidence dmu. */
  readonly log: number
  readonly mu: number
  readonly muSquare: number
  readonly strata: readonly { readonly p: number; readonly pp: number; readonly exchangeable: number }[]
  /** Where the modes were: good places to start from at the next tau. */
  readonly modes: readonly number[]
}

const STEP = 0.6
/**
 * In logits: however wide the prior is, an all-zero stratum cuts it off within one or two, or, where tau is large, within a
 * part of tau.
 */
function largestStep(tau: number): number {
  return Math.max(0.8, 0.35 * tau)
}

/** exp(-18) is 2e-8. */
const REACH = 18
const MOST_POINTS = 4000

export function integrateMu(
  strata: readonly CountedEvidence[],
  { tau, prior, starts }: { readonly tau: number; readonly prior: Prior; readonly starts: readonly number[] },
): MuIntegral {
  const posterior = (mu: number) => logPosterior(strata, { mu, tau, prior })
  const modes = starts.map(start => climb(posterior, start, prior.muSd))
  const step = Math.min(largestStep(tau), STEP * Math.min(...modes.map(({ sd }) => sd)))
  const best = modes.reduce((top, mode) => (mode.log > top.log ? mode : top))
  const points = gridPoints(posterior, { from: modes.map(({ mu }) => mu), origin: best.mu, step, top: best.log })
  return sumPoints(points, { top: best.log, step, modes: modes.map(({ mu }) => mu) })
}

interface Point {
  readonly mu: number
  readonly log: number
  readonly slope: number
  readonly curvature: number
  readonly evidence: readonly Evidence[]
}

function logPosterior(
  strata: readonly CountedEvidence[],
  { mu, tau, prior }: { mu: number; tau: number; prior: Prior },
): Point {
  const precision = 1 / (prior.muSd * prior.muSd)
  const away = mu - prior.muMean
  const evidence = strata.map(({ at }) => at({ mu, tau }))
  let log = -0.5 * away * away * precision
  let slope = -away * precision
  let curvature = -precision
  for (const [index, { times }] of strata.entries()) {
    const own = evidence[index]
    if (own === undefined) continue
    log += times * own.log
    slope += times * own.slope
    curvature += times * own.curvature
  }
  return { mu, log, slope, curvature, evidence }
}

/** A mode near `start`, to a small part of its width. */
function climb(posterior: (mu: number) => Point, start: number, muSd: number): { mu: number; log: number; sd: number } {
  let point = posterior(start)
  for (let step = 0; step < 60; step += 1) {
    const information = Math.max(-point.curvature, 1 / (muSd * muSd))
    const move = Math.max(-3, Math.min(3, point.slope / information))
    if (Math.abs(move) * Math.sqrt(information) < 0.05) break
    let next = posterior(point.mu + move)
    for (let halving = 2; next.log < point.log && halving < 1000; halving *= 2)
      next = posterior(point.mu + move / halving)
    if (next.log <= point.log) break
    point = next
  }
  return { mu: point.mu, log: point.log, sd: 1 / Math.sqrt(Math.max(-point.curvature, 1 / (muSd * muSd))) }
}

interface Grid {
  readonly from: readonly number[]
  readonly origin: number
  readonly step: number
  readonly top: number
}

/** All points of one even grid that hold mass, from the outermost modes outwards and between them. */
function gridPoints(posterior: (mu: number) => Point, { from, origin, step, top }: Grid): Point[] {
  const lowest = Math.min(0, Math.floor((Math.min(...from) - origin) / step))
  const highest = Math.max(0, Math.ceil((Math.max(...from) - origin) / step))
  const points: Point[] = []
  const visit = (index: number): boolean => {
    const point = posterior(origin + index * step)
    if (point.log < top - REACH) return false
    points.push(point)
    return points.length < MOST_POINTS
  }
  for (let index = lowest; index <= highest && points.length < MOST_POINTS; index += 1) visit(index)
  for (let index = lowest - 1; visit(index); index -= 1);
  for (let index = highest + 1; visit(index); index += 1);
  return points
}

function sumPoints(
  points: readonly Point[],
  { top, step, modes }: { top: number; step: number; modes: readonly number[] },
): MuIntegral {
  const size = points[0]?.evidence.length ?? 0
  const strata = Array.from({ length: size }, () => ({ p: 0, pp: 0, exchangeable: 0 }))
  let weight = 0
  let mu = 0
  let muSquare = 0
  for (const point of points) {
    const w = Math.exp(point.log - top)
    weight += w
    mu += w * point.mu
    muSquare += w * point.mu * point.mu
    for (const [index, sum] of strata.entries()) {
      const own = point.evidence[index]
      sum.p += w * (own?.p ?? 0)
      sum.pp += w * (own?.pp ?? 0)
      sum.exchangeable += w * (own?.exchangeable ?? 0)
    }
  }
  const shares = strata.map(sum => ({
    p: sum.p / weight,
    pp: sum.pp / weight,
    exchangeable: sum.exchangeable / weight,
  }))
  return { log: top + Math.log(weight * step), mu: mu / weight, muSquare: muSquare / weight, strata: shares, modes }
}

/**
 * Binomial model with a normal random intercept by maximum likelihood: L(mu, tau) = Π ∫ f(x_k; n_k, expit(mu + tau z)) φ(z) dz,
 * tau >= 0. expit(mu) is the median rate over strata. Score and information are posterior moments (Louis 1982).
 */
import type { Bracket } from '../special/root.ts'
import { derSimonianLaird } from './between-variance.ts'
import { logitEffects } from './inverse-variance.ts'
import { type LogitLikelihood, logitLikelihood } from './logit-likelihood.ts'
import { FINE, mixtureMoments, type NormalEffect } from './normal-mixture.ts'
import { countEqualStrata, type Stratum, sumOf } from './strata.ts'

export interface RandomIntercept {
  /** Log likelihood relative to the saturated one, with score and second derivatives in (mu, tau). */
  at(effect: NormalEffect): LikelihoodPoint
  /** Different strata, a measure of the work. */
  readonly size: number
}

export interface LikelihoodPoint {
  readonly log: number
  readonly slopeMu: number
  readonly slopeTau: number
  readonly muMu: number
  readonly muTau: number
  readonly tauTau: number
}

export interface MaximumLikelihood extends NormalEffect {
  readonly log: number
  readonly se: number
}

export function randomIntercept(strata: readonly Stratum[]): RandomIntercept {
  const counted = countEqualStrata(strata).map(stratum => ({
    likelihood: logitLikelihood(stratum),
    times: stratum.times,
  }))
  return { size: counted.length, at: effect => sumMoments(counted, effect) }
}

function sumMoments(
  counted: readonly { readonly likelihood: LogitLikelihood; readonly times: number }[],
  effect: NormalEffect,
): LikelihoodPoint {
  const sum = { log: 0, slopeMu: 0, slopeTau: 0, muMu: 0, muTau: 0, tauTau: 0 }
  for (const { likelihood, times } of counted) {
    const { log, s, curvature, sz, cz, czz } = mixtureMoments(likelihood, effect, FINE)
    sum.log += times * log
    sum.slopeMu += times * s
    sum.slopeTau += times * sz
    sum.muMu += times * curvature
    sum.muTau += times * (cz - s * sz)
    sum.tauTau += times * (czz - sz * sz)
  }
  return sum
}

/** The maximum; the strata must not all be all-zero or all-full, for then there is none. */
export function maximiseLikelihood(strata: readonly Stratum[], model: RandomIntercept): MaximumLikelihood {
  const responders = sumOf(strata.map(({ x }) => x))
  const others = sumOf(strata.map(({ n }) => n)) - responders
  const crude = Math.log(responders / others)
  let mu = crude
  const tau = bestTau(
    t => {
      mu = bestMu(model, t, t === 0 ? crude : mu)
      return model.at({ mu, tau: t })
    },
    firstGrid(strata, model),
  )
  if (tau === 0) {
    return { mu: crude, tau, log: model.at({ mu: crude, tau }).log, se: Math.sqrt(1 / responders + 1 / others) }
  }
  const best = { mu: bestMu(model, tau, mu), tau }
  const { log, muMu, muTau, tauTau } = model.at(best)
  return { ...best, log, se: Math.sqrt(-tauTau / (muMu * tauTau - muTau * muTau)) }
}

/** Up to here a search for tau starts from a whole grid; above, the data hold it near its moment estimate. */
const SMALL_TABLE = 60

function firstGrid(strata: readonly Stratum[], model: RandomIntercept): number[] {
  return model.size > SMALL_TABLE ? tauGridNear(Math.sqrt(derSimonianLaird(logitEffects(strata)))) : tauGrid(10)
}

/** 0 and a geometric row to beyond `last`: the likelihood may have a maximum at 0 and another further on. */
function tauGrid(last: number): number[] {
  const grid = [0]
  for (let tau = 0.02; tau < 2 * last; tau *= 2) grid.push(tau)
  return grid
}

function tauGridNear(tau: number): number[] {
  const near = Math.max(tau, 0.02)
  return [0, near / 2, near, near * 2]
}

/** The best tau for another mu, from the last one and the distance moved. */
export function nextBestTau(
  model: RandomIntercept,
  { mu, lastTau, distance }: { readonly mu: number; readonly lastTau: number; readonly distance: number },
): number {
  const at = (tau: number) => model.at({ mu, tau })
  if (model.size <= SMALL_TABLE) return bestTau(at, tauGrid(Math.max(10, 4 * lastTau, 4 * distance)))
  const near = lastTau > 0 ? slopeZero(at, { low: lastTau / 2, high: lastTau * 2 }, lastTau) : null
  if (near !== null && near > lastTau * 0.51 && near < lastTau * 1.99) return near
  return bestTau(at, tauGridNear(lastTau))
}

const LARGEST_TAU = 1e5

/** The tau with the largest likelihood: the best of the grid, which is lengthened as long as it rises, then the zero of the slope beside it. */
export function bestTau(at: (tau: number) => LikelihoodPoint, grid: readonly number[]): number {
  const points = grid.map(tau => ({ tau, ...at(tau) }))
  for (
    let last = points.at(-1);
    last !== undefined && last.slopeTau > 0 && last.tau < LARGEST_TAU;
    last = points.at(-1)
  ) {
    points.push({ tau: last.tau * 2, ...at(last.tau * 2) })
  }
  const best = points.reduce((top, point, index) => (point.log > (points[top]?.log ?? 0) ? index : top), 0)
  if (best === 0 && (points[0]?.tauTau ?? 0) <= 0) return 0
  const rising = best > 0 && (points[best]?.slopeTau ?? 0) > 0
  const low = points[rising || best === 0 ? best : best - 1]?.tau ?? 0
  const high = points[rising || best === 0 ? best + 1 : best]?.tau ?? 0
  return slopeZero(at, { low, high }) ?? points[best]?.tau ?? 0
}

/** Newton inside a bracket: the slope in tau is positive somewhere above `low` and negative at `high`. Null where it does not settle. */
export function slopeZero(
  at: (tau: number) => LikelihoodPoint,
  { low, high }: Bracket,
  start: number = (low + high) / 2,
): number | null {
  let bottom = low
  let top = high
  let tau = start
  for (let step = 0; step < 100; step += 1) {
    const { slopeTau, tauTau } = at(tau)
    if (slopeTau > 0) bottom = tau
    else top = tau
    const newton = tau - slopeTau / tauTau
    const next = tauTau < 0 && newton > bottom && newton < top ? newton : (bottom + top) / 2
    if (Math.abs(next - tau) < 1e-9 * tau) return next
    tau = next
  }
  return null
}

/** For a given tau the likelihood is log-concave in mu (Prékopa 1973): Newton with short steps finds the maximum. */
function bestMu(model: RandomIntercept, tau: number, start: number): number {
  let mu = start
  for (let step = 0; step < 60; step += 1) {
    const { slopeMu, muMu } = model.at({ mu, tau })
    const move = Math.max(-2, Math.min(2, -slopeMu / muMu))
    mu += move
    if (Math.abs(move) < 1e-11 * Math.max(1, Math.abs(mu))) break
  }
  return mu
}

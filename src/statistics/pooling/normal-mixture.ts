/**
 * A binomial likelihood averaged over a normal distribution of its logit: ∫ L(theta) N(theta; mu, tau²) dtheta, with the
 * posterior moments that scores, information and Bayesian means are made of.
 * Trapezoid rule centred at the integrand's mode and scaled by its curvature there. For analytic integrands on the whole
 * line its error falls exponentially with the step; fixed Gauss-Hermite nodes fail for one large or all-zero stratum.
 */
import type { LogitLikelihood } from './logit-likelihood.ts'

export interface NormalEffect {
  readonly mu: number
  readonly tau: number
}

export interface Rule {
  /** Step in units of the curvature's scale, and at most in logits (the likelihood has poles π away from the real line). */
  readonly step: number
  readonly mostLogits: number
  /** Terms below exp(-reach) of the largest are left out. */
  readonly reach: number
}

export const FINE: Rule = { step: 0.7, mostLogits: 0.5, reach: 34 }
export const COARSE: Rule = { step: 0.85, mostLogits: 0.8, reach: 17 }

/** Posterior expectations; s = x - n p is the score in theta, c = s² - n p q, z = (theta - mu)/tau. */
export interface MixtureMoments {
  /** log of the averaged likelihood, relative to the likelihood's largest value. */
  readonly log: number
  readonly s: number
  readonly c: number
  /** Second derivative in mu: Var(s) - E(n p q), without the cancellation of c - s². */
  readonly curvature: number
  readonly sz: number
  readonly cz: number
  readonly czz: number
  readonly p: number
  readonly pp: number
}

export function mixtureMoments(likelihood: LogitLikelihood, effect: NormalEffect, rule: Rule): MixtureMoments {
  const { x, n } = likelihood
  const { mu, tau } = effect
  if (tau === 0) return pointMoments(likelihood, mu)
  const mode = modeOf(likelihood, effect)
  const top = logIntegrand(likelihood, effect, mode)
  const pMode = 1 / (1 + Math.exp(-mode))
  const scale = 1 / Math.sqrt(1 / (tau * tau) + n * pMode * (1 - pMode))
  const step = Math.min(rule.step * scale, rule.mostLogits)
  const scoreAtMode = x - n * pMode
  let weight = 0
  let shift = 0
  let shiftSquare = 0
  let information = 0
  let s = 0
  let c = 0
  let sz = 0
  let cz = 0
  let czz = 0
  let meanP = 0
  let meanPp = 0
  for (let direction = -1; direction <= 1; direction += 2) {
    for (let k = direction === -1 ? -1 : 0; ; k += direction) {
      const theta = mode + k * step
      const log = logIntegrand(likelihood, effect, theta) - top
      if (log < -rule.reach || Number.isNaN(log)) break
      const w = Math.exp(log)
      const p = 1 / (1 + Math.exp(-theta))
      const score = x - n * p
      const own = n * p * (1 - p)
      const curvature = score * score - own
      const shifted = score - scoreAtMode
      const z = (theta - mu) / tau
      weight += w
      shift += w * shifted
      shiftSquare += w * shifted * shifted
      information += w * own
      s += w * score
      c += w * curvature
      sz += w * score * z
      cz += w * curvature * z
      czz += w * curvature * z * z
      meanP += w * p
      meanPp += w * p * p
    }
  }
  return {
    log: top + Math.log((weight * step) / (tau * Math.sqrt(2 * Math.PI))),
    s: s / weight,
    c: c / weight,
    curvature: (shiftSquare - information - (shift * shift) / weight) / weight,
    sz: sz / weight,
    cz: cz / weight,
    czz: czz / weight,
    p: meanP / weight,
    pp: meanPp / weight,
  }
}

/** tau = 0: everybody has logit mu. */
function pointMoments({ x, n, logAt }: LogitLikelihood, mu: number): MixtureMoments {
  const p = 1 / (1 + Math.exp(-mu))
  const s = x - n * p
  const c = s * s - n * p * (1 - p)
  return { log: logAt(mu), s, c, curvature: -n * p * (1 - p), sz: 0, cz: 0, czz: c, p, pp: p * p }
}

function logIntegrand({ logAt }: LogitLikelihood, { mu, tau }: NormalEffect, theta: number): number {
  const z = (theta - mu) / tau
  return logAt(theta) - 0.5 * z * z
}

/** The integrand's mode, to a small part of its width: it lies between mu and the likelihood's peak. */
function modeOf({ x, n, peak }: LogitLikelihood, { mu, tau }: NormalEffect): number {
  const precision = 1 / (tau * tau)
  let low = Math.max(Math.min(mu, peak), mu - n / precision)
  let high = Math.min(Math.max(mu, peak), mu + n / precision)
  let theta = Math.min(high, Math.max(low, mu))
  for (let step = 0; step < 200; step += 1) {
    const p = 1 / (1 + Math.exp(-theta))
    const slope = x - n * p - (theta - mu) * precision
    if (slope > 0) low = theta
    else high = theta
    const information = n * p * (1 - p) + precision
    const newton = theta + slope / information
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - theta) * Math.sqrt(information) < 0.01) return next
    theta = next
  }
  return theta
}

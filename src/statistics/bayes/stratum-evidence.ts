/** What one stratum says at given hyperparameters (mu, tau): evidence with its derivatives in mu, and posterior moments of its rate. */
import { logitLikelihood } from '../pooling/logit-likelihood.ts'
import { COARSE, type MixtureMoments, mixtureMoments, type NormalEffect } from '../pooling/normal-mixture.ts'
import type { Stratum } from '../pooling/strata.ts'

export interface Evidence {
  readonly log: number
  readonly slope: number
  readonly curvature: number
  /** Posterior means of the rate and of its square. */
  readonly p: number
  readonly pp: number
  /** Posterior probability that the stratum is exchangeable with the others. */
  readonly exchangeable: number
}

export type StratumEvidence = (effect: NormalEffect) => Evidence

/** A stratum whose logit is N(mu, tau²) with probability `weight`, else N(nex.mean, nex.sd²) (Neuenschwander et al. 2016). */
export interface MixedStratum extends Stratum {
  readonly weight: number
  readonly nex: { readonly mean: number; readonly sd: number }
}

export function exchangeableEvidence(stratum: Stratum): StratumEvidence {
  const likelihood = logitLikelihood(stratum)
  return effect => evidenceOf(mixtureMoments(likelihood, effect, COARSE))
}

export function mixedEvidence({ weight, nex, ...stratum }: MixedStratum): StratumEvidence {
  const likelihood = logitLikelihood(stratum)
  const alone = mixtureMoments(likelihood, { mu: nex.mean, tau: nex.sd }, COARSE)
  const logAlone = Math.log(1 - weight) + alone.log
  return effect => {
    const shared = mixtureMoments(likelihood, effect, COARSE)
    const logShared = Math.log(weight) + shared.log
    const top = Math.max(logShared, logAlone)
    const log = top + Math.log(Math.exp(logShared - top) + Math.exp(logAlone - top))
    const exchangeable = Math.exp(logShared - log)
    const rest = 1 - exchangeable
    return {
      log,
      slope: exchangeable * shared.s,
      curvature: exchangeable * (shared.curvature + rest * shared.s * shared.s),
      p: exchangeable * shared.p + rest * alone.p,
      pp: exchangeable * shared.pp + rest * alone.pp,
      exchangeable,
    }
  }
}

function evidenceOf({ log, s, curvature, p, pp }: MixtureMoments): Evidence {
  return { log, slope: s, curvature, p, pp, exchangeable: 1 }
}

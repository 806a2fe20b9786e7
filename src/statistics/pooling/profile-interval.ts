import type { Interval } from '../interval.ts'
import { findRoot } from '../special/root.ts'
import { type MaximumLikelihood, nextBestTau, type RandomIntercept } from './glmm.ts'
import { expit } from './strata.ts'

/** Beyond this logit a rate is 0 or 1 in any number of digits. */
const FARTHEST = 700
/**
 * Profile-likelihood limits of the median rate: where the likelihood, at its best tau >= 0 for each mu, has fallen by z²/2.
 * A limit that is not reached is 0 or 1.
 */
export function profileInterval(model: RandomIntercept, best: MaximumLikelihood, z: number): Interval {
  return [expit(best.mu - reach(-1, { model, best, z })), expit(best.mu + reach(1, { model, best, z }))]
}

interface Profile {
  readonly model: RandomIntercept
  readonly best: MaximumLikelihood
  readonly z: number
}

/** Distance on the logit scale from the maximum to the limit in one direction. */
function reach(direction: 1 | -1, { model, best, z }: Profile): number {
  let lastTau = best.tau
  const excess = (distance: number) => {
    const mu = best.mu + direction * distance
    lastTau = nextBestTau(model, { mu, lastTau, distance })
    return best.log - model.at({ mu, tau: lastTau }).log - (z * z) / 2
  }
  let near = 0
  for (let far = z * best.se; ; far *= 2) {
    if (far > FARTHEST) return Number.POSITIVE_INFINITY
    if (excess(far) >= 0) return findRoot(excess, { low: near, high: far }, 1e-8)
    near = far
  }
}

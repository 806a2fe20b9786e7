/**
 * Borrowing between strata by quadrature, deterministic and without sampling. Exploratory: the primary analysis is complete pooling.
 * theta_k = logit of the response probability in stratum k.
 */
import type { Stratum } from '../pooling/strata.ts'
import type { CountedEvidence } from './mu-integral.ts'
import { exchangeableEvidence, type MixedStratum, mixedEvidence, type StratumEvidence } from './stratum-evidence.ts'
import { integrateTau, type Posterior, type TauPrior } from './tau-integral.ts'

export interface HierarchicalInput {
  readonly strata: readonly Stratum[]
  /** mu ~ N(muMean, muSd²), tau half-normal with scale tauScale, on the logit scale. */
  readonly prior: TauPrior
}

export interface ExnexInput {
  readonly strata: readonly MixedStratum[]
  readonly prior: TauPrior
}

/** theta_k ~ N(mu, tau²): posterior means and standard deviations of the response probabilities, of mu and of tau. */
export function hierarchical({ strata, prior }: HierarchicalInput): Posterior {
  return posteriorOf(strata, {
    prior,
    starts: [middleLogit(strata)],
    keyOf: ({ x, n }) => `${x}/${n}`,
    evidenceOf: exchangeableEvidence,
  })
}

/** Exchangeable with probability `weight`, else each stratum for itself (EXNEX; Neuenschwander et al. 2016). */
export function exnex({ strata, prior }: ExnexInput): Posterior {
  const keyOf = ({ x, n, weight, nex }: MixedStratum) => [x, n, weight, nex.mean, nex.sd].join('/')
  const starts = [prior.muMean, ...outerLogits(strata), middleLogit(strata)]
  return posteriorOf(strata, { prior, starts, keyOf, evidenceOf: mixedEvidence })
}

interface Model<S extends Stratum> {
  readonly prior: TauPrior
  /** Places from which modes of mu are sought: one is enough where the posterior is log-concave in mu. */
  readonly starts: readonly number[]
  readonly keyOf: (stratum: S) => string
  readonly evidenceOf: (stratum: S) => StratumEvidence
}

/** Equal strata are evaluated once. */
function posteriorOf<S extends Stratum>(
  strata: readonly S[],
  { prior, starts, keyOf, evidenceOf }: Model<S>,
): Posterior {
  const groups = Map.groupBy(strata, keyOf)
  const places = new Map([...groups.keys()].map((key, index) => [key, index]))
  const evidence: CountedEvidence[] = [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ at: evidenceOf(first), times: others.length + 1 }],
  )
  const posterior = integrateTau(evidence, prior, starts)
  return {
    ...posterior,
    strata: strata.flatMap(stratum => posterior.strata[places.get(keyOf(stratum)) ?? 0] ?? []),
  }
}

function sortedLogits(strata: readonly Stratum[]): number[] {
  return strata.map(({ x, n }) => Math.log((x + 0.5) / (n - x + 0.5))).sort((a, b) => a - b)
}

function middleLogit(strata: readonly Stratum[]): number {
  return sortedLogits(strata)[Math.floor(strata.length / 2)] ?? 0
}

function outerLogits(strata: readonly Stratum[]): number[] {
  const logits = sortedLogits(strata)
  return [...logits.slice(0, 1), ...logits.slice(-1)]
}

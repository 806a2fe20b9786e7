import { betaBinomial } from '../bayes/beta-binomial.ts'
import { exnex, hierarchical } from '../bayes/hierarchical.ts'
import type { MixedStratum } from '../bayes/stratum-evidence.ts'
import type { TauPrior } from '../bayes/tau-integral.ts'
import type { Stratum } from '../pooling/strata.ts'
import {
  checkMembers,
  checkSameLength,
  checkWork,
  countAmong,
  fail,
  type Json,
  levelOf,
  listOf,
  numberOf,
  objectsOf,
  positiveOf,
  probability,
} from './members.ts'

/** On the logit scale ±10 is 5 in 100,000: priors beyond these only cost time. */
const LARGEST_LOGIT = 100
const LARGEST_TAU_SCALE = 10
const MOST_STRATA = 500
const SMALLEST_SD = 1e-4

const PRIOR = ['strata', 'muMean', 'muSd', 'tauScale']

export function answerBetaBinomial(members: Json): Json {
  checkMembers(members, { required: ['x', 'n', 'a', 'b', 'thresholds'], optional: ['level'] })
  const [x, n] = countAmong(members, 'x', 'n')
  const thresholds = listOf(members, 'thresholds').map(value => probability(value, 'thresholds'))
  const shapes = { a: positiveOf(members, 'a'), b: positiveOf(members, 'b') }
  // Below, a quantile underflows; above, 1 patient more changes no digit.
  if (Object.values(shapes).some(shape => shape < 1e-6 || shape > 1e15))
    fail('stats/too-large', 'a or b is not from 1e-6 to 1e15')
  return { ...betaBinomial({ x, n, ...shapes, thresholds, level: levelOf(members, 0.95) }) }
}

export function answerHierarchical(members: Json): Json {
  checkMembers(members, { required: PRIOR })
  const { strata, mu, tau } = hierarchical({ strata: strataOf(members), prior: priorOf(members) })
  return { strata: strata.map(({ mean, sd }) => ({ mean, sd })), mu, tau }
}

export function answerExnex(members: Json): Json {
  checkMembers(members, { required: [...PRIOR, 'weights', 'nex'] })
  const prior = priorOf(members)
  const { strata, mu, tau } = exnex({ strata: mixedStrataOf(members), prior })
  return {
    strata: strata.map(({ mean, sd }) => ({ mean, sd })),
    mu,
    tau,
    exchangeable: strata.map(({ exchangeable }) => exchangeable),
  }
}

function strataOf(members: Json): Stratum[] {
  const objects = objectsOf(members, 'strata')
  checkWork(objects.length, MOST_STRATA, 'strata')
  return objects.map(object => {
    checkMembers(object, { required: ['x', 'n'], place: 'strata: ' })
    const [x, n] = countAmong(object, 'x', 'n')
    return { x, n }
  })
}

function mixedStrataOf(members: Json): MixedStratum[] {
  const strata = strataOf(members)
  const weights = listOf(members, 'weights').map(value => probability(value, 'weights'))
  const nex = objectsOf(members, 'nex').map(object => {
    checkMembers(object, { required: ['mean', 'sd'], place: 'nex: ' })
    return { mean: logitOf(object, 'mean'), sd: spreadOf(object, 'sd', LARGEST_LOGIT) }
  })
  checkSameLength(strata, weights, 'strata and weights')
  checkSameLength(strata, nex, 'strata and nex')
  return strata.map((stratum, index) => ({
    ...stratum,
    weight: weights[index] ?? 1,
    nex: nex[index] ?? { mean: 0, sd: 1 },
  }))
}

function priorOf(members: Json): TauPrior {
  return {
    muMean: logitOf(members, 'muMean'),
    muSd: spreadOf(members, 'muSd', LARGEST_LOGIT),
    tauScale: spreadOf(members, 'tauScale', LARGEST_TAU_SCALE),
  }
}

function logitOf(object: Json, name: string): number {
  const value = numberOf(object, name)
  checkWork(Math.abs(value), LARGEST_LOGIT, name)
  return value
}

function spreadOf(object: Json, name: string, most: number): number {
  const value = positiveOf(object, name)
  checkWork(value, most, name)
  if (value < SMALLEST_SD) fail('stats/too-large', `${name}: less than ${SMALLEST_SD}`)
  return value
}

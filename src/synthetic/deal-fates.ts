/** Which cohorts a trial has, and which fate falls to which cohort. */
import { countsByWeight } from './apportion.ts'
import { type Cohort, syntheticCohorts } from './cohorts.ts'
import type { Fate } from './fates.ts'
import type { Random } from './random.ts'

/** Cohorts of this weight and more are alike in every trial, so that countries pool; smaller ones vary by seed. */
const COMMON_WEIGHT = 5

/** The cohorts with the weights of this trial; 0 where it has none. */
export function cohortsOfTrial(random: Random): Cohort[] {
  return syntheticCohorts.map(cohort => {
    if (cohort.weight >= COMMON_WEIGHT) return cohort
    return { ...cohort, weight: random.chance(0.06) ? 0 : cohort.weight * (0.6 + 0.8 * random.next()) }
  })
}

/** One cohort a patient, by weight. */
export function slots(total: number, cohorts: readonly Cohort[]): Cohort[] {
  return [...countsByWeight(total, cohorts)].flatMap(([cohort, count]) => Array.from({ length: count }, () => cohort))
}

/** Control goes by chance, and more often to cohorts with an active drug; an iUPD needs a cohort under iRECIST. */
export function dealFates(
  fates: readonly Fate[],
  cohorts: readonly Cohort[],
  random: Random,
): (readonly [Fate, Cohort])[] {
  // The likeliest to have control stand last, where taking one away costs nothing.
  const left = cohorts
    .map(cohort => ({ cohort, score: random.next() + 0.7 * random.fork(cohort.id).next() }))
    .sort((a, b) => a.score - b.score)
    .map(({ cohort }) => cohort)
  const inOrder = [...fates].sort((a, b) => rank(a) - rank(b))
  return inOrder.flatMap(fate => {
    const wanted = fate.course === 'unconfirmed-progression' ? left.findLastIndex(c => c.criterion === 'iRECIST') : null
    const [cohort] = wanted === null || wanted < 0 ? [left.pop()] : left.splice(wanted, 1)
    if (cohort === undefined) return []
    return [[wanted === -1 ? { ...fate, course: 'not-assessable' as const } : fate, cohort] as const]
  })
}

/** Fates that need a certain cohort come first, then those that prefer one. */
function rank(fate: Fate): number {
  if (fate.course === 'unconfirmed-progression') return 0
  return fate.course === 'control' ? 1 : 2
}

/** From decided gates to what is published of each cohort, and which value cells are opened for it. */
import { NodeError } from '../model/errors.ts'
import type { Branded } from '../model/ids.ts'
import { type GateFacts, standingRow } from './gate-facts.ts'
import type { GatedCohort, GateRun } from './gates.ts'
import { type Layout, placesOf } from './layout.ts'

interface PassedCohortShape {
  /** Position in the layout. */
  readonly cohort: number
  readonly key: string
  /** The exact number of treated patients is published. */
  readonly patients: boolean
  /** The exact number of evaluable patients is published. */
  readonly evaluable: boolean
  /** Position of the quarter that completes the first stage, where the first look is taken. */
  readonly s1Quarter: number | null
  /** Where all values are opened. */
  readonly look: 's2' | 'final' | null
  /** Positions of quarters whose cumulative control is opened at that look. */
  readonly stages: readonly { readonly look: 's1' | 's2'; readonly quarter: number }[]
}

/** Cohorts of which something passed. Minted here alone: share sums of values are asked for with these, never with names. */
export type PassedCohorts = Branded<readonly PassedCohortShape[], 'PassedCohorts'>
export type PassedCohort = PassedCohorts[number]

export function passedCohorts({ cohorts, next }: GateRun, facts: GateFacts): PassedCohorts {
  if (next !== null) throw new NodeError('internal', 'the gates are not decided yet')
  const passed: readonly PassedCohortShape[] = cohorts
    .filter(({ impossible }) => !impossible)
    .map(cohort => passedOf(cohort, facts))
    .filter(({ patients, s1Quarter }) => patients || s1Quarter !== null)
  return passed as PassedCohorts
}

/** Places of the value cells that are exchanged, in the order of the cohorts. */
export function openedPlaces(passed: PassedCohorts, layout: Layout): readonly number[] {
  return passed.flatMap(({ cohort, s1Quarter, look, stages }) => {
    const byQuarter = placesOf(layout, cohort, 'controlByQuarter')
    const quarters = new Set([...(s1Quarter === null ? [] : [s1Quarter]), ...stages.map(({ quarter }) => quarter)])
    const controls = [...quarters].sort((a, b) => a - b).map(quarter => byQuarter[quarter] ?? 0)
    if (look === null) return controls
    return [...controls, ...placesOf(layout, cohort, 'values'), ...placesOf(layout, cohort, 'curves')]
  })
}

function passedOf(gated: GatedCohort, facts: GateFacts): PassedCohortShape {
  const look = lookOf(gated, facts)
  // Values hold their own denominators, so where they are opened the counts are out as well.
  const patients = look !== null || isTrue(gated.partsHold, gated.countMayChange, gated.patientsShown)
  return {
    cohort: gated.cohort,
    key: gated.key,
    patients,
    evaluable: look !== null || (patients && isTrue(gated.restS1) && evaluableMayChange(gated, facts)),
    s1Quarter: isFirstLookDue(gated, facts) ? quarterReaching(gated, facts.policy.pooled.minEvaluable.s1) : null,
    look,
    stages: look === null ? [] : stagesOf(gated, facts),
  }
}

/** Whoever has not joined or left may still have become evaluable: one alone must not be seen to. */
function evaluableMayChange({ key, evaluable = 0, countChanged }: GatedCohort, facts: GateFacts): boolean {
  const standing = standingRow(facts, key)?.evaluable
  if (standing === undefined || standing === null || countChanged === true) return true
  const change = Math.abs(evaluable - standing.atLeast)
  return change === 0 || change >= facts.policy.k
}

/** Asked before anything is opened, so that a missing approval does not tell which decision it would have been. */
function isFirstLookDue({ key, partsHold, approved, restS1 }: GatedCohort, facts: GateFacts): boolean {
  const decided = standingRow(facts, key)?.s1?.decision
  return isTrue(partsHold, approved?.s1, restS1) && decided !== 'go' && decided !== 'stop'
}

function lookOf(gated: GatedCohort, facts: GateFacts): PassedCohortShape['look'] {
  const { evaluable = 0, key } = gated
  const look = facts.closed.has(key) ? 'final' : 's2'
  const { partsHoldForValues, valuesMayChange, approved, restS1, restS2 } = gated
  const passes = isTrue(partsHoldForValues, valuesMayChange, approved?.[look], restS1, restS2)
  return passes && evaluable >= facts.policy.pooled.minEvaluable.s2 ? look : null
}

/** Of two sets of whole quarters that are both opened, the one must not be the other and one patient more. */
function stagesOf(gated: GatedCohort, { policy }: GateFacts): PassedCohortShape['stages'] {
  const { minEvaluable } = policy.pooled
  let above = gated.evaluable ?? 0
  const stages: { look: 's1' | 's2'; quarter: number }[] = []
  for (const look of ['s2', 's1'] as const) {
    const quarter = quarterReaching(gated, minEvaluable[look])
    if (quarter === null) continue
    const evaluable = gated.evaluableByQuarter?.[quarter] ?? 0
    if (above !== evaluable && above - evaluable < policy.k) continue
    stages.unshift({ look, quarter })
    above = evaluable
  }
  return stages
}

function quarterReaching({ evaluableByQuarter = [] }: GatedCohort, evaluable: number): number | null {
  const quarter = evaluableByQuarter.findIndex(count => count >= evaluable)
  return quarter < 0 ? null : quarter
}

const isTrue = (...answers: readonly (boolean | undefined)[]): boolean => answers.every(answer => answer === true)

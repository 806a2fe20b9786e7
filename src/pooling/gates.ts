/**
 * The gates of a round, as a table of steps. Each step asks for the pooled sums of a few gate cells, of those cohorts
 * only that passed the step before, and decides from them and the policy. No step sees an outcome of a patient.
 */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import {
  countriesAtLeast,
  type GateFacts,
  isSomebodyMissing,
  mostNodesOfOneCountry,
  standingRow,
} from './gate-facts.ts'
import type { GateSums } from './gate-sums.ts'
import { placesOf } from './layout.ts'

/** What is known of one cohort so far. */
export interface GatedCohort {
  /** Position in the layout. */
  readonly cohort: number
  readonly key: string
  /** Whether the next step is asked for it. */
  readonly goesOn: boolean
  /** Sums that honest members cannot have made; nothing of the cohort is opened, for anybody. */
  readonly impossible: boolean
  readonly participating?: number
  readonly patients?: number
  /** Every participating member's committee has approved the look beforehand. */
  readonly approved?: Readonly<Record<'s1' | 's2' | 'final', boolean>>
  /** Hidden parts are none, or enough patients of enough countries: for the first look, and for values. */
  readonly partsHold?: boolean
  readonly partsHoldForValues?: boolean
  /** Patients joined or left since the standing count. */
  readonly countChanged?: boolean
  readonly countMayChange?: boolean
  readonly valuesMayChange?: boolean
  readonly patientsShown?: boolean
  readonly evaluable?: number
  readonly pending?: number
  /** Enough evaluable remain without any one country, at the rest of S1 and of S2. */
  readonly restS1?: boolean
  readonly restS2?: boolean
  readonly evaluableByQuarter?: readonly number[]
  readonly pendingByQuarter?: readonly number[]
}

export type StepName = 'presence' | 'parts' | 'patient-flag' | 'looks' | 'evaluable-flags' | 'quarters'

interface Step {
  readonly name: StepName
  /** In words, for the documentation. */
  readonly asks: string
  readonly passes: string
  readonly places: (cohort: GatedCohort, facts: GateFacts) => readonly number[]
  /** `sums` are in the order of `places`. */
  readonly decide: (cohort: GatedCohort, sums: readonly number[], facts: GateFacts) => Partial<GatedCohort>
}

export const GATE_STEPS: readonly Step[] = [
  {
    name: 'presence',
    asks: 'members that take part with the cohort, treated patients, members with patients, members that approved each look',
    passes: 'enough members take part, enough countries have patients, and these are enough for the first band',
    places: ({ cohort }, { layout }) => placesOf(layout, cohort, 'presence'),
    decide: (
      _cohort,
      [participating = 0, patients = 0, withPatients = 0, s1 = 0, s2 = 0, final = 0],
      { policy, set },
    ) => ({
      participating,
      patients,
      approved: { s1: s1 === participating, s2: s2 === participating, final: final === participating },
      impossible:
        participating > set.length ||
        [withPatients, s1, s2, final].some(members => members > participating) ||
        withPatients > patients ||
        (withPatients === 0) !== (patients === 0),
      goesOn:
        participating >= policy.pooled.minMembersInSet &&
        countriesAtLeast(withPatients, set) >= policy.pooled.minCountriesWithPatients &&
        patients >= firstBand(policy),
    }),
  },
  {
    name: 'parts',
    asks: 'patients whom no published number of their country shows, and those who joined, left or changed since the standing results',
    passes: 'hidden parts are 0, or at least the rest from enough countries; from here on the band may rise',
    places: ({ cohort }, { layout }) => placesOf(layout, cohort, 'parts'),
    decide: ({ key, patients = 0 }, sums, facts) => {
      const [hidden = 0, withHidden = 0, count = 0, withCount = 0, value = 0, withValue = 0] = sums
      const { policy, set } = facts
      const countries = policy.pooled.hiddenPartsMinCountries
      const partsHold = isNoneOrEnough(hidden, withHidden, facts, { patients: policy.pooled.rest.s1, countries })
      const enough = { patients: policy.k, countries: policy.pooled.changeMinCountries }
      const standing = standingRow(facts, key)
      return {
        impossible: [
          [hidden, withHidden],
          [count, withCount],
          [value, withValue],
        ].some(([sum = 0, members = 0]) => members > set.length || members > sum || (members === 0) !== (sum === 0)),
        partsHold,
        partsHoldForValues: isNoneOrEnough(hidden, withHidden, facts, { patients: policy.pooled.rest.s2, countries }),
        countChanged: count > 0,
        countMayChange: mayChange(standing?.patients?.round, isNoneOrEnough(count, withCount, facts, enough), facts),
        valuesMayChange: mayChange(standing?.values?.round, isNoneOrEnough(value, withValue, facts, enough), facts),
        goesOn: partsHold && patients >= policy.pooled.exactPatientsFrom,
      }
    },
  },
  {
    name: 'patient-flag',
    asks: 'members with more treated patients than the pooled number less the rest of S1',
    passes: 'none: without any one country enough patients remain; the number of patients may be shown',
    places: ({ cohort, patients = 0 }, facts) => [
      flagPlace(facts, cohort, 'patientFlags', patients - facts.policy.pooled.rest.s1),
    ],
    decide: (_cohort, [above = 0], { set }) => ({
      impossible: above > set.length,
      patientsShown: above === 0,
      goesOn: above === 0,
    }),
  },
  {
    name: 'looks',
    asks: 'evaluable and pending patients',
    passes: 'enough are evaluable for the first look',
    places: ({ cohort }, { layout }) => placesOf(layout, cohort, 'looks'),
    decide: ({ patients = 0 }, [evaluable = 0, pending = 0], { policy }) => ({
      impossible: evaluable > patients || pending > patients,
      evaluable,
      pending,
      goesOn: evaluable >= policy.pooled.minEvaluable.s1,
    }),
  },
  {
    name: 'evaluable-flags',
    asks: 'members with more evaluable patients than the pooled number less the rest of S1, and of S2 where it is near',
    passes: 'none at the rest of S1: a look may be taken',
    places: ({ cohort, evaluable = 0 }, facts) => {
      const { rest, minEvaluable } = facts.policy.pooled
      const s1 = flagPlace(facts, cohort, 'evaluableFlags', evaluable - rest.s1)
      const s2 = flagPlace(facts, cohort, 'evaluableFlags', evaluable - rest.s2)
      return evaluable >= minEvaluable.s2 ? [s1, s2] : [s1]
    },
    decide: (_cohort, [aboveS1 = 0, aboveS2], { set }) => ({
      // More members cannot be above a higher number than above a lower one.
      impossible: aboveS1 > set.length || (aboveS2 !== undefined && (aboveS2 > set.length || aboveS1 > aboveS2)),
      restS1: aboveS1 === 0,
      restS2: aboveS2 === 0,
      goesOn: aboveS1 === 0,
    }),
  },
  {
    name: 'quarters',
    asks: 'evaluable and pending patients up to each quarter of treatment start',
    passes: 'always: they say which quarter closes the first stage, and whether anybody in it is pending',
    places: ({ cohort }, { layout }) => [
      ...placesOf(layout, cohort, 'evaluableByQuarter'),
      ...placesOf(layout, cohort, 'pendingByQuarter'),
    ],
    decide: ({ evaluable = 0, pending = 0 }, sums, { layout }) => {
      const evaluableByQuarter = sums.slice(0, layout.quarters.length)
      const pendingByQuarter = sums.slice(layout.quarters.length)
      return {
        impossible: !isRunningTotal(evaluableByQuarter, evaluable) || !isRunningTotal(pendingByQuarter, pending),
        evaluableByQuarter,
        pendingByQuarter,
      }
    },
  },
]

export interface GateRun {
  readonly cohorts: readonly GatedCohort[]
  /** The step whose sums are needed next, with the places of their cells; null where all is decided. */
  readonly next: { readonly step: StepName; readonly places: readonly number[] } | null
}

/** As far as the sums go. `sumsOf` gives the pooled sums of a step's cells where all combiners have said theirs, else null. */
export function runGates(
  facts: GateFacts,
  sumsOf: (step: StepName, places: readonly number[]) => GateSums | null,
): GateRun {
  let cohorts: readonly GatedCohort[] = facts.layout.cohorts.map((key, cohort) => ({
    cohort,
    key,
    goesOn: true,
    impossible: false,
  }))
  for (const step of GATE_STEPS) {
    const places = placesOfStep(step, cohorts, facts)
    if (places.length === 0) break
    const sums = sumsOf(step.name, places)
    if (sums === null) return { cohorts, next: { step: step.name, places } }
    cohorts = cohorts.map(cohort => (cohort.goesOn ? decideOne(step, cohort, sums, facts) : cohort))
  }
  return { cohorts, next: null }
}

function placesOfStep(step: Step, cohorts: readonly GatedCohort[], facts: GateFacts): readonly number[] {
  return cohorts.filter(({ goesOn }) => goesOn).flatMap(cohort => step.places(cohort, facts))
}

/** A sum that wrapped around, or that contradicts another, stops the cohort before anything of it is opened. */
function decideOne(step: Step, cohort: GatedCohort, sums: GateSums, facts: GateFacts): GatedCohort {
  const counts = step.places(cohort, facts).map(place => sums.countAt(place))
  if (counts.some(count => count === null)) return { ...cohort, impossible: true, goesOn: false }
  const decided = { ...cohort, ...step.decide(cohort, counts as readonly number[], facts) }
  return decided.impossible ? { ...decided, goesOn: false } : decided
}

function firstBand({ accrualBands }: DisclosurePolicy): number {
  return accrualBands[0]
}

function isNoneOrEnough(
  patients: number,
  members: number,
  { set }: GateFacts,
  enough: { readonly patients: number; readonly countries: number },
): boolean {
  return patients === 0 || (patients >= enough.patients && countriesAtLeast(members, set) >= enough.countries)
}

function mayChange(standingFrom: string | undefined, isChangeAllowed: boolean, facts: GateFacts): boolean {
  return standingFrom === undefined || (isChangeAllowed && !isSomebodyMissing(facts, standingFrom))
}

/** Flag `more than c`. Nodes of one country that all stay at c / nodes keep their country at c together. */
function flagPlace({ layout, set }: GateFacts, cohort: number, block: 'patientFlags' | 'evaluableFlags', c: number) {
  const least = Math.max(1, Math.floor(c / mostNodesOfOneCountry(set)))
  const places = placesOf(layout, cohort, block)
  return places[Math.min(least, layout.flags) - 1] ?? 0
}

function isRunningTotal(counts: readonly number[], total: number): boolean {
  return counts.every((count, index) => count >= (counts[index - 1] ?? 0)) && counts.at(-1) === total
}

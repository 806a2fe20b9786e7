/** From the patients of a data cut to what a contribution counts of each cohort. Exact, hence inside the engine only. */
import { binOf, isEvent, NO_TIME } from '../cohort/measure/bins.ts'
import { decodeResponse, decodeState, type NoControlReason } from '../cohort/measure/state-code.ts'
import { NodeError } from '../model/errors.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import { type CohortCounts, hiddenPart, nobody } from '../pooling/fill-vector.ts'
import { type Layout, quarterPosition, type ValueName } from '../pooling/layout.ts'
import type { RoundLedger } from './round-ledger.ts'
import { countedOf, type RoundPatient } from './round-patients.ts'

export interface CountContribution {
  readonly layout: Layout
  readonly patients: ReadonlyMap<string, readonly RoundPatient[]>
  /** Whether the committee has approved the cohort beforehand. */
  readonly covers: (key: string) => boolean
  readonly approved: CohortCounts['approved']
  /** What the node's national tables show of a cohort. */
  readonly published: (key: string) => number | 'masked'
  readonly member: string
  /** The table whose results stand. */
  readonly previous: NetworkTable | null
  /** What this engine contributed to an earlier round; throws where that is lost. */
  readonly earlier: (round: string) => RoundLedger
}

/** Cohorts that the committee has not approved look as if nobody were in them, and say that they do not take part. */
export function countContribution(input: CountContribution): ReadonlyMap<string, CohortCounts> {
  const { layout, covers, approved } = input
  return new Map(
    layout.cohorts.map(key => {
      if (!covers(key)) return [key, nobody(layout, { participating: false, approved })]
      return [key, countCohort(key, input.patients.get(key) ?? [], input)]
    }),
  )
}

function countCohort(key: string, patients: readonly RoundPatient[], input: CountContribution): CohortCounts {
  const { layout, approved, previous } = input
  const states = patients.map(({ state }) => decodeState(state))
  const isPending = (index: number) => states[index]?.mature === false || states[index]?.awaiting === true
  const pfs = patients.map(({ progressionFree }) => progressionFree)
  const os = patients.map(({ overall }) => overall)
  const standing = previous?.cohorts.find(row => row.key === key)
  const byQuarter = (holds: (index: number) => boolean): readonly number[] => {
    const counts = layout.quarters.map(() => 0)
    patients.forEach(({ quarter }, index) => {
      if (holds(index)) counts[positionOf(layout, quarter)] = (counts[positionOf(layout, quarter)] ?? 0) + 1
    })
    return counts
  }
  const isEvaluable = (index: number) => states[index]?.evaluable === true
  const hasControl = (index: number) => isEvaluable(index) && states[index]?.control === true
  return {
    participating: true,
    approved,
    patients: patients.length,
    hidden: hiddenPart(patients.length, input.published(key)),
    countChange: changeSince(standing?.patients?.round, key, patients, input, () => ''),
    valueChange: changeSince(standing?.values?.round, key, patients, input, word => word),
    evaluable: states.filter(({ evaluable }) => evaluable).length,
    pending: states.filter((_, index) => isPending(index)).length,
    evaluableByQuarter: byQuarter(isEvaluable),
    pendingByQuarter: byQuarter(isPending),
    controlByQuarter: byQuarter(hasControl),
    values: valuesOf(patients),
    curves: {
      pfsEvents: binsOf(layout, pfs, 'events'),
      pfsCensored: binsOf(layout, pfs, 'censored'),
      osEvents: binsOf(layout, os, 'events'),
      osCensored: binsOf(layout, os, 'censored'),
    },
  }
}

/** The engine refuses a round whose last quarter is before a patient's start: the sums would contradict each other. */
function positionOf(layout: Layout, quarter: string): number {
  const position = quarterPosition(layout, quarter)
  if (position !== null) return position
  throw new NodeError('pooling/bad-manifest', 'the manifest ends before treatments that the data cut holds', {
    hint: 'The coordinator makes another, with the quarter of the last cut-off.',
  })
}

/**
 * Patients who joined or left since a round, or of whom what `wordOf` keeps is another: distinct persons. Zero where
 * nothing stands of it, all where this node was not in that round's set: its part is new as a whole.
 */
function changeSince(
  round: string | undefined,
  key: string,
  patients: readonly RoundPatient[],
  { previous, member, earlier }: CountContribution,
  wordOf: (value: string) => string,
): number {
  if (round === undefined) return 0
  const then = previous?.rounds.find(entry => entry.round === round)
  if (then?.members.some(entry => entry.member === member) !== true) return patients.length
  const before = new Map((earlier(round).cohorts[key] ?? []).map(([person, value]) => [person, wordOf(value)]))
  const now = new Map(patients.map(patient => [patient.person, wordOf(countedOf(patient))]))
  return [...new Set([...before.keys(), ...now.keys()])].filter(person => before.get(person) !== now.get(person)).length
}

const NO_CONTROL: Readonly<Record<NoControlReason, ValueName>> = {
  progressed: 'noControlProgressed',
  died: 'noControlDied',
  'off-treatment': 'noControlOffTreatment',
  missed: 'noControlMissed',
  'unconfirmed-progression': 'noControlUnconfirmedProgression',
  'not-assessable': 'noControlNotAssessable',
}

function valuesOf(patients: readonly RoundPatient[]): CohortCounts['values'] {
  const values: Record<ValueName, number> = {
    control: 0,
    treatedMature: 0,
    bestCR: 0,
    bestPR: 0,
    bestSD: 0,
    bestPD: 0,
    bestNE: 0,
    objectiveResponse: 0,
    confirmedResponse: 0,
    grade3Related: 0,
    grade3RelatedOrUnknown: 0,
    serious: 0,
    noControlProgressed: 0,
    noControlDied: 0,
    noControlOffTreatment: 0,
    noControlMissed: 0,
    noControlUnconfirmedProgression: 0,
    noControlNotAssessable: 0,
  }
  for (const patient of patients) {
    const { mature, evaluable, control, reason } = decodeState(patient.state)
    const { best, confirmed, grade3Related, grade3RelatedOrUnknown, serious } = decodeResponse(patient.response)
    const isResponse = best === 'CR' || best === 'PR'
    values.treatedMature += Number(mature)
    values.control += Number(evaluable && control === true)
    if (reason !== null) values[NO_CONTROL[reason]] += 1
    if (best !== null) values[`best${best}`] += 1
    values.objectiveResponse += Number(isResponse)
    values.confirmedResponse += Number(isResponse && confirmed !== null)
    values.grade3Related += Number(grade3Related)
    values.grade3RelatedOrUnknown += Number(grade3RelatedOrUnknown)
    values.serious += Number(serious)
  }
  return values
}

/** Times past the last bin are still at risk after it, so they are in none. */
function binsOf(layout: Layout, times: readonly number[], wanted: 'events' | 'censored'): readonly number[] {
  const counts = Array.from({ length: layout.bins }, () => 0)
  for (const time of times) {
    const bin = binOf(time) - 1
    const isWanted = time !== NO_TIME && isEvent(time) === (wanted === 'events')
    if (isWanted && bin < layout.bins) counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

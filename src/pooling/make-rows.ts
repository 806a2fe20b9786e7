/** The rows of a network table: what this round brings, and what stands from earlier ones where it brings nothing. */
import { isNodeError, NodeError } from '../model/errors.ts'
import type { AccrualBand, NetworkTableRow, OpenedValues } from '../model/generated/network-table.ts'
import { mergeBins } from './curve-steps.ts'
import { type GateFacts, standingRow } from './gate-facts.ts'
import type { GatedCohort } from './gates.ts'
import { CURVES, type CurveName, placesOf, VALUES, type ValueName } from './layout.ts'
import type { OpenedSums } from './opened-sums.ts'
import type { PassedCohort, PassedCohorts } from './passed-cohorts.ts'

export interface RowsInput {
  readonly facts: GateFacts
  readonly round: string
  readonly gated: readonly GatedCohort[]
  readonly passed: PassedCohorts
  readonly opened: OpenedSums
  /** Responders at which the first stage stops (Simon's r1), by cohort key. */
  readonly stopsAt: (key: string) => number
}

/** A cohort whose sums nobody can have counted honestly keeps what stood before. */
export function makeRows(input: RowsInput): readonly NetworkTableRow[] {
  const passed = new Map(input.passed.map(cohort => [cohort.key, cohort]))
  return input.gated.map(gated => {
    const standing = standingRow(input.facts, gated.key) ?? withheld(gated.key)
    if (gated.impossible) return standing
    try {
      return rowOf(gated, passed.get(gated.key), standing, input)
    } catch (error) {
      if (!isNodeError(error, 'pooling/impossible-sums')) throw error
      return standing
    }
  })
}

export function withheld(key: string): NetworkTableRow {
  return { key, band: 'masked', patients: null, evaluable: null, s1: null, values: null }
}

function rowOf(
  gated: GatedCohort,
  passed: PassedCohort | undefined,
  standing: NetworkTableRow,
  input: RowsInput,
): NetworkTableRow {
  const { round } = input
  const patients = passed?.patients === true ? { atLeast: gated.patients ?? 0, round } : standing.patients
  return {
    key: gated.key,
    band: higherBand(standing.band, bandOf(gated, patients?.atLeast, input)),
    patients,
    evaluable: passed?.evaluable === true ? { atLeast: gated.evaluable ?? 0, round } : standing.evaluable,
    s1: passed === undefined ? standing.s1 : (firstLook(gated, passed, input) ?? standing.s1),
    values: passed?.look ? openedValues(gated, passed, passed.look, input) : standing.values,
  }
}

/** Once an exact count is out, the band is that count's: one that moved alone would tell that somebody joined. */
function bandOf(gated: GatedCohort, exact: number | undefined, { facts }: RowsInput): NetworkTableRow['band'] {
  const patients = exact ?? (gated.partsHold === true ? gated.patients : undefined)
  if (patients === undefined) return 'masked'
  const starts = facts.policy.accrualBands
  const index = starts.findLastIndex(start => patients >= start)
  const from = starts[index]
  if (from === undefined) return 'masked'
  const next = starts[index + 1]
  return { from, to: next === undefined ? null : next - 1 }
}

function higherBand(a: NetworkTableRow['band'], b: NetworkTableRow['band']): NetworkTableRow['band'] {
  return startOf(a) >= startOf(b) ? a : b
}

const startOf = (band: 'masked' | AccrualBand): number => (band === 'masked' ? 0 : band.from)

/** One bit that the protocol foresees; the number of responders is not told. */
function firstLook(gated: GatedCohort, { cohort, s1Quarter }: PassedCohort, input: RowsInput): NetworkTableRow['s1'] {
  if (s1Quarter === null) return null
  const responders = input.opened.countAt(placesOf(input.facts.layout, cohort, 'controlByQuarter')[s1Quarter] ?? -1)
  const evaluable = gated.evaluableByQuarter?.[s1Quarter] ?? 0
  checkPossible(responders <= evaluable)
  const pending = gated.pendingByQuarter?.[s1Quarter] ?? 0
  if (responders > input.stopsAt(gated.key)) return { decision: 'go', round: input.round }
  return { decision: pending === 0 ? 'stop' : 'wait', round: input.round }
}

function openedValues(
  gated: GatedCohort,
  passed: PassedCohort,
  look: OpenedValues['look'],
  input: RowsInput,
): OpenedValues {
  const { layout, policy } = input.facts
  const places = placesOf(layout, gated.cohort, 'values')
  const values = Object.fromEntries(
    VALUES.map((name, index) => [name, input.opened.countAt(places[index] ?? -1)]),
  ) as Record<ValueName, number>
  const counts = {
    treated: gated.patients ?? 0,
    evaluable: gated.evaluable ?? 0,
    pending: gated.pending ?? 0,
    ...values,
  }
  checkCounts(counts)
  const curve = (events: CurveName, censored: CurveName): OpenedValues['pfs'] => {
    const bins = {
      entered: counts.treated,
      events: binsOf(gated, events, input),
      censored: binsOf(gated, censored, input),
    }
    checkPossible(sum(bins.events) + sum(bins.censored) <= bins.entered)
    const steps = counts.treated < policy.survival.minPatients ? null : mergeBins(bins, policy.survival)
    return steps === null ? null : { entered: bins.entered, steps: [...steps] }
  }
  return {
    look,
    round: input.round,
    counts,
    quarters: [...layout.quarters],
    byQuarter: { evaluable: [...(gated.evaluableByQuarter ?? [])], pending: [...(gated.pendingByQuarter ?? [])] },
    stages: passed.stages.map(({ look: stage, quarter }) =>
      openedStage(gated, { stage, quarter }, counts.control, input),
    ),
    pfs: curve('pfsEvents', 'pfsCensored'),
    os: curve('osEvents', 'osCensored'),
  }
}

function openedStage(
  { cohort, evaluableByQuarter = [], pendingByQuarter = [] }: GatedCohort,
  { stage, quarter }: { readonly stage: 's1' | 's2'; readonly quarter: number },
  controlOfAll: number,
  { facts, opened }: RowsInput,
): OpenedValues['stages'][number] {
  const control = opened.countAt(placesOf(facts.layout, cohort, 'controlByQuarter')[quarter] ?? -1)
  const evaluable = evaluableByQuarter[quarter] ?? 0
  checkPossible(control <= evaluable && control <= controlOfAll)
  return {
    look: stage,
    quarter: facts.layout.quarters[quarter] ?? '',
    evaluable,
    pending: pendingByQuarter[quarter] ?? 0,
    control,
  }
}

function binsOf({ cohort }: GatedCohort, name: CurveName, { facts, opened }: RowsInput): readonly number[] {
  const first = CURVES.indexOf(name) * facts.layout.bins
  return placesOf(facts.layout, cohort, 'curves')
    .slice(first, first + facts.layout.bins)
    .map(place => opened.countAt(place))
}

/** What no honest counting can give stops the cohort for all; whose part it was, the members' own stored contributions show. */
function checkCounts(counts: OpenedValues['counts']): void {
  const best = counts.bestCR + counts.bestPR + counts.bestSD + counts.bestPD + counts.bestNE
  const withoutControl =
    counts.noControlProgressed +
    counts.noControlDied +
    counts.noControlOffTreatment +
    counts.noControlMissed +
    counts.noControlUnconfirmedProgression +
    counts.noControlNotAssessable
  checkPossible(counts.evaluable <= counts.treatedMature && counts.treatedMature <= counts.treated)
  checkPossible(counts.control <= counts.evaluable)
  checkPossible(counts.control + withoutControl <= counts.treatedMature)
  checkPossible(best <= counts.treated && counts.objectiveResponse === counts.bestCR + counts.bestPR)
  checkPossible(counts.confirmedResponse <= counts.objectiveResponse)
  checkPossible(
    counts.grade3Related <= counts.grade3RelatedOrUnknown && counts.grade3RelatedOrUnknown <= counts.treated,
  )
  checkPossible(counts.serious <= counts.treated)
}

function checkPossible(isPossible: boolean): void {
  if (!isPossible) throw new NodeError('pooling/impossible-sums', 'the sums contradict each other')
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** From a member's exact counts to its vector. Used by the engine alone. */
import { NodeError } from '../model/errors.ts'
import { ExactVector } from './exact-vector.ts'
import {
  type BlockName,
  blockSizes,
  CURVES,
  type CurveName,
  cellsOf,
  type Layout,
  placesOf,
  VALUES,
  type ValueName,
} from './layout.ts'

/** What one member knows of one cohort. All counts are distinct patients. */
export interface CohortCounts {
  /** Whether the member's standing pre-approval covers the cohort; if not, everything else is zero. */
  readonly participating: boolean
  /** Which looks it covers. */
  readonly approved: Readonly<Record<'s1' | 's2' | 'final', boolean>>
  /** Treated. */
  readonly patients: number
  /** Patients whom neither the member's national table nor a released export shows; see `hiddenPart`. */
  readonly hidden: number
  /** Joined or left since the round of the standing published count; all, if the member was not in it. */
  readonly countChange: number
  /** Joined, left, or with another value since the round of the opened values; all, if the member was not in it. */
  readonly valueChange: number
  readonly evaluable: number
  readonly pending: number
  /** By quarter of treatment start, as the layout has them, not cumulated. */
  readonly evaluableByQuarter: readonly number[]
  readonly pendingByQuarter: readonly number[]
  readonly controlByQuarter: readonly number[]
  readonly values: Readonly<Record<ValueName, number>>
  /** By bin of the layout, not cumulated. */
  readonly curves: Readonly<Record<CurveName, readonly number[]>>
}

/** A cohort that is not in `counts` has no patient here. */
export function fillVector(
  layout: Layout,
  counts: ReadonlyMap<string, CohortCounts>,
  absent: Pick<CohortCounts, 'participating' | 'approved'>,
): ExactVector {
  const cells = new BigUint64Array(cellsOf(layout))
  layout.cohorts.forEach((key, cohort) => {
    const blocks = blocksOf(layout, counts.get(key) ?? nobody(layout, absent))
    for (const [name, numbers] of Object.entries(blocks) as [BlockName, readonly number[]][]) {
      const places = placesOf(layout, cohort, name)
      if (numbers.length !== places.length) throw new NodeError('internal', `block ${name} has another length`)
      numbers.forEach((count, index) => {
        cells[places[index] ?? 0] = checkCount(count)
      })
    }
  })
  return new ExactVector(cells)
}

export function nobody(
  layout: Layout,
  { participating, approved }: Pick<CohortCounts, 'participating' | 'approved'>,
): CohortCounts {
  const perQuarter = layout.quarters.map(() => 0)
  const perBin = Array.from({ length: layout.bins }, () => 0)
  return {
    participating,
    approved,
    patients: 0,
    hidden: 0,
    countChange: 0,
    valueChange: 0,
    evaluable: 0,
    pending: 0,
    evaluableByQuarter: perQuarter,
    pendingByQuarter: perQuarter,
    controlByQuarter: perQuarter,
    values: recordOf(VALUES, 0),
    curves: recordOf(CURVES, perBin),
  }
}

/**
 * Patients by whom the pooled sum tells more than the member's published count: all where the table masks the cohort,
 * else the difference between now and the table, since pooled less published shows it.
 */
export function hiddenPart(patients: number, published: number | 'masked'): number {
  return published === 'masked' ? patients : Math.abs(patients - published)
}

function blocksOf(layout: Layout, counts: CohortCounts): Readonly<Record<BlockName, readonly number[]>> {
  const { patients, hidden, countChange, valueChange } = counts
  return {
    presence: [
      flag(counts.participating),
      patients,
      flag(patients > 0),
      ...(['s1', 's2', 'final'] as const).map(look => flag(counts.participating && counts.approved[look])),
    ],
    parts: [hidden, flag(hidden > 0), countChange, flag(countChange > 0), valueChange, flag(valueChange > 0)],
    patientFlags: flagsOf(layout, patients),
    looks: [counts.evaluable, counts.pending],
    evaluableFlags: flagsOf(layout, counts.evaluable),
    evaluableByQuarter: cumulate(counts.evaluableByQuarter),
    pendingByQuarter: cumulate(counts.pendingByQuarter),
    controlByQuarter: cumulate(counts.controlByQuarter),
    values: VALUES.map(name => counts.values[name]),
    curves: CURVES.flatMap(name => counts.curves[name]),
  }
}

function recordOf<Name extends string, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
  return Object.fromEntries(names.map(name => [name, value])) as Record<Name, Value>
}

const flag = (is: boolean): number => (is ? 1 : 0)

const flagsOf = (layout: Layout, count: number): readonly number[] =>
  Array.from({ length: blockSizes(layout).patientFlags }, (_, index) => flag(count > index + 1))

function cumulate(counts: readonly number[]): readonly number[] {
  let sum = 0
  return counts.map(count => {
    sum += count
    return sum
  })
}

function checkCount(count: number): bigint {
  if (Number.isSafeInteger(count) && count >= 0) return BigInt(count)
  throw new NodeError('internal', 'a count of a contribution is not a whole number')
}

/** The treated patients of each named cohort of a data cut, each once: what a round counts, and what its ledger remembers. */
import { postingOf } from '../cohort/measure/cohort-index.ts'
import { IMMATURE } from '../cohort/measure/state-code.ts'
import { personOf, type Snapshot } from '../cut/snapshot.ts'
import { NodeError } from '../model/errors.ts'

export interface RoundPatient {
  /** Random name, the same in every data cut. */
  readonly person: string
  /** Of treatment start. */
  readonly quarter: string
  /** `cohort/measure/state-code.ts`. */
  readonly state: number
  readonly response: number
  /** `cohort/measure/bins.ts`. */
  readonly progressionFree: number
  readonly overall: number
}

/** By cohort key; of several enrolments of one patient within a cohort the first treated one counts. */
export function patientsByCohort(snapshot: Snapshot): ReadonlyMap<string, readonly RoundPatient[]> {
  const { cohortKeys, cohortPostings } = snapshot.index
  return new Map(
    cohortKeys.map((key, at) => [
      key,
      firstRows(postingOf(cohortPostings, at), snapshot).map(row => patientOf(row, snapshot)),
    ]),
  )
}

/** Of each patient the treated row of the lowest rank. */
function firstRows(posting: Uint32Array, { index: { rows } }: Snapshot): readonly number[] {
  const first = new Map<number, number>()
  for (const row of posting) {
    if ((rows.state[row] ?? 0) < IMMATURE) continue
    const patient = rows.patient[row] ?? 0
    const before = first.get(patient)
    if (before === undefined || (rows.rank[row] ?? 0) < (rows.rank[before] ?? 0)) first.set(patient, row)
  }
  return [...first.values()]
}

function patientOf(row: number, snapshot: Snapshot): RoundPatient {
  const { rows, quarters } = snapshot.index
  const quarter = quarters[(rows.quarter[row] ?? 0) - 1]
  if (quarter === undefined) throw new NodeError('cut/snapshot-damaged', 'a treated enrolment has no quarter')
  return {
    person: personOf(snapshot, rows.patient[row] ?? 0),
    quarter,
    state: rows.state[row] ?? 0,
    response: rows.response[row] ?? 0,
    progressionFree: rows.progressionFree[row] ?? 0,
    overall: rows.overall[row] ?? 0,
  }
}

/** What of a patient a round counts, as one word: two data cuts are compared by it. */
export function countedOf({ quarter, state, response, progressionFree, overall }: RoundPatient): string {
  return [quarter, state, response, progressionFree, overall].join('.')
}

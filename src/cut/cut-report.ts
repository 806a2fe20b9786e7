/** What a member of the committee sees before signing: how complete the data are, and what changed since the last cut. Pure. */

import { decodeResponse, decodeState, IMMATURE, type NoControlReason, SCREENED } from '../cohort/measure/state-code.ts'
import type { CutCoverage, CutDifference, PersonsChange } from '../model/generated/cut-report.ts'
import { personOf, type Snapshot } from './snapshot.ts'

export function coverageOf({ index: { patients, rows }, ownTumours }: Snapshot): CutCoverage {
  const coverage = {
    subjects: patients,
    subjectsWithTumour: ownTumours.reduce((count, place) => count + (place === 0 ? 0 : 1), 0),
    enrolments: 0,
    enrolmentsWithCohortKey: 0,
    treated: 0,
    mature: 0,
    matureWithWeek16: 0,
    treatedWithResponse: 0,
  }
  rows.state.forEach((state, row) => {
    if (state === SCREENED) return
    const { treated, mature, control, reason } = decodeState(state)
    const { best } = decodeResponse(rows.response[row] ?? 0)
    coverage.enrolments += 1
    if (rows.cohort[row] !== 0) coverage.enrolmentsWithCohortKey += 1
    if (treated) coverage.treated += 1
    if (mature) coverage.mature += 1
    if (mature && (control === true || HAS_READING.has(reason))) coverage.matureWithWeek16 += 1
    if (treated && best !== null && best !== 'NE') coverage.treatedWithResponse += 1
  })
  return coverage
}

/** Reasons for no control that come from a reading at week 16, or from what made one needless. */
const HAS_READING: ReadonlySet<NoControlReason | null> = new Set(['progressed', 'died', 'unconfirmed-progression'])

/**
 * Persons who came and went, in all and by cohort. 1..k-1 of them are masked: two members who compare two cuts are not to
 * learn of one patient more than the figures say that they sign.
 */
export function differenceOf(now: Snapshot, before: Snapshot, { to, k }: { to: string; k: number }): CutDifference {
  const [treatedNow, treatedBefore] = [treatedByCohort(now), treatedByCohort(before)]
  const cohorts = [...new Set([...treatedNow.keys(), ...treatedBefore.keys()])].sort().map(cohort => ({
    cohort,
    change: compare(treatedNow.get(cohort) ?? NOBODY, treatedBefore.get(cohort) ?? NOBODY),
  }))
  const isUnchanged = ({ change }: (typeof cohorts)[number]) => change.came + change.went === 0
  const isLarge = ({ change }: (typeof cohorts)[number]) => change.came >= k || change.went >= k
  return {
    to,
    subjects: masked(compare(personsOf(now), personsOf(before)), k),
    treated: masked(compare(union(treatedNow.values()), union(treatedBefore.values())), k),
    cohorts: cohorts.filter(isLarge).map(({ cohort, change }) => ({ cohort, change: masked(change, k) })),
    cohortsUnchanged: cohorts.filter(isUnchanged).length,
    cohortsMasked: cohorts.filter(cohort => !isUnchanged(cohort) && !isLarge(cohort)).length,
  }
}

type Persons = ReadonlySet<string>
const NOBODY: Persons = new Set()

const personsOf = (snapshot: Snapshot): Persons =>
  new Set(Array.from({ length: snapshot.index.patients }, (_, patient) => personOf(snapshot, patient)))

/** Enrolments whose cohort is under review are one of their own. */
function treatedByCohort(snapshot: Snapshot): ReadonlyMap<string, Persons> {
  const { rows, cohortKeys } = snapshot.index
  const treated = new Map<string, Set<string>>()
  rows.state.forEach((state, row) => {
    if (state < IMMATURE) return
    const cohort = cohortKeys[(rows.cohort[row] ?? 0) - 1] ?? 'under review'
    const persons = treated.get(cohort) ?? new Set<string>()
    treated.set(cohort, persons.add(personOf(snapshot, rows.patient[row] ?? 0)))
  })
  return treated
}

function union(sets: Iterable<Persons>): Persons {
  return new Set([...sets].flatMap(persons => [...persons]))
}

function compare(now: Persons, before: Persons): { readonly came: number; readonly went: number } {
  const missing = (from: Persons, other: Persons) => [...from].filter(person => !other.has(person)).length
  return { came: missing(now, before), went: missing(before, now) }
}

function masked({ came, went }: { came: number; went: number }, k: number): PersonsChange {
  const mask = (persons: number) => (persons > 0 && persons < k ? 'masked' : persons)
  return { came: mask(came), went: mask(went) }
}

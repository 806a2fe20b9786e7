/** What a member of the committee sees before signing: how complete the data are, and what changed since the last cut. Pure. */
import type { CutCoverage, CutDifference, PersonsChange } from '../model/generated/cut-report.ts'
import type { Snapshot } from './snapshot.ts'

export function coverageOf({ subjects, episodes }: Snapshot): CutCoverage {
  const count = (holds: (episode: Snapshot['episodes'][number]) => boolean) => episodes.filter(holds).length
  return {
    subjects: subjects.length,
    subjectsWithTumour: subjects.filter(({ tumour }) => tumour !== null).length,
    enrolments: episodes.length,
    enrolmentsWithCohortKey: count(({ cohortKey }) => cohortKey !== null),
    treated: count(({ treated }) => treated),
    mature: count(({ mature }) => mature),
    matureWithWeek16: count(({ mature, diseaseControl, noControlReason }) => {
      return mature && (diseaseControl === true || HAS_READING.has(noControlReason))
    }),
    treatedWithResponse: count(
      ({ treated, bestResponse }) => treated && bestResponse !== null && bestResponse !== 'NE',
    ),
  }
}

/** Reasons for no control that come from a reading at week 16, or from what made one needless. */
const HAS_READING: ReadonlySet<string | null> = new Set(['progressed', 'died', 'unconfirmed-progression'])

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

const personsOf = ({ subjects }: Snapshot): Persons => new Set(subjects.map(({ person }) => person))

/** Enrolments whose cohort is under review are one of their own. */
function treatedByCohort({ subjects, episodes }: Snapshot): ReadonlyMap<string, Persons> {
  const treated = Map.groupBy(
    episodes.filter(episode => episode.treated),
    ({ cohortKey }) => cohortKey ?? 'under review',
  )
  return new Map(
    [...treated].map(([cohort, found]) => [
      cohort,
      new Set(found.flatMap(({ subject }) => subjects[subject]?.person ?? [])),
    ]),
  )
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

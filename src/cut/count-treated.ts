/** The snapshot counted by itself, to be compared with what SQL counts. */
import type { Snapshot } from './snapshot.ts'

/** Distinct treated subjects by cohort key; enrolments whose key is under review are in none. */
export function countTreatedByCohort(snapshot: Snapshot): ReadonlyMap<string, number> {
  const subjects = new Map<string, Set<number>>()
  for (const { treated, cohortKey, subject } of snapshot.episodes) {
    if (!treated || cohortKey === null) continue
    const members = subjects.get(cohortKey) ?? new Set()
    subjects.set(cohortKey, members.add(subject))
  }
  return new Map([...subjects].map(([key, members]) => [key, members.size]))
}

/** A cohort of nobody may be listed or not. */
export function agree(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return [...new Set([...one.keys(), ...other.keys()])].every(key => (one.get(key) ?? 0) === (other.get(key) ?? 0))
}

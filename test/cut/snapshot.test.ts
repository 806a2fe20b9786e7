import { describe, expect, it } from 'vitest'
import { makeSnapshot, ownTumourOf, personOf } from '../../src/cut/snapshot.ts'
import { readFlatRows } from '../support/flat-rows.ts'
import { generateSubjects } from '../support/generated-cut.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { ingestState } from './cut-node.ts'

describe('a snapshot', () => {
  const subjects = generateSubjects(400, 11).map(subject => ({ ...subject, person: subject.pseudonym.slice(3) }))
  const snapshot = makeSnapshot(ingestState, readFlatRows(subjects), shipped)
  const { rows, patients, cohortKeys } = snapshot.index
  const rowsOf = new Map<number, number[]>()
  rows.patient.forEach((patient, row) => {
    rowsOf.set(patient, [...(rowsOf.get(patient) ?? []), row])
  })

  it('keeps to each name what belongs to it: own tumour and cohorts', () => {
    expect(patients).toBe(subjects.length)
    const kept = Array.from({ length: patients }, (_, patient) => ({
      person: personOf(snapshot, patient),
      tumour: ownTumourOf(snapshot, patient),
      cohorts: rowsOf
        .get(patient)
        ?.map(row => cohortKeys[(rows.cohort[row] ?? 0) - 1] ?? null)
        .toSorted(),
    }))
    const stored = subjects.map(({ person, tumour, enrolments }) => ({
      person,
      tumour,
      // Who is in no cohort has a row too.
      cohorts: enrolments.length === 0 ? [null] : enrolments.map(({ cohortKey }) => cohortKey).toSorted(),
    }))
    expect(kept.toSorted((a, b) => (a.person < b.person ? -1 : 1))).toEqual(stored)
  })

  it('has the rows of one place, drugs and cohort together, and numbers patients by their first rows', () => {
    const order = Array.from(rows.patient, (_, row) => [rows.tumour[row], rows.drugs[row], rows.cohort[row]])
    const sorted = order.toSorted(([a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]) => a - x || b - y || c - z)
    expect(order).toEqual(sorted)
    expect([...new Set(rows.patient)]).toEqual(Array.from({ length: patients }, (_, patient) => patient))
  })
})

import { describe, expect, it } from 'vitest'
import { explainTable } from '../../src/disclosure/explain-table.ts'
import type { DecidedCell } from '../../src/disclosure/protect-table.ts'
import { protect, range, screened, treated } from '../support/protection.ts'

describe('what the committee is told', () => {
  it('says of each cell that is not shown as it is why, and what the level keeps', () => {
    const cells = [
      treated('drugs', 'a', range(1, 10)),
      treated('cohort', 'a1', range(1, 7)),
      treated('cohort', 'a2', range(8, 10)),
    ]
    const told = explainTable(protect(cells), { k: 5, seconds: 1.23456 })
    expect(told.decisions).toEqual([
      { denominator: 'treated', kind: 'drugs', code: 'a', reason: 'complement', group: 3, shows: 'masked' },
    ])
    expect(told.levels).toContainEqual({
      denominator: 'treated',
      kind: 'cohort',
      cells: 2,
      cellsOfK: 1,
      cellsShown: 1,
      cellsOfKShown: 1,
      patients: 10,
      patientsShown: 7,
      reasons: { fresh: 1, 'below-k': 1 },
    })
    expect(told.work).toMatchObject({ undecided: false, seconds: 1.235 })
  })

  const decided: readonly DecidedCell[] = [
    { cell: treated('cohort', 'few', range(1, 4)), count: 'masked', reason: 'below-k', group: null },
    { cell: treated('cohort', 'k', range(1, 5)), count: 'masked', reason: 'complement', group: 2 },
    { cell: treated('cohort', 'same', range(1, 6)), count: 6, reason: 'unchanged', group: null },
    { cell: treated('cohort', 'gone', range(1, 2)), count: 9, reason: 'below-k', group: null },
    { cell: screened('tumour', 'T', range(1, 7)), count: 5, reason: 'few-changed', group: null },
  ]
  const told = explainTable({ ...protect([]), decided }, { k: 5, seconds: 0 })

  it('is silent of small cells that never were shown, and of those that show what they did', () => {
    expect(told.decisions).toEqual([
      { denominator: 'treated', kind: 'cohort', code: 'k', reason: 'complement', group: 2, shows: 'masked' },
      { denominator: 'treated', kind: 'cohort', code: 'gone', reason: 'below-k', group: null, shows: 'older' },
      { denominator: 'screened', kind: 'tumour', code: 'T', reason: 'few-changed', group: null, shows: 'older' },
    ])
  })

  it('counts cells of k and more, cells shown, and patients as they are and as they are shown', () => {
    const level = { denominator: 'treated', kind: 'cohort', cells: 4, patients: 17, patientsShown: 15 }
    expect(told.levels).toEqual([
      {
        ...level,
        cellsOfK: 2,
        cellsShown: 2,
        cellsOfKShown: 1,
        reasons: { 'below-k': 2, complement: 1, unchanged: 1 },
      },
      {
        denominator: 'screened',
        kind: 'tumour',
        cells: 1,
        cellsOfK: 1,
        cellsShown: 1,
        cellsOfKShown: 1,
        patients: 7,
        patientsShown: 5,
        reasons: { 'few-changed': 1 },
      },
    ])
  })
})

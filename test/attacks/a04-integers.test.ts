/** A04: patients are whole numbers. What a linear program finds harmless can leave two numbers out of five. */
import { describe, expect, it } from 'vitest'
import type { ProgramRow } from '../../src/disclosure/integer-solver.ts'
import { eachDataSet } from '../support/brute-force.ts'
import { countsOf, protect, solver, treated } from '../support/protection.ts'
import { narrowedGroups, readTables } from '../support/table-adversary.ts'

/** Patients of atoms 0..4. */
const ATOMS = [1, 0, 3, 3, 2] as const
const SETS = [
  [1, 2, 3],
  [0, 1, 2, 4],
  [3, 4],
  [1, 3, 4],
] as const
const MASKED = [1, 3] as const

const patientsOf = (atoms: readonly number[]) =>
  new Set(atoms.flatMap(atom => Array.from({ length: ATOMS[atom] ?? 0 }, (_, one) => atom * 10 + one)))
const totalOf = (atoms: readonly number[]) => patientsOf(atoms).size
const cellOf = (atoms: readonly number[]) => treated('cohort', atoms.join(''), patientsOf(atoms))
const cells = [...SETS, MASKED].map(cellOf)

/** All data sets that fit the four sums, with less than five in {1, 3}. */
function dataSets(): string[] {
  const found: string[] = []
  const sums = SETS.map(atoms => ({ atoms, total: totalOf(atoms) }))
  eachDataSet(ATOMS.length, sums, values => {
    if ((values[1] ?? 0) + (values[3] ?? 0) < 5) found.push(values.join())
  })
  return found
}

/** The least and the largest that a linear program finds for atom 0. */
function linearRange(): readonly number[] {
  const rows: ProgramRow[] = SETS.map(atoms => ({ from: totalOf(atoms), to: totalOf(atoms), columns: atoms }))
  rows.push({ from: 0, to: 4, columns: MASKED })
  return [1, -1].map(cost => {
    const costs = ATOMS.map((_, atom) => (atom === 0 ? cost : 0))
    const solution = solver.solve({ costs, integers: 0, rows }, { seconds: 10, effort: 'good' })
    if (typeof solution === 'string') throw new Error(solution)
    return Math.round((solution[0] ?? Number.NaN) * 1000) / 1000
  })
}

describe('A04 integers, not a linear program', () => {
  it('is as the worked numbers say: 0..3 to a linear program, 1 or 3 in whole numbers', () => {
    expect(SETS.map(totalOf)).toEqual([6, 6, 5, 5])
    expect(linearRange()).toEqual([0, 3])
    expect(dataSets()).toEqual(['1,0,3,3,2', '3,0,2,4,1'])
  })

  it('does not publish such a table: gaps tell too', () => {
    for (const seed of [1, 2, 3]) {
      const table = protect(cells, { seed })
      expect(narrowedGroups(readTables([cells], [table]), 5)).toEqual([])
      const counts = Object.values(countsOf(table))
      expect(counts.filter(count => count !== 'masked').length).toBeGreaterThan(0)
      expect(counts.filter(count => count === 'masked').length).toBeGreaterThan(1)
    }
  })

  it('publishes {0,1,2,4} = 6 beside the masked {1,3}', () => {
    expect(countsOf(protect([cellOf(SETS[1]), cellOf(MASKED)]))).toEqual({ '0124': 6, '13': 'masked' })
  })
})

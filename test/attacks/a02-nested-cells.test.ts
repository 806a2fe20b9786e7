/** A02: a cell less a smaller one inside it leaves one patient. */
import { describe, expect, it } from 'vitest'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { countsOf, protect, range, treated } from '../support/protection.ts'
import { narrowedGroups, readTables } from '../support/table-adversary.ts'

const FOURTEEN = range(1, 14)
const screened = (code: string, patients: ReadonlySet<number>): ExactCell => ({
  ...treated('tumour', code, patients),
  denominator: 'screened',
})

/** Fourteen in one cell, thirteen of them in another. */
const nested: readonly (readonly [string, readonly ExactCell[]])[] = [
  ['a drug and its only cohort', [treated('drugs', 'all', FOURTEEN), treated('cohort', 'part', range(1, 13))]],
  ['a tissue and a cohort in it', [treated('tumour', 'all', FOURTEEN), treated('cohort', 'part', range(1, 13))]],
  ['the total and a drug', [treated('total', 'all', FOURTEEN), treated('drugs', 'part', range(1, 13))]],
  ['two cohorts, one within the other', [treated('cohort', 'all', FOURTEEN), treated('cohort', 'part', range(1, 13))]],
  ['a screened tissue and the treated in it', [screened('all', FOURTEEN), treated('tumour', 'part', range(1, 13))]],
]

describe('A02 nested cells', () => {
  it.each(nested)('never shows both of %s: the one between them keeps 0..4', (_, cells) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const table = protect(cells, { seed })
      const { all, part } = countsOf(table)
      expect([all, part].filter(count => count === 'masked')).toHaveLength(1)
      expect(narrowedGroups(readTables([cells], [table]), 5)).toEqual([])
    }
  })

  it('would be found by the reader where both stood: the difference can only be one', () => {
    const [[, cells]] = nested as [(typeof nested)[number]]
    const decided = cells.map(cell => ({ cell, count: cell.patients.size, reason: 'fresh' as const, group: null }))
    const both = { decided, cells: decided.map(({ cell, count }) => ({ ...cell, count })) as never }
    expect(narrowedGroups(readTables([cells], [both]), 5)).toEqual(['14 can only be 1'])
  })

  it('finds it through three margins at once: drug, tissue and total', () => {
    const rest = range(21, 40)
    const cells = [
      treated('total', 'T', new Set([...FOURTEEN, ...rest])),
      treated('drugs', 'd', FOURTEEN),
      treated('drugs', 'e', rest),
      treated('tumour', 't', range(1, 13)),
      treated('tumour', 'u', new Set([14, ...rest])),
    ]
    const table = protect(cells)
    expect(narrowedGroups(readTables([cells], [table]), 5)).toEqual([])
    expect(Object.values(countsOf(table)).filter(count => count !== 'masked').length).toBeGreaterThanOrEqual(3)
  })

  it('publishes an atom of six beside its parent', () => {
    for (const [, [all, part]] of nested as [string, [ExactCell, ExactCell]][]) {
      const cells = [all, { ...part, patients: range(1, 8) }]
      expect(countsOf(protect(cells))).toEqual({ all: 14, part: 8 })
    }
  })
})

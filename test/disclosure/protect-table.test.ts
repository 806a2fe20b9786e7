import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type ExactCell, ExactTable } from '../../src/disclosure/exact-table.ts'
import { protectTable } from '../../src/disclosure/protect-table.ts'

/** Patients `from`..`to`, both included. */
const range = (from: number, to: number) => new Set(Array.from({ length: to - from + 1 }, (_, i) => from + i))
const cell = (kind: ExactCell['kind'], code: string, patients: ReadonlySet<number>): ExactCell => ({
  denominator: 'treated',
  kind,
  code,
  patients,
})

function counts(...cells: ExactCell[]): Record<string, number | 'masked'> {
  const protectedCells = protectTable(new ExactTable(cells), { k: 5 })
  return Object.fromEntries(protectedCells.map(({ code, count }) => [code, count]))
}

describe('protecting a table', () => {
  it('masks 0 and 4 alike and shows 5', () => {
    const shown = counts(
      cell('cohort', 'none', new Set()),
      cell('cohort', 'four', range(1, 4)),
      cell('cohort', 'five', range(11, 15)),
    )
    expect(shown).toEqual({ none: 'masked', four: 'masked', five: 5 })
  })

  it('masks the margin when what it leaves beside its shown cells is small', () => {
    const shown = counts(
      cell('drugs', 'a', range(1, 10)),
      cell('cohort', 'a1', range(1, 7)),
      cell('cohort', 'a2', range(8, 10)),
    )
    expect(shown).toEqual({ a: 'masked', a1: 7, a2: 'masked' })
  })

  it('shows the margin when nothing or enough is left', () => {
    expect(counts(cell('drugs', 'a', range(1, 7)), cell('cohort', 'a1', range(1, 7)))).toEqual({ a: 7, a1: 7 })
    expect(counts(cell('drugs', 'a', range(1, 12)), cell('cohort', 'a1', range(1, 7)))).toEqual({ a: 12, a1: 7 })
  })

  it('counts a patient of two cohorts once', () => {
    // Cohorts of 7 and 6 share three patients: together 10 of 13. Their sum, 13, would look as if nothing were left.
    const shown = counts(
      cell('drugs', 'a', range(1, 13)),
      cell('cohort', 'a1', range(1, 7)),
      cell('cohort', 'a2', range(5, 10)),
    )
    expect(shown).toEqual({ a: 'masked', a1: 7, a2: 6 })
  })

  it('tries parts of the shown cells, not only all of them', () => {
    // Both together leave nothing of 10; the first alone leaves three.
    const shown = counts(
      cell('drugs', 'a', range(1, 10)),
      cell('cohort', 'a1', range(1, 7)),
      cell('cohort', 'a2', range(5, 10)),
    )
    expect(shown).toEqual({ a: 'masked', a1: 7, a2: 6 })
  })

  it('keeps a total whose small remainder was masked with the margin in between', () => {
    // The margin of 10 is masked (10 - 7 = 3); the total of 30 then leaves 23 beside the cohort.
    const shown = counts(
      cell('total', '*', range(1, 30)),
      cell('drugs', 'a', range(1, 10)),
      cell('cohort', 'a1', range(1, 7)),
    )
    expect(shown).toEqual({ '*': 30, a: 'masked', a1: 7 })
  })

  it('does not let a masked margin be found through the total and its neighbours', () => {
    // Tissue B of 10 is masked, since its cohort of 7 would leave 3. Total 22 less tissue A of 12 is B again.
    const shown = counts(
      cell('total', '*', range(1, 22)),
      cell('tumour', 'A', range(1, 12)),
      cell('tumour', 'B', range(13, 22)),
      cell('cohort', 'b1', range(13, 19)),
    )
    expect(shown).toEqual({ '*': 'masked', A: 12, B: 'masked', b1: 7 })
  })

  it('does not mask a total for what only a tissue and a drug together would leave', () => {
    // One patient is neither in tissue B nor on drug a, but no table tells how tissue and drug overlap.
    const shown = counts(
      cell('total', '*', range(1, 20)),
      cell('tumour', 'A', range(1, 10)),
      cell('tumour', 'B', range(11, 20)),
      cell('drugs', 'a', range(2, 14)),
      cell('drugs', 'b', new Set([1, ...range(15, 20)])),
    )
    expect(shown).toEqual({ '*': 20, A: 10, B: 10, a: 13, b: 7 })
  })

  it('settles smaller cells first, so that a masked margin costs its total nothing', () => {
    // The margin of 10 is masked (10 - 7 = 3). Against the total of 12 stands only the cohort then: 5 are left.
    const shown = counts(
      cell('total', '*', range(1, 12)),
      cell('drugs', 'a', range(1, 10)),
      cell('cohort', 'a1', range(1, 7)),
    )
    expect(shown).toEqual({ '*': 12, a: 'masked', a1: 7 })
  })

  it('masks a kind of cell that the lines do not know', () => {
    const unknown: ExactCell = { ...cell('drugs', 'a', range(1, 50)), denominator: 'screened' }
    expect(counts(unknown)).toEqual({ a: 'masked' })
  })

  it('masks screened patients of whom only a few were not treated', () => {
    const screened: ExactCell = { ...cell('tumour', 'BOWEL', range(1, 12)), denominator: 'screened' }
    const cells = protectTable(new ExactTable([screened, cell('tumour', 'BOWEL', range(1, 9))]), { k: 5 })
    expect(cells.map(({ denominator, count }) => [denominator, count])).toEqual([
      ['screened', 'masked'],
      ['treated', 9],
    ])
  })

  it('lists every cell once, sorted, whatever the order it was given', () => {
    const cells = [cell('total', '*', range(1, 9)), cell('cohort', 'b', range(1, 9)), cell('cohort', 'B', new Set())]
    const listed = protectTable(new ExactTable(cells), { k: 5 })
    expect(listed.map(({ code }) => code)).toEqual(['B', 'b', '*'])
    expect(protectTable(new ExactTable(cells.reverse()), { k: 5 })).toEqual(listed)
  })
})

describe('an exact table', () => {
  const exact = new ExactTable([cell('total', 'canary', range(1, 3))])

  it('cannot be written as JSON, alone or inside something else', () => {
    expect(() => JSON.stringify(exact)).toThrow(TypeError)
    expect(() => JSON.stringify({ table: [exact] })).toThrow(TypeError)
  })

  it('shows nothing in a log', () => {
    expect(inspect({ exact }, { depth: 9, showHidden: true })).not.toContain('canary')
    expect(Object.keys(structuredClone({ ...exact }))).toEqual([])
  })
})

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type ExactCell, ExactTable } from '../../src/disclosure/exact-table.ts'
import { countsOf, protect, protectAll, range, treated } from '../support/protection.ts'

const counts = (...cells: ExactCell[]) => countsOf(protect(cells))
const shownOf = (cells: Record<string, number | 'masked'>) => Object.values(cells).filter(count => count !== 'masked')

describe('protecting a table', () => {
  it('masks 0 and 4 alike and shows 5', () => {
    const cells = [
      treated('cohort', 'none', new Set()),
      treated('cohort', 'four', range(1, 4)),
      treated('cohort', 'five', range(11, 15)),
    ]
    expect(counts(...cells)).toEqual({ none: 'masked', four: 'masked', five: 5 })
  })

  it('masks the cheaper cell where two together leave a small remainder', () => {
    const cells = [
      treated('drugs', 'a', range(1, 10)),
      treated('cohort', 'a1', range(1, 7)),
      treated('cohort', 'a2', range(8, 10)),
    ]
    expect(counts(...cells)).toEqual({ a: 'masked', a1: 7, a2: 'masked' })
  })

  it('shows the margin when nothing or enough is left', () => {
    expect(counts(treated('drugs', 'a', range(1, 7)), treated('cohort', 'a1', range(1, 7)))).toEqual({ a: 7, a1: 7 })
    expect(counts(treated('drugs', 'a', range(1, 12)), treated('cohort', 'a1', range(1, 7)))).toEqual({ a: 12, a1: 7 })
  })

  it('counts a patient of two cohorts once', () => {
    // Cohorts of 7 and 6 share three patients: together 10 of 13. Their sum, 13, would look as if nothing were left.
    const cells = [
      treated('drugs', 'a', range(1, 13)),
      treated('cohort', 'a1', range(1, 7)),
      treated('cohort', 'a2', range(5, 10)),
    ]
    expect(shownOf(counts(...cells)).length).toBeLessThan(3)
  })

  it('does not let a masked margin be found through the total and its neighbours', () => {
    // Tissue B of 10 beside its cohort of 7 leaves 3; the total of 22 less tissue A of 12 is B again.
    const cells = [
      treated('total', '*', range(1, 22)),
      treated('tumour', 'A', range(1, 12)),
      treated('tumour', 'B', range(13, 22)),
      treated('cohort', 'b1', range(13, 19)),
    ]
    const shown = counts(...cells)
    expect(shown['b1']).toBe(7)
    expect(shown['B']).toBe('masked')
    expect([shown['*'], shown['A']]).toContain('masked')
  })

  it('looks at tissues and drugs at once', () => {
    // Four patients of tissue B are on drug a; with all four margins nobody can doubt that they are at least three. Any
    // three of the margins tell the fourth, so two have to go.
    const cells = [
      treated('tumour', 'A', range(1, 10)),
      treated('tumour', 'B', range(11, 20)),
      treated('drugs', 'a', range(2, 14)),
      treated('drugs', 'b', new Set([1, ...range(15, 20)])),
    ]
    expect(shownOf(counts(...cells))).toHaveLength(2)
  })

  it('masks screened patients of whom only a few were not treated', () => {
    const screened: ExactCell = { ...treated('tumour', 'BOWEL', range(1, 12)), denominator: 'screened' }
    const shown = protect([screened, treated('tumour', 'BOWEL', range(1, 9))]).cells.map(({ count }) => count)
    expect(shown.filter(count => count === 'masked')).toHaveLength(1)
    const many: ExactCell = { ...screened, patients: range(1, 14) }
    expect(protect([many, treated('tumour', 'BOWEL', range(1, 9))]).cells.map(({ count }) => count)).toEqual([14, 9])
  })

  it('lists every cell once, sorted, whatever the order it was given', () => {
    const cells = [
      treated('total', '*', range(1, 9)),
      treated('cohort', 'b', range(1, 9)),
      treated('cohort', 'B', new Set()),
    ]
    const listed = protect(cells).cells
    expect(listed.map(({ code }) => code)).toEqual(['B', 'b', '*'])
    expect(protect(cells.toReversed()).cells).toEqual(listed)
  })

  it('is the same for the same secret', () => {
    const cells = Array.from({ length: 7 }, (_, i) => treated('cohort', String(i), range(i * 4, i * 4 + 6)))
    expect(protect(cells, { seed: 7 })).toEqual(protect(cells, { seed: 7 }))
  })

  it('masks more, never less, where there is no time', () => {
    const cells = [
      treated('drugs', 'a', range(1, 10)),
      treated('cohort', 'a1', range(1, 7)),
      treated('cohort', 'free', range(21, 30)),
    ]
    const hurried = protect(cells, { seconds: 0 })
    expect(countsOf(hurried)).toEqual({ a: 'masked', a1: 7, free: 10 })
    expect(hurried.work).toMatchObject({ undecided: true, programs: 0 })
    expect(hurried.decided.filter(({ reason }) => reason === 'undecided').map(({ cell }) => cell.code)).toEqual(['a'])
  })
})

describe('a later table', () => {
  const cohort = (patients: ReadonlySet<number>) => [treated('cohort', 'c', patients)]
  const shown = (...cuts: readonly ReadonlySet<number>[]) =>
    protectAll(cuts.map(cohort)).map(table => countsOf(table)['c'])

  it('keeps what it showed until k patients have changed, counted against what was shown', () => {
    expect(shown(range(1, 10), range(1, 12), range(1, 14), range(1, 16))).toEqual([10, 10, 10, 16])
    expect(shown(range(1, 10), range(1, 15))).toEqual([10, 15])
  })

  it('keeps it where one joined and one left, and where nothing happened', () => {
    expect(shown(range(1, 10), range(2, 11))).toEqual([10, 10])
    expect(shown(range(1, 10), range(1, 10))).toEqual([10, 10])
  })

  it('says whether it is the same patients or not, and shows the number either way, k too', () => {
    for (const [now, reason] of [
      [range(1, 5), 'unchanged'],
      [range(1, 6), 'few-changed'],
    ] as const) {
      const [, later] = protectAll([cohort(range(1, 5)), cohort(now)])
      expect(later?.decided[0]).toMatchObject({ count: 5, reason })
    }
  })

  it('keeps it however many came and went, while the number changes by less than k', () => {
    // Three joined and two left: shown anew, 11 would tell that two left at least, since fewer changes are not told.
    for (const now of [range(3, 13), range(4, 13), new Set([...range(6, 10), 11])]) {
      const [, later] = protectAll([cohort(range(1, 10)), cohort(now)])
      expect(later?.decided[0]).toMatchObject({ count: 10, reason: 'few-changed' })
    }
  })

  it('shows it anew where one of many left, and nobody can tell', () => {
    const [, later] = protectAll([cohort(range(1, 10)), cohort(range(2, 17))])
    expect(later?.decided[0]).toMatchObject({ count: 16, reason: 'fresh' })
  })

  it('keeps it where all but a few left, since they would be known', () => {
    // 14, then 7 of whom four are new: at least seven left, and the difference is free; 14, then 9 new: nobody stayed.
    const [, free] = protectAll([cohort(range(1, 14)), cohort(new Set([...range(1, 3), ...range(15, 18)]))])
    expect(free?.decided[0]).toMatchObject({ count: 7, reason: 'fresh' })
  })

  it('never shows a cell again as masked that was shown, and tells nothing by it', () => {
    const [, later] = protectAll([cohort(range(1, 10)), cohort(range(1, 2))])
    expect(later?.decided[0]).toMatchObject({ count: 10, reason: 'below-k' })
  })

  it('keeps beside a kept cell what would give its change away', () => {
    const cut = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [
      treated('drugs', 'd', new Set([...a, ...b])),
      treated('cohort', 'a', a),
      treated('cohort', 'b', b),
    ]
    const [, later] = protectAll([cut(range(1, 10), range(21, 30)), cut(range(1, 16), range(21, 31))])
    // Cohort a grows by 6 and b by 1, drug d by 7: a and d together would tell the one.
    const after = later === undefined ? {} : countsOf(later)
    expect(after['b']).toBe(10)
    expect([after['a'], after['d']]).not.toEqual([16, 27])
    const [, open] = protectAll([cut(range(1, 10), range(21, 30)), cut(range(1, 16), range(21, 26))])
    expect(open).toBeDefined()
  })

  it('is audited as strictly as the mildest earlier policy allows, and says so', () => {
    const first = protect(cohort(range(1, 6)))
    const later = protect(cohort(range(1, 6)), { earlier: first.fresh, k: 8 })
    expect(later.auditedBelow).toBe(5)
    expect(countsOf(later)['c']).toBe('masked')
    expect(protect(cohort(range(1, 14)), { earlier: first.fresh, k: 8 }).decided[0]).toMatchObject({ count: 14 })
  })
})

describe('an exact table', () => {
  const exact = new ExactTable([treated('total', 'canary', range(1, 3))])

  it('cannot be written as JSON, alone or inside something else', () => {
    expect(() => JSON.stringify(exact)).toThrow(new TypeError('an exact table is not written'))
    expect(() => JSON.stringify({ table: [exact] })).toThrow(TypeError)
  })

  it('shows its name in a log and nothing else', () => {
    expect(inspect({ exact }, { depth: 9, showHidden: true })).toBe('{ exact: ExactTable }')
    expect(Object.keys(structuredClone({ ...exact }))).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExactCell, ExactTable } from '../../src/disclosure/exact-table.ts'
import { isOnLine, LINES } from '../../src/disclosure/lines.ts'
import { protectTable } from '../../src/disclosure/protect-table.ts'

const K = 3

const level = fc.constantFrom(
  ...([
    'treated tumour',
    'treated drugs',
    'treated cohort',
    'screened tumour',
    'screened total',
    'treated total',
  ] as const),
)

/** Up to 14 patients in up to 8 cells, which nest and overlap as they like. */
const world = fc
  .array(fc.tuple(level, fc.uniqueArray(fc.nat(13), { maxLength: 14 })), { minLength: 1, maxLength: 8 })
  .map(drawn =>
    drawn.map(([name, patients], position): ExactCell => {
      const [denominator, kind] = name.split(' ') as [ExactCell['denominator'], ExactCell['kind']]
      return { denominator, kind, code: String(position), patients: new Set(patients) }
    }),
  )

/** By hand: on every line of `outer`, every choice of shown cells inside it. */
function smallRemainders(outer: ExactCell, shown: readonly ExactCell[]): number[] {
  const inside = shown.filter(inner => inner !== outer && [...inner.patients].every(p => outer.patients.has(p)))
  return LINES.filter(line => isOnLine(outer, line))
    .map(line => inside.filter(inner => isOnLine(inner, line)))
    .flatMap(cells => remainders(outer, cells))
    .filter(size => size >= 1 && size < K)
}

function remainders(outer: ExactCell, inside: readonly ExactCell[]): number[] {
  return Array.from({ length: 2 ** inside.length }, (_, choice) => {
    const covered = new Set(inside.flatMap((cell, bit) => ((choice >> bit) & 1 ? [...cell.patients] : [])))
    return [...outer.patients].filter(patient => !covered.has(patient)).length
  })
}

function shownOf(cells: readonly ExactCell[]): ExactCell[] {
  const counts = new Map(protectTable(new ExactTable(cells), { k: K }).map(cell => [cell.code, cell.count]))
  return cells.filter(cell => counts.get(cell.code) !== 'masked')
}

describe('a protected table', () => {
  it('shows exact counts, none below k, and leaves no small remainder beside any choice of shown cells', () => {
    fc.assert(
      fc.property(world, cells => {
        const listed = protectTable(new ExactTable(cells), { k: K })
        for (const cell of listed) {
          const size = cells.find(({ code }) => code === cell.code)?.patients.size ?? 0
          if (cell.count !== 'masked') expect(cell.count).toBe(size)
          if (size < K) expect(cell.count).toBe('masked')
        }
        const shown = shownOf(cells)
        for (const cell of shown) expect(smallRemainders(cell, shown)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('masks a cell of k and more only where showing it beside the smaller shown ones would leave a small remainder', () => {
    fc.assert(
      fc.property(world, cells => {
        const shown = shownOf(cells)
        for (const cell of cells.filter(({ patients }) => patients.size >= K)) {
          if (!shown.includes(cell)) expect(smallRemainders(cell, shown)).not.toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  })
})

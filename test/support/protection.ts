/** Protects small made-up tables with the real solver. Patients are numbers. */
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { ExactTable } from '../../src/disclosure/exact-table.ts'
import { type EarlierCell, type ProtectedTable, protectTable } from '../../src/disclosure/protect-table.ts'
import { openHighs } from '../../src/engine/highs-solver.ts'
import { seededRandom } from './seeded-random.ts'

export const solver = await openHighs()

/** Patients `from`..`to`, both included. */
export const range = (from: number, to: number) => new Set(Array.from({ length: to - from + 1 }, (_, i) => from + i))

export const treated = (kind: ExactCell['kind'], code: string, patients: ReadonlySet<number>): ExactCell => ({
  denominator: 'treated',
  kind,
  code,
  patients,
})

export const screened = (kind: ExactCell['kind'], code: string, patients: ReadonlySet<number>): ExactCell => ({
  ...treated(kind, code, patients),
  denominator: 'screened',
})

export function protect(
  cells: readonly ExactCell[],
  {
    earlier = [],
    k = 5,
    seed = 1,
    seconds = 60,
  }: {
    readonly earlier?: readonly EarlierCell[]
    readonly k?: number
    readonly seed?: number
    readonly seconds?: number
  } = {},
): ProtectedTable {
  return protectTable({
    table: new ExactTable(cells),
    earlier,
    policy: { k },
    solver,
    random: seededRandom(seed),
    secondsLeft: () => seconds,
  })
}

/** Counts by code. */
export function countsOf({ cells }: ProtectedTable): Record<string, number | 'masked'> {
  return Object.fromEntries(cells.map(({ code, count }) => [code, count]))
}

/** The tables of several cuts, one after the other; each sees all before it. */
export function protectAll(cuts: readonly (readonly ExactCell[])[], seed = 1): readonly ProtectedTable[] {
  const earlier: EarlierCell[] = []
  return cuts.map((cells, cut) => {
    const table = protect(cells, { earlier: [...earlier], seed: seed + cut })
    earlier.push(...table.fresh)
    return table
  })
}

/**
 * What shown cells imply of a cohort by inclusion: at least the largest part of it that is shown, at most the least shown
 * cell that holds it. Nothing tighter, nothing that looks at masked cells, and the number of a cell that *is* the cohort
 * before everything else. Cells of different data cuts may contradict each other; then the wider of the two holds.
 */
import type { Within } from '../cohort/lies-within.ts'
import { type CellName, type IndexedTable, TOTAL_CODE } from './index-table.ts'

export interface Bounds {
  readonly from: number
  /** Null where no shown cell holds the cohort. */
  readonly to: number | null
  /** Whether the cohort is itself what a cell counts, shown or not. */
  readonly isCell: boolean
  /** Whether they are the number that this cell shows. */
  readonly isShown: boolean
}

/** Treated patients of the cohort of this key. */
export function boundsOfNamed(key: string, table: IndexedTable, terms: NamedTerms): Bounds {
  const shown = table.shownCount({ denominator: 'treated', kind: 'cohort', code: key })
  if (shown !== undefined) return exactly(shown)
  const cohort = terms.readNamedCohort(key)
  if (cohort === null) return bounded({ from: 0, to: null, isCell: true })
  const holding = [treated('total', TOTAL_CODE), treated('drugs', cohort.drugs)]
  if (cohort.tissue !== null) holding.push(treated('tumour', cohort.tissue))
  return bounded({ from: 0, to: least(holding.map(cell => table.shownCount(cell))), isCell: true })
}

type NamedTerms = {
  readNamedCohort(key: string): { readonly drugs: string; readonly tissue: string | null } | null
}

/** Treated patients within. A patient may be in two cohorts, on two drugs and in two tissues: parts are not added from below. */
export function boundsWithin(within: Within, table: IndexedTable): Bounds {
  const own = cellThatIs(within)
  const shown = own === null ? undefined : table.shownCount(own)
  if (shown !== undefined) return exactly(shown)
  const parts = [
    table.parts.largestCohort(within),
    table.parts.largestDrugs(within),
    ...within.wholeTissues.map(tissue => table.shownCount(treated('tumour', tissue)) ?? 0),
  ]
  const holding = [
    table.shownCount(treated('total', TOTAL_CODE)),
    within.onlyDrugs === null ? undefined : table.shownCount(treated('drugs', within.onlyDrugs)),
    within.tissues === null
      ? undefined
      : sumOf(within.tissues.map(tissue => table.shownCount(treated('tumour', tissue)))),
  ]
  return bounded({ from: Math.max(0, ...parts), to: least(holding), isCell: own !== null })
}

/** The one cell that counts the same patients. */
function cellThatIs({ isOpen, holdsDrugs, onlyDrugs, tissues, wholeTissues }: Within): CellName | null {
  if (isOpen) return treated('total', TOTAL_CODE)
  if (onlyDrugs !== null && holdsDrugs(onlyDrugs)) return treated('drugs', onlyDrugs)
  const [only, ...others] = tissues ?? []
  const isOneTissue = only !== undefined && others.length === 0 && wholeTissues.includes(only)
  return isOneTissue ? treated('tumour', only) : null
}

function treated(kind: CellName['kind'], code: string): CellName {
  return { denominator: 'treated', kind, code }
}

export function exactly(count: number): Bounds {
  return { from: count, to: count, isCell: true, isShown: true }
}

/** What other cells imply; the wider of the two where they contradict each other. */
export function bounded({ from, to, isCell }: Omit<Bounds, 'isShown'>): Bounds {
  const isShown = false
  return to === null || from <= to
    ? { from, to, isCell, isShown }
    : { from: Math.max(0, to), to: from, isCell, isShown }
}

export function least(counts: readonly (number | undefined)[]): number | null {
  const shown = counts.filter(count => count !== undefined)
  return shown.length === 0 ? null : Math.min(...shown)
}

/** Undefined where one of them is not shown. */
export function sumOf(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  )
}

/**
 * From exact cells to those that may be published. What is promised, and what is not yet, is in the README of this
 * folder.
 */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { Branded } from '../model/ids.ts'
import type { ExactCell, ExactTable } from './exact-table.ts'
import { isOnLine, LINES } from './lines.ts'

/** Minted here alone. */
export type ProtectedCells = Branded<NationalTable['cells'], 'ProtectedCells'>

/**
 * Masks every cell below k; then every cell that, less any choice of the shown cells of one line inside it, would leave
 * 1..k-1 distinct patients. Sorted by denominator, kind and code.
 */
export function protectTable(table: ExactTable, policy: Pick<DisclosurePolicy, 'k'>): ProtectedCells {
  const shown = shownCells(table.cells, policy.k)
  const cells = table.cells.map(cell => ({
    denominator: cell.denominator,
    kind: cell.kind,
    code: cell.code,
    count: shown.has(cell) ? cell.patients.size : ('masked' as const),
  }))
  return cells.sort(byName) as ProtectedCells
}

/**
 * Smaller cells are settled first. Masking a cell only takes choices away from the others, so what was settled stays
 * settled and one pass is enough.
 */
function shownCells(cells: readonly ExactCell[], k: number): ReadonlySet<ExactCell> {
  const shown = new Set(cells.filter(cell => cell.patients.size >= k))
  for (const cell of [...shown].sort((a, b) => a.patients.size - b.patients.size)) {
    if (!mayStay(cell, shown, k)) shown.delete(cell)
  }
  return shown
}

/** A cell that is on no line was never thought of: it is not shown. */
function mayStay(cell: ExactCell, shown: ReadonlySet<ExactCell>, k: number): boolean {
  const inside = insideOf(cell, shown)
  const onLines = LINES.filter(line => isOnLine(cell, line)).map(line => inside.filter(inner => isOnLine(inner, line)))
  return onLines.length > 0 && onLines.every(inner => !leavesFew(cell, inner, k))
}

/** Shown cells all of whose patients are in `outer`: an asker who knows that can subtract them. */
function insideOf(outer: ExactCell, shown: ReadonlySet<ExactCell>): readonly ExactCell[] {
  return [...shown].filter(inner => inner !== outer && inner.patients.isSubsetOf(outer.patients))
}

/**
 * Whether some choice of the inner cells covers all but 1..k-1 patients. If one does, take a patient it leaves: the
 * choice of all inner cells without that patient covers at least as much and still leaves that patient. So it is enough
 * to try that choice for each patient, and patients of the same inner cells (a region) are tried once.
 */
function leavesFew(outer: ExactCell, inside: readonly ExactCell[], k: number): boolean {
  const regions = regionsOf(outer, inside)
  return regions.some(left => {
    const uncovered = regions.filter(region => region.cells.isSubsetOf(left.cells))
    return uncovered.reduce((patients, region) => patients + region.patients, 0) < k
  })
}

interface Region {
  /** Positions of the inner cells that hold these patients. */
  readonly cells: ReadonlySet<number>
  readonly patients: number
}

function regionsOf(outer: ExactCell, inside: readonly ExactCell[]): readonly Region[] {
  const cellsOf = new Map<number, number[]>([...outer.patients].map(patient => [patient, []]))
  inside.forEach((cell, position) => {
    for (const patient of cell.patients) cellsOf.get(patient)?.push(position)
  })
  const regions = new Map<string, { cells: ReadonlySet<number>; patients: number }>()
  for (const cells of cellsOf.values()) {
    const region = regions.get(cells.join()) ?? { cells: new Set(cells), patients: 0 }
    region.patients += 1
    regions.set(cells.join(), region)
  }
  return [...regions.values()]
}

function byName(a: NationalTable['cells'][number], b: NationalTable['cells'][number]): number {
  return compare(a.denominator, b.denominator) || compare(a.kind, b.kind) || compare(a.code, b.code)
}

/** By UTF-16 code unit, not by the machine's language. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

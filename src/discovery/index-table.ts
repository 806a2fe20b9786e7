/** A published table laid out for answering: a look-up a cell, whatever the size. */
import type { NationalTable } from '../model/generated/national-table.ts'
import type { PublishedTable } from './ports.ts'

export type CellKind = NationalTable['cells'][number]['kind']

/** Names a cell of treated patients. */
export interface CellName {
  readonly kind: CellKind
  readonly code: string
}

export interface IndexedTable {
  readonly published: PublishedTable
  /** Patients of a shown cell; undefined for masked cells and for cells that the table does not list, which look alike. */
  shownCount(cell: CellName): number | undefined
}

export const TOTAL: CellName = { kind: 'total', code: '*' }

export function indexTable(published: PublishedTable): IndexedTable {
  const shown = new Map<string, number>()
  for (const cell of published.table.cells) {
    if (cell.denominator === 'treated' && cell.count !== 'masked') shown.set(nameOf(cell), cell.count)
  }
  return { published, shownCount: cell => shown.get(nameOf(cell)) }
}

/** Kinds hold no blank, so that two cells never share a name. */
function nameOf(cell: CellName): string {
  return `${cell.kind} ${cell.code}`
}

import type { SheetHead } from '../model/local-export.ts'

/** Where the columns of one sheet stand, whatever their order and the case of their names. */
export interface Columns {
  /** -1 where the sheet has no such column. */
  positionOf(name: string): number
  /** Name as the file spells it; null where the sheet has no such column. */
  spelling(name: string): string | null
}

export type ColumnNames = string | readonly string[] | undefined

export function columnsOfSheet(head: SheetHead): Columns {
  // A Map, because a file may name a column `__proto__`.
  const positions = new Map(head.columns.map((name, position) => [name.trim().toLowerCase(), position]))
  const positionOf = (name: string): number => positions.get(name.toLowerCase()) ?? -1
  return { positionOf, spelling: name => head.columns[positionOf(name)]?.trim() ?? null }
}

export function asList(columns: ColumnNames): readonly string[] {
  if (columns === undefined) return []
  return typeof columns === 'string' ? [columns] : columns
}

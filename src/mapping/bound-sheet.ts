import type { LocalRow, LocalSheet } from '../model/local-export.ts'
import type { Mapping } from './mapping.ts'

/** Reads cells of one sheet by column name, whatever the order of its columns and the case of their names. */
export interface BoundSheet {
  readonly sheet: LocalSheet
  /** Trimmed cell; empty where the cell is empty, holds an NA token, or the sheet has no such column. */
  cell(row: LocalRow, column: string): string
  /** As `cell`, from the first column that is filled. */
  firstFilled(row: LocalRow, columns: ColumnNames): { readonly column: string; readonly text: string }
  /** Name as the file spells it; null where the sheet has no such column. */
  spelling(column: string): string | null
}

export type ColumnNames = string | readonly string[] | undefined

export function bindSheet(mapping: Mapping, sheet: LocalSheet): BoundSheet {
  // A Map, because a file may name a column `__proto__`.
  const positions = new Map(sheet.columns.map((name, position) => [name.trim().toLowerCase(), position]))
  const found = new Map<string, number>()

  function positionOf(column: string): number {
    const known = found.get(column)
    if (known !== undefined) return known
    const position = positions.get(column.toLowerCase()) ?? -1
    found.set(column, position)
    return position
  }

  function cell(row: LocalRow, column: string): string {
    const text = (row.cells[positionOf(column)] ?? '').trim()
    return mapping.naTokens.has(text.toLowerCase()) ? '' : text
  }

  function firstFilled(row: LocalRow, columns: ColumnNames) {
    for (const column of asList(columns)) {
      const text = cell(row, column)
      if (text !== '') return { column, text }
    }
    return { column: '', text: '' }
  }

  return {
    sheet,
    cell,
    firstFilled,
    spelling: column => sheet.columns[positionOf(column)]?.trim() ?? null,
  }
}

export function asList(columns: ColumnNames): readonly string[] {
  if (columns === undefined) return []
  return typeof columns === 'string' ? [columns] : columns
}

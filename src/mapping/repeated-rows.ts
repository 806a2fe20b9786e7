import type { LocalRow, LocalSheet } from '../model/local-export.ts'

export interface SortedRows {
  /** The first of each, in the order of the file. */
  readonly kept: readonly LocalRow[]
  readonly repeated: readonly LocalRow[]
}

/** Rows are the same where all their trimmed cells are, those of columns that nothing reads included. */
export function sortOutRepeatedRows(sheet: LocalSheet): SortedRows {
  const seen = new Set<string>()
  const kept: LocalRow[] = []
  const repeated: LocalRow[] = []
  for (const row of sheet.rows) {
    const content = contentOf(row)
    if (seen.has(content)) repeated.push(row)
    else {
      seen.add(content)
      kept.push(row)
    }
  }
  return { kept, repeated }
}

function contentOf(row: LocalRow): string {
  const cells = row.cells.map(cell => cell.trim())
  while (cells.at(-1) === '') cells.pop()
  // No cell holds a NUL: a source refuses files that do.
  return cells.join('\u0000')
}

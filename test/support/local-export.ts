import type { LocalExport, LocalSheet } from '../../src/model/local-export.ts'

/** Cells of one row by variable name; those not named are empty. */
export type RowCells = Readonly<Record<string, string>>

/**
 * An export in memory: sheet key to its rows. Columns are those that any row names, in that order, `SubjectId` first;
 * data begin on line 3, as below two header lines. The required sheets coh, dm and tr are there, empty, unless given.
 */
export function aLocalExport(sheets: Readonly<Record<string, readonly RowCells[]>>): LocalExport {
  const all = { coh: [], dm: [], tr: [], ...sheets }
  return { sheets: new Map(Object.entries(all).map(([key, rows]) => [key, aLocalSheet(key, rows)])) }
}

export function aLocalSheet(key: string, rows: readonly RowCells[]): LocalSheet {
  const named = rows.flatMap(row => Object.keys(row))
  const columns = [...new Set(['SubjectId', ...(key === 'coh' ? ['COHORTNAME'] : []), ...named])]
  return {
    key,
    columns,
    rows: rows.map((row, index) => ({ line: index + 3, cells: columns.map(column => row[column] ?? '') })),
  }
}

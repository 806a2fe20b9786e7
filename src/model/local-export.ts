/** What a source of sheets yields: cells as typed, each row with the physical line where it begins. */
export interface LocalRow {
  readonly line: number
  /** Cells as typed, aligned with the sheet's columns; missing trailing cells are empty. */
  readonly cells: readonly string[]
}

export interface LocalSheet {
  /** Lower-case key: `coh`, `tr`, `consent`. */
  readonly key: string
  /** Variable names as the file spells them. */
  readonly columns: readonly string[]
  readonly rows: readonly LocalRow[]
}

export interface LocalExport {
  readonly sheets: ReadonlyMap<string, LocalSheet>
}

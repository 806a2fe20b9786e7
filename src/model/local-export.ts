/** What a source of rows yields: cells as typed, each row with the line where it begins. */
export interface LocalRow {
  /** Physical line of the file; of a source without lines the row's number in its sheet. */
  readonly line: number
  /** Cells as typed, aligned with the sheet's columns; missing trailing cells are empty. */
  readonly cells: readonly string[]
}

export interface SheetHead {
  /** Lower-case key: `coh`, `tr`, `consent`. */
  readonly key: string
  /** Variable names as the file spells them. */
  readonly columns: readonly string[]
}

export interface LocalSheet extends SheetHead {
  readonly rows: readonly LocalRow[]
}

export interface LocalExport {
  readonly sheets: ReadonlyMap<string, LocalSheet>
}

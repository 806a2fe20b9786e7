/** A plot and its twin: the same content as a table, for those who read rather than see. */
export interface TableData {
  readonly caption: string
  /** Of the columns; the first column holds the names of the rows. */
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface Plot {
  /** File name without ending, e.g. `forest`. */
  readonly id: string
  readonly title: string
  readonly svg: string
  readonly width: number
  readonly height: number
  readonly table: TableData
}

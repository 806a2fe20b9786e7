/** Cells of a row by the name of their column: names become positions once for each sheet. */

import { remember } from '../model/remember.ts'
import { asList, type ColumnNames, type Columns } from './columns.ts'
import type { Mapping } from './mapping.ts'

export type Cells = readonly string[]

export type FieldValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>

/** Value of a field; null where the row holds none that can be read. */
export type ReadField = (cells: Cells) => FieldValue

/** What the fields of one sheet share while they are compiled. */
export interface Place {
  readonly mapping: Mapping
  readonly columns: Columns
  /** Number of columns. */
  readonly width: number
  /** Trimmed cell; empty where it is empty or holds an NA token. */
  readonly clean: (cell: string | undefined) => string
}

/** The cell under a column; empty where the sheet has no such column. */
export function compileCell({ columns, clean }: Place, column: string): (cells: Cells) => string {
  const position = columns.positionOf(column)
  return position < 0 ? () => '' : cells => clean(cells[position])
}

/** The first filled cell of several columns. */
export function compileFirstFilled(place: Place, names: ColumnNames): (cells: Cells) => string {
  const reads = asList(names)
    .filter(name => place.columns.positionOf(name) >= 0)
    .map(name => compileCell(place, name))
  const [only, ...others] = reads
  if (only === undefined) return () => ''
  if (others.length === 0) return only
  return cells => {
    for (const read of reads) {
      const text = read(cells)
      if (text !== '') return text
    }
    return ''
  }
}

export function orNull(text: string): string | null {
  return text === '' ? null : text
}

/** Reads the first filled of some columns by a function of its text, remembering what it said. */
export function compileMemo(place: Place, column: ColumnNames, answer: (text: string) => FieldValue): ReadField {
  const read = compileFirstFilled(place, column)
  const known = remember(answer)
  return cells => {
    const text = read(cells)
    return text === '' ? null : known(text)
  }
}

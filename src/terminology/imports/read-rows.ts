/** Rows of an official list as text: a header, a separator that is found in it, every row as long as the header. */
import { parse } from 'csv-parse/sync'
import { badFile, type ImportKind } from './content.ts'

export interface ListRows {
  /** Lower-case names of the columns. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const SEPARATORS = ['\t', ';', ',']

/** A row shorter than the header means a file that was cut off. */
export function readListRows(kind: ImportKind, text: string): ListRows {
  const [head = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  const delimiter = SEPARATORS.toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ','
  const records = parseText(kind, text, delimiter)
  const [columns = [], ...rows] = records
  const short = rows.findIndex(row => row.length !== columns.length)
  if (short >= 0)
    throw badFile(kind, `entry ${short + 1} has not as many cells as the header, so the file is not whole`)
  if (rows.length === 0) throw badFile(kind, 'it has no entries')
  return { columns: columns.map(name => name.trim().toLowerCase()), rows }
}

function parseText(kind: ImportKind, text: string, delimiter: string): string[][] {
  try {
    // Tab-separated lists of HGNC quote no cell but those that hold a separator of their own.
    return parse(text, { bom: true, delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true })
  } catch {
    throw badFile(kind, 'it is no list of separated cells, or a quote is not closed')
  }
}

/** Position of the first of several names; the official lists changed theirs. */
export function columnAt(kind: ImportKind, { columns }: ListRows, names: readonly string[]): number {
  const at = columns.findIndex(column => names.includes(column))
  if (at < 0) throw badFile(kind, `it has no column ${names.join(' or ')}`)
  return at
}

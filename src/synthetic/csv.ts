/** CSV as the eCRF system writes it: a line of labels, a line of variable names, then the rows. */
import type { Row } from './draft.ts'
import type { Column } from './sheets.ts'

export interface CsvLayout {
  readonly separator: ',' | ';'
  readonly lineEnd: '\n' | '\r\n'
  readonly byteOrderMark: boolean
}

export const usualLayout: CsvLayout = { separator: ',', lineEnd: '\n', byteOrderMark: false }

export interface WrittenSheet {
  readonly text: string
  /** For each row, the physical line (from 1) on which it begins; line breaks inside cells count. */
  readonly lines: readonly number[]
}

function cell(text: string): string {
  return /[",;\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function writeSheet(columns: readonly Column[], rows: readonly Row[], layout: CsvLayout): WrittenSheet {
  const join = (cells: readonly string[]): string => cells.map(cell).join(layout.separator)
  const written = [join(columns.map(column => column.label)), join(columns.map(column => column.name))]
  const lines: number[] = []
  let line = written.length + 1
  for (const row of rows) {
    const text = join(columns.map(column => row[column.name] ?? ''))
    lines.push(line)
    line += 1 + (text.match(/\n/g)?.length ?? 0)
    written.push(text)
  }
  const text = `${written.join(layout.lineEnd)}${layout.lineEnd}`
  return { text: layout.byteOrderMark ? `\uFEFF${text}` : text, lines }
}

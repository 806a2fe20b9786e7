import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { LocalRow, LocalSheet } from '../../model/local-export.ts'
import { type CsvReader, type CsvRecord, csvReader } from './csv-records.ts'
import { findHeader, isBlank, type SheetHeader } from './sheet-header.ts'
import { decodePieces, detectEncoding } from './text-encoding.ts'

/** The variable names stand within the first part of a file; a longer head is no header. */
const HEAD_CHARACTERS = 1 << 20

/**
 * Reads one CSV file of an export as a sheet. Refuses what cannot be read without guessing: `ingest/bad-csv` (no text,
 * unclosed quote), `ingest/no-subject-column`, `ingest/duplicate-column`. The errors name sheet and line, no content.
 */
export async function readSheet(
  file: FileHandle,
  key: string,
  onRows: (rows: number) => void = () => {},
): Promise<LocalSheet> {
  const encoding = await detectEncoding(file)
  if (encoding === null) {
    throw badCsv(key, 'begins as UTF-8 but is not', 'Save it again as CSV, UTF-8.')
  }
  let head = ''
  let body: SheetBody | null = null
  for await (const piece of decodePieces(file, encoding)) {
    if (piece.includes('\u0000')) {
      throw badCsv(key, 'is not text', 'Export it as CSV, not as a workbook; UTF-16 needs a byte order mark.')
    }
    if (body !== null) body.take(piece, onRows)
    else {
      head += piece
      if (head.length >= HEAD_CHARACTERS) body = openBody(key, head, onRows)
    }
  }
  body ??= openBody(key, head, onRows)
  return body.finish(onRows)
}

/** The rows below the header, as they come. */
interface SheetBody {
  take(piece: string, onRows: (rows: number) => void): void
  finish(onRows: (rows: number) => void): LocalSheet
}

function openBody(key: string, head: string, onRows: (rows: number) => void): SheetBody {
  const header = findHeader(head)
  if (header === null) throw noSubjectColumn(key, head)
  checkColumns(key, header)
  const body = sheetBody(key, header, csvReader(header.separator))
  body.take(head, onRows)
  return body
}

function sheetBody(key: string, header: SheetHeader, reader: CsvReader): SheetBody {
  const rows: LocalRow[] = []
  function keep(records: readonly CsvRecord[], onRows: (rows: number) => void): void {
    for (const record of records) {
      if (record.line > header.line && !isBlank(record)) rows.push(toRow(record, header.columns.length))
    }
    onRows(rows.length)
  }
  return {
    take: (piece, onRows) => keep(reader.push(piece), onRows),
    finish(onRows) {
      const { records, unclosedQuoteLine } = reader.end()
      if (unclosedQuoteLine !== null) {
        throw badCsv(key, `has a quote on line ${unclosedQuoteLine} that is never closed`, 'Export the sheet again.')
      }
      keep(records, onRows)
      return { key, columns: header.columns, rows }
    },
  }
}

/** Short rows get empty cells; cells beyond the columns stay where they are filled, so that mapping can refuse the row. */
function toRow({ line, cells }: CsvRecord, width: number): LocalRow {
  if (cells.length === width) return { line, cells }
  if (cells.length < width) return { line, cells: [...cells, ...Array<string>(width - cells.length).fill('')] }
  const beyond = cells.slice(width).some(cell => cell.trim() !== '')
  return { line, cells: beyond ? cells : cells.slice(0, width) }
}

/** With two columns of one name it could not be told which one is meant. */
function checkColumns(key: string, header: SheetHeader): void {
  const seen = new Set<string>()
  for (const column of header.columns) {
    const name = column.toLowerCase()
    if (name !== '' && seen.has(name)) {
      throw new NodeError('ingest/duplicate-column', `sheet ${key} names a column twice on line ${header.line}`, {
        hint: 'Column names are compared without case. Rename or remove one of the two.',
        detail: { sheet: key, line: header.line },
      })
    }
    seen.add(name)
  }
}

function noSubjectColumn(key: string, head: string): NodeError {
  const empty = head.trim() === ''
  return new NodeError('ingest/no-subject-column', `sheet ${key} ${empty ? 'is empty' : 'has no column SubjectId'}`, {
    hint: 'The line of variable names holds SubjectId; comma, semicolon or tab separate the columns. An empty form still has this line.',
    detail: { sheet: key },
  })
}

function badCsv(key: string, what: string, hint: string): NodeError {
  return new NodeError('ingest/bad-csv', `sheet ${key} ${what}`, { hint, detail: { sheet: key } })
}

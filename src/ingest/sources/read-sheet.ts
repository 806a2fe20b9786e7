import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { LocalRow } from '../../model/local-export.ts'
import type { RowBatch } from '../ports.ts'
import { type CsvReader, type CsvRecord, csvReader } from './csv-records.ts'
import { findHeader, isBlank, type SheetHeader } from './sheet-header.ts'
import { decodePieces, detectEncoding } from './text-encoding.ts'

/** The variable names stand within the first part of a file; a longer head is no header. */
const HEAD_CHARACTERS = 1 << 20

/**
 * Reads one CSV file of an export as a sheet, some rows at a time; a sheet without rows comes once. Refuses what cannot be
 * read without guessing: `ingest/bad-csv` (no text, unclosed quote, an end in the middle of a row),
 * `ingest/no-subject-column`, `ingest/duplicate-column`. The errors name sheet and line, no content.
 */
export async function* readSheet(file: FileHandle, key: string): AsyncGenerator<RowBatch> {
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
    if (body !== null) yield body.take(piece)
    else {
      head += piece
      if (head.length >= HEAD_CHARACTERS) {
        body = openBody(key, head)
        yield body.take(head)
      }
    }
  }
  if (body === null) {
    body = openBody(key, head)
    yield body.take(head)
  }
  yield body.finish()
}

/** The rows below the header, as they come. */
interface SheetBody {
  take(piece: string): RowBatch
  finish(): RowBatch
}

function openBody(key: string, head: string): SheetBody {
  const header = findHeader(head)
  if (header === null) throw noSubjectColumn(key, head)
  checkColumns(key, header)
  return sheetBody(key, header, csvReader(header.separator))
}

function sheetBody(key: string, header: SheetHeader, reader: CsvReader): SheetBody {
  const sheet = { key, columns: header.columns }
  const width = header.columns.length
  function batchOf(records: readonly CsvRecord[]): RowBatch {
    const rows: LocalRow[] = []
    for (const record of records) {
      if (record.line > header.line && !isBlank(record)) rows.push(toRow(record, width))
    }
    return { sheet, rows }
  }
  return {
    take: piece => batchOf(reader.push(piece)),
    finish() {
      const { records, unclosedQuoteLine, isLineOpen } = reader.end()
      if (unclosedQuoteLine !== null) {
        throw badCsv(key, `has a quote on line ${unclosedQuoteLine} that is never closed`, 'Export the sheet again.')
      }
      const last = records.at(-1)
      if (isLineOpen && last !== undefined && last.line > header.line && last.cells.length < width) {
        throw badCsv(key, `ends in the middle of line ${last.line}`, 'The file was cut off: export the sheet again.')
      }
      return batchOf(records)
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

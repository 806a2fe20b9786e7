import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { CsvSource } from '../../model/generated/mapping.ts'
import type { LocalRow } from '../../model/local-export.ts'
import type { RowBatch } from '../ports.ts'
import { type CsvReader, type CsvRecord, csvReader } from './csv-records.ts'
import { checkColumns, noSubjectColumn } from './sheet-columns.ts'
import { findHeader, isBlank, type SheetHeader } from './sheet-header.ts'
import { decodePieces, detectEncoding } from './text-encoding.ts'

/** The variable names stand within the first part of a file; a longer head is no header. */
const HEAD_CHARACTERS = 1 << 20

type CsvRules = Pick<CsvSource, 'separator' | 'encoding' | 'names' | 'comment'>

/**
 * Reads one CSV file of an export as a sheet, some rows at a time; a sheet without rows comes once. Refuses what cannot be
 * read without guessing: `ingest/bad-csv` (no text, unclosed quote, an end in the middle of a row),
 * `ingest/no-subject-column`, `ingest/duplicate-column`. The errors name sheet and line, no content.
 */
export async function* readCsvFile(
  file: FileHandle,
  key: string,
  rules: CsvRules,
  { subjectColumn }: { readonly subjectColumn: string },
): AsyncGenerator<RowBatch> {
  const encoding =
    rules.encoding === undefined || rules.encoding === 'find' ? await detectEncoding(file) : rules.encoding
  if (encoding === null) {
    throw badCsv(key, 'begins as UTF-8 but is not', 'Save it again as CSV, UTF-8.')
  }
  const open = (text: string): SheetBody => openBody(key, text, rules, subjectColumn)
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
        body = open(head)
        yield body.take(head)
      }
    }
  }
  if (body === null) {
    body = open(head)
    yield body.take(head)
  }
  yield body.finish()
}

/** The rows below the header, as they come. */
interface SheetBody {
  take(piece: string): RowBatch
  finish(): RowBatch
}

function openBody(key: string, head: string, rules: CsvRules, subjectColumn: string): SheetBody {
  const header = findHeader(head, { ...rules, subjectColumn })
  if (header === null) throw noSubjectColumn(key, subjectColumn, head.trim() === '')
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
export function toRow({ line, cells }: CsvRecord, width: number): LocalRow {
  if (cells.length === width) return { line, cells }
  if (cells.length < width) return { line, cells: [...cells, ...Array<string>(width - cells.length).fill('')] }
  const beyond = cells.slice(width).some(cell => cell.trim() !== '')
  return { line, cells: beyond ? cells : cells.slice(0, width) }
}

function badCsv(key: string, what: string, hint: string): NodeError {
  return new NodeError('ingest/bad-csv', `sheet ${key} ${what}`, { hint, detail: { sheet: key } })
}

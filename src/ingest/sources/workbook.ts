import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { WorkbookSource } from '../../model/generated/mapping.ts'
import type { LocalRow } from '../../model/local-export.ts'
import type { RowBatch } from '../ports.ts'
import type { SourceSetting } from './export-files.ts'
import { sheetKeyOf } from './file-pattern.ts'
import { checkColumns, noSubjectColumn } from './sheet-columns.ts'
import { readWorkbookParts, type WorkbookParts, type Worksheet } from './workbook-parts.ts'
import { type WorksheetRow, worksheetRows } from './worksheet-rows.ts'
import { badWorkbook, openZip, type ZipArchive } from './zip-archive.ts'

/** The variable names stand within the first rows. */
const HEAD_ROWS = 200

/**
 * Reads an Excel workbook, a sheet a worksheet, some rows at a time. Cells are as a person sees them: shared and inline
 * texts, numbers as typed, days in ISO form. The line is the row of the worksheet. Refuses `ingest/bad-workbook` (damaged,
 * encrypted, links to other files, XML that no workbook has), `ingest/hidden-sheet` (a worksheet that the mapping reads
 * and nobody sees), `ingest/too-large`, and what any sheet is refused for.
 */
export async function* readWorkbook(
  file: FileHandle,
  rules: WorkbookSource,
  setting: Pick<SourceSetting, 'subjectColumn' | 'sheets'>,
  first: ReadonlySet<string>,
): AsyncGenerator<RowBatch> {
  await checkIsZip(file)
  const archive = await openZip(file)
  const parts = await readWorkbookParts(archive)
  const sheets = sheetsOf(parts, rules, setting.sheets)
  for (const { key, worksheet } of sheets.toSorted((a, b) => Number(first.has(b.key)) - Number(first.has(a.key)))) {
    yield* readWorksheet(archive, parts, { key, worksheet, rules, subjectColumn: setting.subjectColumn })
  }
}

/** Workbooks with a password, and those of before 2007, are compound files (MS-CFB 2.2). */
async function checkIsZip(file: FileHandle): Promise<void> {
  const start = Buffer.alloc(8)
  await file.read(start, 0, 8, 0)
  if (start.equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) {
    throw badWorkbook('has a password, or is of an old kind (.xls)', 'Save it as .xlsx without a password.')
  }
}

interface KeyedWorksheet {
  readonly key: string
  readonly worksheet: Worksheet
}

/** The mapping says which worksheets are which sheets, or their names do. */
function sheetsOf(
  { worksheets }: WorkbookParts,
  { sheets }: WorkbookSource,
  known: ReadonlyMap<string, unknown>,
): readonly KeyedWorksheet[] {
  const named = new Map(Object.entries(sheets ?? {}).map(([name, key]) => [name.trim().toLowerCase(), key]))
  const keyed = worksheets.flatMap(worksheet => {
    const name = worksheet.name.trim().toLowerCase()
    const key = sheets === undefined ? sheetKeyOf(worksheet.name) : named.get(name)
    return key === undefined || key === '' ? [] : { key, worksheet }
  })
  const hidden = keyed.find(({ key, worksheet }) => worksheet.isHidden && known.has(key))
  if (hidden !== undefined) throw hiddenSheet(hidden.key)
  const seen = keyed.filter(({ worksheet }) => !worksheet.isHidden)
  const twice = seen.find(({ key }, at) => seen.findIndex(other => other.key === key) !== at)
  if (twice !== undefined) throw duplicateWorksheet(twice.key)
  return seen
}

interface WorksheetSetting extends KeyedWorksheet {
  readonly rules: WorkbookSource
  readonly subjectColumn: string
}

async function* readWorksheet(
  archive: ZipArchive,
  parts: WorkbookParts,
  setting: WorksheetSetting,
): AsyncGenerator<RowBatch> {
  const head: WorksheetRow[] = []
  let open: OpenWorksheet | null = null
  for await (const rows of worksheetRows(archive, setting.worksheet.entry, parts)) {
    if (open !== null) {
      yield open(rows)
      continue
    }
    head.push(...rows)
    if (head.length < HEAD_ROWS) continue
    open = openWorksheet(head, setting)
    yield open(head)
  }
  if (open === null) yield openWorksheet(head, setting)(head)
}

type OpenWorksheet = (rows: readonly WorksheetRow[]) => RowBatch

function openWorksheet(head: readonly WorksheetRow[], { key, rules, subjectColumn }: WorksheetSetting): OpenWorksheet {
  const names = namesRow(head, rules, subjectColumn)
  if (names === undefined) throw noSubjectColumn(key, subjectColumn, head.length === 0)
  const columns = trimmed(names.cells)
  checkColumns(key, { columns, line: names.line })
  const sheet = { key, columns }
  return rows => ({
    sheet,
    rows: rows.filter(({ line }) => line > names.line).flatMap(row => toRow(row, columns.length)),
  })
}

function namesRow(head: readonly WorksheetRow[], { names }: WorkbookSource, subjectColumn: string) {
  if (typeof names === 'number') return head.find(row => row.line === names)
  const holdsSubject = ({ cells }: WorksheetRow): boolean =>
    cells.some(cell => cell.trim().toLowerCase() === subjectColumn.toLowerCase())
  const first = head.findIndex(holdsSubject)
  const below = head[first + 1]
  return first >= 0 && below !== undefined && holdsSubject(below) ? below : head[first]
}

/** Names without the empty ones behind the last. */
function trimmed(cells: readonly string[]): readonly string[] {
  const names = cells.map(cell => cell.trim())
  return names.slice(0, names.findLastIndex(name => name !== '') + 1)
}

/** None of a row that holds nothing; filled cells beyond the columns stay, so that mapping can refuse the row. */
function toRow({ line, cells }: WorksheetRow, width: number): LocalRow[] {
  if (cells.every(cell => cell.trim() === '')) return []
  if (cells.some(cell => cell.includes('\u0000'))) throw badWorkbook('holds signs that are no text', 'Clean its cells.')
  const missing = width - cells.length
  if (missing > 0) return [{ line, cells: [...cells, ...Array<string>(missing).fill('')] }]
  const beyond = cells.slice(width).some(cell => cell.trim() !== '')
  return [{ line, cells: beyond ? cells : cells.slice(0, width) }]
}

function hiddenSheet(sheet: string): NodeError {
  return new NodeError('ingest/hidden-sheet', `the worksheet of sheet ${sheet} is hidden`, {
    hint: 'Unhide it and look at it, or remove it: what nobody has seen is not read.',
    detail: { sheet },
  })
}

function duplicateWorksheet(sheet: string): NodeError {
  return new NodeError('ingest/duplicate-sheet', `two worksheets are the sheet ${sheet}`, {
    hint: 'The key of a worksheet is what follows the last underscore of its name.',
    detail: { sheet },
  })
}

/**
 * The leak scanner for a whole export: every cell of every sheet, mapped or not, whoever the row belongs to (withdrawn,
 * held back, in no other sheet), before anything is parsed.
 */
import type { LocalExport, LocalRow, SheetHead } from '../../model/local-export.ts'
import { remember } from '../../model/remember.ts'
import { isCodedColumn } from './coded-columns.ts'
import type { Finding, ScanContext } from './finding.ts'
import { isNameColumn, type KnownWords, knownWords } from './known-words.ts'
import { scanText } from './scan-text.ts'

export interface IdentifierHit extends Finding {
  /** Lower-case key of the sheet. */
  readonly sheet: string
  /** Variable name as the file spells it; `(column 12)` for a cell beyond the header. */
  readonly column: string
  /** Physical line where the row begins. */
  readonly line: number
  /** Local id of the row's subject, null where the row has none; inside the platform only. */
  readonly subjectId: string | null
}

/** A pattern of a whole text. */
export interface Shape {
  test(text: string): boolean
}

export interface ScanOptions {
  /** ISO 3166-1 alpha-2 of the trial's country. */
  readonly country?: string
  /** Shape of the trial's subject ids. Default: site and running number, `0301-007`, `IMPRESS-0301-007` or `12`. */
  readonly subjectIdShape?: Shape
  /** Lower-case names of further columns that hold codes, dates, numbers or a pick list. */
  readonly codedColumns?: ReadonlySet<string>
  /** Columns of prose, beside every column that is not known to hold codes, dates, numbers or a pick list. */
  readonly freeTextColumns?: readonly string[]
  /** What the source tells of its persons; whole before the first row is scanned. */
  readonly known?: KnownWords
}

const SUBJECT_ID = 'SUBJECTID'
const USUAL_SUBJECT_ID = /^(?:[A-Za-z]{2,12}-)?(?:\d{1,4}-)?\d{1,6}$/
/** Cells repeat: a sheet has few distinct codes, dates and drug names. */
const REMEMBERED = { most: 50_000, longest: 120 } as const

/** One hit for each kind and cell, in the order of sheets, lines and columns. */
export function scanExport(localExport: LocalExport, options: ScanOptions = {}): IdentifierHit[] {
  const known = options.known ?? knownWords()
  for (const sheet of localExport.sheets.values()) noteKnownWords(known, sheet, sheet.rows)
  const scanSheet = rowScanner({ ...options, known })
  return [...localExport.sheets.values()].flatMap(sheet => {
    const scan = scanSheet(sheet)
    return sheet.rows.flatMap(row => [...scan(row)])
  })
}

/** Takes up the names and subject ids of some rows; before any of them is scanned. */
export function noteKnownWords(
  known: KnownWords,
  { columns }: Pick<SheetHead, 'columns'>,
  rows: readonly LocalRow[],
  subjectColumn: string | null = SUBJECT_ID,
): void {
  const subjectAt = columns.findIndex(column => subjectColumn !== null && isNamed(column, subjectColumn))
  const namesAt = columns.flatMap((column, at) => (isNameColumn(column) ? [at] : []))
  if (subjectAt === -1 && namesAt.length === 0) return
  for (const { cells } of rows) {
    known.noteId(cells[subjectAt] ?? '')
    for (const at of namesAt) known.noteName(cells[at] ?? '')
  }
}

const NONE: readonly IdentifierHit[] = []

/** Scanner of the rows of one sheet; `subjectColumn` holds its subject ids (default SubjectId, null: none does). */
export type ScanSheet = (sheet: SheetHead, subjectColumn?: string | null) => (row: LocalRow) => readonly IdentifierHit[]

/** The same, row by row: a scanner of rows for each sheet; all of them share what they remember. */
export function rowScanner(options: ScanOptions = {}): ScanSheet {
  const coded = rememberingScan({ freeText: false, ...countryOf(options) })
  const free = rememberingScan({ freeText: true, ...countryOf(options) }, options.known)
  const declared = rememberingScan({ freeText: false, declaredSubjectId: true, ...countryOf(options) })
  const shape = options.subjectIdShape ?? USUAL_SUBJECT_ID
  const ofSubjectId = rememberingShape(shape, declared, coded)
  const beyondHeader = free
  return (sheet, subjectColumn = SUBJECT_ID) => {
    const subjectAt = sheet.columns.findIndex(column => subjectColumn !== null && isNamed(column, subjectColumn))
    const scans = sheet.columns.map((column, at) => {
      if (at === subjectAt) return ofSubjectId
      return isFreeText(column, options) ? free : coded
    })
    return row => {
      let hits: IdentifierHit[] | null = null
      for (let at = 0; at < row.cells.length; at++) {
        const cell = row.cells[at] ?? ''
        if (cell.length < 3) continue
        const found = (scans[at] ?? beyondHeader)(cell)
        if (found.length === 0) continue
        const column = sheet.columns[at] ?? `(column ${at + 1})`
        const place = { sheet: sheet.key, column, line: row.line, subjectId: subjectOf(row, subjectAt) }
        hits ??= []
        hits.push(...found.map(finding => ({ ...place, ...finding })))
      }
      return hits ?? NONE
    }
  }
}

type Scan = (text: string) => readonly Finding[]

function isNamed(column: string, name: string): boolean {
  return column.trim().toUpperCase() === name.toUpperCase()
}

function isFreeText(column: string, options: ScanOptions): boolean {
  if (options.freeTextColumns?.some(name => isNamed(column, name)) === true) return true
  return !isCodedColumn(column) && options.codedColumns?.has(column.trim().toLowerCase()) !== true
}

function countryOf({ country }: ScanOptions): Pick<ScanContext, 'country'> {
  return country === undefined ? {} : { country }
}

function subjectOf(row: LocalRow, subjectAt: number): string | null {
  const id = row.cells[subjectAt]?.trim() ?? ''
  return id === '' ? null : id
}

/** A subject's id stands on each of its rows: its shape is looked at once. */
function rememberingShape(shape: Shape, declared: Scan, coded: Scan): Scan {
  const scanOf = remember(text => (shape.test(text.trim()) ? declared : coded), REMEMBERED)
  return text => scanOf(text)(text)
}

function rememberingScan(context: ScanContext, known?: KnownWords): Scan {
  const scan: Scan = known === undefined ? text => scanText(text, context) : text => withKnown(text, context, known)
  return remember(scan, REMEMBERED)
}

/** One hit a kind, high before low. */
function withKnown(text: string, context: ScanContext, known: KnownWords): readonly Finding[] {
  const own = known.find(text)
  const found = scanText(text, context)
  if (own.length === 0) return found
  const sure = own.filter(({ kind, certainty }) => certainty === 'high' || !found.some(other => other.kind === kind))
  return [...found.filter(({ kind }) => !sure.some(other => other.kind === kind)), ...sure]
}

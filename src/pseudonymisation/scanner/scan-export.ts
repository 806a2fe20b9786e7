/**
 * The leak scanner for a whole export: every cell of every sheet, mapped or not, whoever the row belongs to (withdrawn,
 * held back, in no other sheet), before anything is parsed.
 */
import type { LocalExport, LocalRow, LocalSheet } from '../../model/local-export.ts'
import { isCodedColumn } from './coded-columns.ts'
import type { Finding, ScanContext } from './finding.ts'
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

export interface ScanOptions {
  /** ISO 3166-1 alpha-2 of the trial's country. */
  readonly country?: string
  /** Shape of the trial's subject ids. Default: site and running number, `0301-007`, `IMPRESS-0301-007` or `12`. */
  readonly subjectIdShape?: RegExp
  /** Columns of prose, beside every column that is not known to hold codes, dates, numbers or a pick list. */
  readonly freeTextColumns?: readonly string[]
}

const SUBJECT_ID = 'SUBJECTID'
const USUAL_SUBJECT_ID = /^(?:[A-Za-z]{2,12}-)?(?:\d{1,4}-)?\d{1,6}$/
/** Cells repeat: a sheet has few distinct codes, dates and drug names. */
const MAX_REMEMBERED = 50_000
const MAX_REMEMBERED_LENGTH = 120

/** One hit for each kind and cell, in the order of sheets, lines and columns. */
export function scanExport(localExport: LocalExport, options: ScanOptions = {}): IdentifierHit[] {
  const scan = rememberingScan()
  return [...localExport.sheets.values()].flatMap(sheet => scanSheet(sheet, options, scan))
}

type Scan = (text: string, context: ScanContext) => readonly Finding[]

function scanSheet(sheet: LocalSheet, options: ScanOptions, scan: Scan): IdentifierHit[] {
  const subjectAt = sheet.columns.findIndex(column => column.trim().toUpperCase() === SUBJECT_ID)
  const contexts = sheet.columns.map(column => contextOf(column, options))
  const beyondHeader = contextOf('', options)
  const hits: IdentifierHit[] = []
  for (const row of sheet.rows) {
    for (const [at, cell] of row.cells.entries()) {
      if (cell.length < 3) continue
      const context = at === subjectAt ? subjectIdContext(cell, options) : (contexts[at] ?? beyondHeader)
      for (const finding of scan(cell, context)) {
        const column = sheet.columns[at] ?? `(column ${at + 1})`
        hits.push({ sheet: sheet.key, column, line: row.line, ...finding, subjectId: subjectOf(row, subjectAt) })
      }
    }
  }
  return hits
}

function contextOf(column: string, options: ScanOptions): ScanContext {
  const isNamed = options.freeTextColumns?.some(name => name.toUpperCase() === column.trim().toUpperCase()) === true
  return { freeText: isNamed || !isCodedColumn(column), ...countryOf(options) }
}

function subjectIdContext(cell: string, options: ScanOptions): ScanContext {
  const declaredSubjectId = (options.subjectIdShape ?? USUAL_SUBJECT_ID).test(cell.trim())
  return { freeText: false, declaredSubjectId, ...countryOf(options) }
}

function countryOf({ country }: ScanOptions): Pick<ScanContext, 'country'> {
  return country === undefined ? {} : { country }
}

function subjectOf(row: LocalRow, subjectAt: number): string | null {
  const id = row.cells[subjectAt]?.trim() ?? ''
  return id === '' ? null : id
}

function rememberingScan(): Scan {
  const remembered = new Map<string, readonly Finding[]>()
  return (text, context) => {
    if (text.length > MAX_REMEMBERED_LENGTH) return scanText(text, context)
    const key = `${context.freeText === true ? 'f' : 'c'}${context.declaredSubjectId === true ? 's' : ' '}${text}`
    const known = remembered.get(key)
    if (known !== undefined) return known
    const findings = scanText(text, context)
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(key, findings)
    return findings
  }
}

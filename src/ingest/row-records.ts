/** Rows of a source as common records, by the trial's mapping file: grouped by subject, mapped and scanned. */
import { checkNothingRequiredIsMissing } from '../mapping/check-sheets.ts'
import { columnOf } from '../mapping/column-of.ts'
import { type SubjectMapper, type SubjectRow, subjectMapper } from '../mapping/map-subject.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { readSheetBy, type SheetReader, unknownColumnsOf } from '../mapping/sheet-reader.ts'
import { NodeError } from '../model/errors.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { LocalRow, SheetHead } from '../model/local-export.ts'
import type { LocalProblem } from '../model/problems.ts'
import { knownWords } from '../pseudonymisation/scanner/known-words.ts'
import { type IdentifierHit, noteKnownWords, rowScanner } from '../pseudonymisation/scanner/scan-export.ts'
import type { RecordSource, RowSource, SourceReading, SourceRecords } from './ports.ts'
import { groupRows, type RowGroupLimits, type RowGroups } from './row-groups.ts'
import { subjectJoins } from './subject-joins.ts'

export interface RowSetting {
  readonly mapping: Mapping
  readonly trialId: string
  readonly country: string
  /** Where rows go that do not fit into memory. */
  readonly spillFolder: string
  /** Default csv. */
  readonly sourceKind?: PrimeRoseRecord['provenance']['sourceKind']
  readonly limits?: RowGroupLimits
}

/** What is known of one sheet while its rows come. */
interface OpenSheet {
  readonly reader: SheetReader
  readonly scan: (row: LocalRow) => readonly IdentifierHit[]
  rows: number
  shifted: number
}

function openSheet(reader: SheetReader, scan: OpenSheet['scan']): OpenSheet {
  return { reader, scan, rows: 0, shifted: 0 }
}

export function rowRecords(source: RowSource, setting: RowSetting): RecordSource {
  const { mapping, trialId } = setting
  return {
    async read(onProgress, decided) {
      const groups = groupRows(setting.spillFolder, setting.limits)
      try {
        const sheets = await readAll(source, setting, groups, onProgress)
        const heads = headsOf(sheets)
        checkNothingRequiredIsMissing(mapping, heads)
        onProgress('mapping')
        return {
          sourceKind: setting.sourceKind ?? 'csv',
          readings: readingsOf(groups, subjectMapper(mapping, trialId, decided), sheets, mapping),
          columnOf: columnNamer(mapping, heads),
          unknownColumns: [...heads.values()].flatMap(head =>
            unknownColumnsOf(mapping, head).map(column => ({ sheet: head.key, column })),
          ),
        }
      } catch (error) {
        await groups.close()
        throw error
      }
    },
  }
}

async function readAll(
  source: RowSource,
  { mapping, country }: RowSetting,
  groups: RowGroups,
  onProgress: (text: string) => void,
): Promise<ReadonlyMap<string, OpenSheet>> {
  const sheets = new Map<string, OpenSheet>()
  const joins = subjectJoins(mapping)
  const { subjectIdShape } = mapping
  const known = knownWords()
  const scanSheet = rowScanner({ subjectIdShape, country, codedColumns: codedColumnsOf(mapping), known })
  for await (const { sheet: head, rows } of source.read({ first: joins.sheets })) {
    const sheet =
      sheets.get(head.key) ??
      openSheet(readSheetBy(mapping, head, joins.subjectOf), scanSheet(head, subjectColumnOf(mapping, head)))
    sheets.set(head.key, sheet)
    checkTrial(sheet.reader, rows)
    joins.note(sheet.reader, rows)
    noteKnownWords(known, head, rows, subjectColumnOf(mapping, head))
    sheet.shifted += rows.filter(row => sheet.reader.isShifted(row.cells)).length
    sheet.rows += rows.length
    await groups.add(sheet.reader, rows)
    onProgress(`reading ${head.key}: ${sheet.rows} rows`)
  }
  for (const sheet of sheets.values()) checkNotShifted(sheet)
  return sheets
}

/** Where the ids of subjects stand in a sheet, of the shape that the trial declares; null where another key does. */
function subjectColumnOf({ sheets, subjectColumn }: Mapping, { key }: SheetHead): string | null {
  const subject = sheets.get(key)?.subject
  if (subject === undefined) return subjectColumn
  return subject.through === null ? subject.column : null
}

/** Columns that the mapping reads codes, dates and numbers from, of all sheets. */
function codedColumnsOf({ sheets }: Mapping): ReadonlySet<string> {
  return new Set([...sheets.values()].flatMap(({ codedColumns }) => [...codedColumns]))
}

/** An export that holds another trial's subjects as well would put them under this trial's pseudonyms. */
function checkTrial(reader: SheetReader, rows: readonly LocalRow[]): void {
  const other = rows.find(row => reader.isOfAnotherTrial(row.cells))
  if (other === undefined) return
  const sheet = reader.head.key
  throw new NodeError('ingest/mixed-trials', `sheet ${sheet} names another trial on line ${other.line}`, {
    hint: 'Export this trial alone, or correct the names of the trial in its mapping.',
    detail: { sheet, line: other.line },
  })
}

/** Few shifted rows reject their subjects; where half of a sheet is, the columns of the file are not those of its names. */
function checkNotShifted({ reader, rows, shifted }: OpenSheet): void {
  if (shifted < SOME_ROWS || shifted * 2 < rows) return
  const sheet = reader.head.key
  throw new NodeError(
    'ingest/shifted-columns',
    `sheet ${sheet} has more cells than columns in ${shifted} of ${rows} rows`,
    {
      hint: 'A column has cells and no name, or a separator stands inside cells without quotes: export the sheet again.',
      detail: { sheet, rows: shifted },
    },
  )
}

const SOME_ROWS = 10

/** The same few fields are named again and again. */
function columnNamer(mapping: Mapping, heads: ReadonlyMap<string, SheetHead>): SourceRecords['columnOf'] {
  const known = new Map<string, string | null>()
  return (sheet, field, part) => {
    const key = `${sheet} ${field} ${part}`
    const before = known.get(key)
    if (before !== undefined) return before
    const column = columnOf(mapping, heads, sheet, field, part)
    if (known.size < MOST_NAMED) known.set(key, column)
    return column
  }
}

const MOST_NAMED = 1_000

function headsOf(sheets: ReadonlyMap<string, OpenSheet>): ReadonlyMap<string, SheetHead> {
  return new Map([...sheets].map(([key, { reader }]) => [key, reader.head]))
}

function scannerOf(sheets: ReadonlyMap<string, OpenSheet>): (rows: readonly SubjectRow[]) => IdentifierHit[] {
  return rows => {
    const hits: IdentifierHit[] = []
    for (const { reader, row } of rows) {
      const found = sheets.get(reader.head.key)?.scan(row) ?? []
      if (found.length > 0) hits.push(...found)
    }
    return hits
  }
}

async function* readingsOf(
  groups: RowGroups,
  mapSubject: SubjectMapper,
  sheets: ReadonlyMap<string, OpenSheet>,
  mapping: Mapping,
): AsyncGenerator<readonly SourceReading[]> {
  const scan = scannerOf(sheets)
  const contradictions = contradictionTally(sheets)
  const strangers = strangerTally(sheets, mapping)
  try {
    for await (const chunk of groups.all()) {
      const hits = chunk.map(({ subjectId, rows }) => scan(rows).map(hit => ({ ...hit, subjectId })))
      const readings = chunk.map(
        ({ subjectId, rows }, at): SourceReading => ({ ...mapSubject(subjectId, rows), identifiers: hits[at] ?? [] }),
      )
      for (const { problems } of readings) {
        contradictions.note(problems)
        strangers.note(problems)
      }
      yield readings
    }
    contradictions.check()
    strangers.check()
  } finally {
    await groups.close()
  }
}

/**
 * Few rows of nobody are told; where most rows of a sheet name nobody of the trial, by what is no subject id at all, the
 * columns of the file are not those of its names, and all that it says of the patients would be lost.
 */
function strangerTally(sheets: ReadonlyMap<string, OpenSheet>, { subjectIdShape, sheets: rules }: Mapping) {
  const found = new Map<string, number>()
  return {
    note(problems: readonly LocalProblem[]): void {
      for (const { code, sheet, subjectId } of problems) {
        if (code !== 'orphan-row' || sheet === null || (subjectId !== null && subjectIdShape.test(subjectId))) continue
        // A report of a sample that no sheet knows is nobody's, however many there are.
        if (rules.get(sheet)?.subject.through === null) found.set(sheet, (found.get(sheet) ?? 0) + 1)
      }
    },
    check(): void {
      for (const [sheet, rows] of found) {
        const all = sheets.get(sheet)?.rows ?? 0
        if (rows < SOME_ROWS || rows * 2 <= all) continue
        throw new NodeError(
          'ingest/shifted-columns',
          `sheet ${sheet} has no subject id where it should stand in ${rows} of ${all} rows`,
          {
            hint: 'The cells of its rows do not stand under their names, or it is another export: export the sheet again.',
            detail: { sheet, rows },
          },
        )
      }
    },
  }
}

/**
 * Few answers whose code and text disagree are told; where most rows of a sheet have one, the code list of the mapping is
 * not that of the export, and no code of it can be trusted.
 */
function contradictionTally(sheets: ReadonlyMap<string, OpenSheet>) {
  const found = new Map<string, { readonly sheet: string; readonly column: string; rows: number }>()
  return {
    note(problems: readonly LocalProblem[]): void {
      for (const { code, sheet, column } of problems) {
        if (code !== 'codes-contradict' || sheet === null || column === null) continue
        const name = JSON.stringify([sheet, column])
        const known = found.get(name) ?? { sheet, column, rows: 0 }
        known.rows += 1
        found.set(name, known)
      }
    },
    check(): void {
      for (const { sheet, column, rows } of found.values()) {
        const all = sheets.get(sheet)?.rows ?? 0
        if (rows < SOME_ROWS || rows * 2 <= all) continue
        throw new NodeError(
          'ingest/contradictory-codes',
          `code and text of ${column} in sheet ${sheet} disagree in ${rows} of ${all} rows`,
          { hint: "Compare the mapping's code list with that of the export.", detail: { sheet, column, rows } },
        )
      }
    },
  }
}

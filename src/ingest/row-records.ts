/** Rows of a source as common records, by the trial's mapping file: grouped by subject, mapped and scanned. */
import { checkNothingRequiredIsMissing } from '../mapping/check-sheets.ts'
import { columnOf } from '../mapping/column-of.ts'
import { type SubjectMapper, type SubjectRow, subjectMapper } from '../mapping/map-subject.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { readSheetBy, type SheetReader, unknownColumnsOf } from '../mapping/sheet-reader.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { LocalRow, SheetHead } from '../model/local-export.ts'
import { type IdentifierHit, rowScanner } from '../pseudonymisation/scanner/scan-export.ts'
import type { RecordSource, RowSource, SourceReading } from './ports.ts'
import { groupRows, type RowGroupLimits, type RowGroups, type SubjectGroup } from './row-groups.ts'

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
}

export function rowRecords(source: RowSource, setting: RowSetting): RecordSource {
  const { mapping, trialId } = setting
  return {
    async read(onProgress) {
      const groups = groupRows(setting.spillFolder, setting.limits)
      try {
        const sheets = await readAll(source, setting, groups, onProgress)
        const heads = headsOf(sheets)
        checkNothingRequiredIsMissing(mapping, heads)
        onProgress('mapping')
        return {
          sourceKind: setting.sourceKind ?? 'csv',
          readings: readingsOf(groups, subjectMapper(mapping, trialId), scannerOf(sheets)),
          columnOf: (sheet, field) => columnOf(mapping, heads, sheet, field),
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
  const { subjectIdShape, subjectColumn } = mapping
  const scanSheet = rowScanner({ subjectIdShape, subjectColumn, country })
  for await (const { sheet: head, rows } of source.read()) {
    const sheet = sheets.get(head.key) ?? { reader: readSheetBy(mapping, head), scan: scanSheet(head), rows: 0 }
    sheets.set(head.key, sheet)
    await groups.add(sheet.reader, rows)
    sheet.rows += rows.length
    onProgress(`reading ${head.key}: ${sheet.rows} rows`)
  }
  return sheets
}

function headsOf(sheets: ReadonlyMap<string, OpenSheet>): ReadonlyMap<string, SheetHead> {
  return new Map([...sheets].map(([key, { reader }]) => [key, reader.head]))
}

function scannerOf(sheets: ReadonlyMap<string, OpenSheet>): (rows: readonly SubjectRow[]) => IdentifierHit[] {
  return rows => rows.flatMap(({ reader, row }) => sheets.get(reader.head.key)?.scan(row) ?? [])
}

async function* readingsOf(
  groups: RowGroups,
  mapSubject: SubjectMapper,
  scan: (rows: readonly SubjectRow[]) => IdentifierHit[],
): AsyncGenerator<readonly SourceReading[]> {
  const readingOf = ({ subjectId, rows }: SubjectGroup): SourceReading => ({
    ...mapSubject(subjectId, rows),
    identifiers: scan(rows),
  })
  try {
    for await (const chunk of groups.all()) yield chunk.map(readingOf)
  } finally {
    await groups.close()
  }
}

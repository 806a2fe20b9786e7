import type { LocalExport } from '../model/local-export.ts'
import type { LocalProblem } from '../model/problems.ts'
import { checkNothingRequiredIsMissing } from './check-sheets.ts'
import type { MappedRecord } from './common-records.ts'
import type { SubjectRow } from './map-subject.ts'
import { subjectMapper } from './map-subject.ts'
import type { Mapping } from './mapping.ts'
import { readSheetBy, unknownColumnsOf } from './sheet-reader.ts'

export interface MappedExport {
  /** One for each subject that counts and could be mapped, in the order of the files. */
  readonly records: readonly MappedRecord[]
  /** Distinct subjects with a screening row (dm, coh), less withdrawn and held-back ones. */
  readonly screened: number
  /** Local ids. */
  readonly withdrawn: readonly string[]
  readonly heldBack: readonly string[]
  /** Subjects that count as screened but gave no valid record. */
  readonly rejected: number
  readonly problems: readonly LocalProblem[]
  readonly unknownColumns: readonly { readonly sheet: string; readonly column: string }[]
  /** Sheets that the mapping knows and the export does not bring. */
  readonly absentSheets: readonly string[]
}

/**
 * Maps an export that is in memory as a whole; an ingest maps subject by subject instead (`subjectMapper`). Refuses an
 * export without a required sheet (`ingest/missing-sheet`) or column (`ingest/missing-column`).
 */
export function mapExport(mapping: Mapping, trialId: string, { sheets }: LocalExport): MappedExport {
  checkNothingRequiredIsMissing(mapping, sheets)
  const mapSubject = subjectMapper(mapping, trialId)
  const readings = [...rowsBySubject(mapping, { sheets })].map(([subjectId, rows]) => mapSubject(subjectId, rows))
  const idsOf = (standing: string) =>
    readings.flatMap(reading => (reading.standing === standing ? (reading.subjectId ?? []) : []))
  const records = readings.flatMap(reading => reading.record ?? [])
  const screened = idsOf('counted').length
  return {
    records,
    screened,
    withdrawn: idsOf('withdrawn'),
    heldBack: idsOf('held-back'),
    rejected: screened - records.length,
    problems: readings.flatMap(reading => reading.problems),
    unknownColumns: [...sheets.values()].flatMap(head =>
      unknownColumnsOf(mapping, head).map(column => ({ sheet: head.key, column })),
    ),
    absentSheets: [...mapping.sheets.keys()].filter(key => !sheets.has(key)),
  }
}

function rowsBySubject(mapping: Mapping, { sheets }: LocalExport): Map<string | null, SubjectRow[]> {
  const found = new Map<string | null, SubjectRow[]>()
  for (const sheet of sheets.values()) {
    const reader = readSheetBy(mapping, sheet)
    for (const row of sheet.rows) {
      const subjectId = reader.subjectIdOf(row.cells)
      const rows = found.get(subjectId)
      if (rows === undefined) found.set(subjectId, [{ reader, row }])
      else rows.push({ reader, row })
    }
  }
  return found
}

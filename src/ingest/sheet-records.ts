/** Sheets of an export as common records, by the trial's mapping file. */
import { columnOf } from '../mapping/column-of.ts'
import { mapExport } from '../mapping/map-export.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { scanExport } from '../pseudonymisation/scanner/scan-export.ts'
import type { RecordSource, SheetSource } from './ports.ts'

export interface SheetSetting {
  readonly mapping: Mapping
  readonly trialId: string
  readonly country: string
}

export function sheetRecords(source: SheetSource, { mapping, trialId, country }: SheetSetting): RecordSource {
  return {
    async read(onProgress) {
      const sheets = await source.read(({ sheet, rows }) => onProgress(`reading ${sheet}: ${rows} rows`))
      onProgress('mapping')
      return {
        sourceKind: 'csv',
        mapped: mapExport(mapping, trialId, sheets),
        findIdentifiers: () => scanExport(sheets, { subjectIdShape: mapping.subjectIdShape, country }),
        columnOf: (sheet, field) => columnOf(mapping, sheets, sheet, field),
      }
    },
  }
}

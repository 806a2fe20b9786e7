import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import type { RowSourceRules } from '../../src/model/generated/mapping.ts'
import type { LocalExport } from '../../src/model/local-export.ts'
import { wholeExport } from './whole-export.ts'

export interface FileSetting {
  readonly sources: readonly RowSourceRules[]
  readonly subjectColumn?: string
  /** Sheets that the mapping reads. */
  readonly sheetKeys?: readonly string[]
}

/** Reads files of an export that consists of nothing else. */
export async function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  { sources, subjectColumn = 'SubjectId', sheetKeys = [] }: FileSetting,
): Promise<LocalExport> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-files-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return await wholeExport(
      openExportFiles(folder, { sources, subjectColumn, sheets: new Map(sheetKeys.map(key => [key, key])) }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What reading is refused with; null where it is not. */
export function refusalOf(reading: Promise<unknown>): Promise<unknown> {
  return reading.then(
    () => null,
    (error: unknown) => error,
  )
}

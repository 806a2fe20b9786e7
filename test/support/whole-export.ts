import type { RowSource } from '../../src/ingest/ports.ts'
import type { LocalExport, LocalRow, LocalSheet, SheetHead } from '../../src/model/local-export.ts'

/** All rows of a source in memory, for tests that look at them. */
export async function wholeExport(source: RowSource): Promise<LocalExport> {
  const sheets = new Map<string, { head: SheetHead; rows: LocalRow[] }>()
  for await (const { sheet: head, rows } of source.read()) {
    const sheet = sheets.get(head.key) ?? { head, rows: [] }
    sheets.set(head.key, sheet)
    sheet.rows.push(...rows)
  }
  return { sheets: new Map([...sheets].map(([key, { head, rows }]): [string, LocalSheet] => [key, { ...head, rows }])) }
}

/** The sheets of an export as a source. */
export function rowSource({ sheets }: LocalExport): RowSource {
  return {
    async *read() {
      for (const sheet of sheets.values()) yield { sheet, rows: sheet.rows }
    },
  }
}

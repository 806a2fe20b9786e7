/** Fills a schema of a PostgreSQL, or a folder, with the OMOP tables of a synthetic site. */
import { readSecret } from '../config.ts'
import { writeCsvFolder } from '../omop-database/csv-folder.ts'
import { writeOmopTables } from '../omop-database/write-tables.ts'
import { type RowValues, type TableName, wholeRow } from '../projection/omop/cdm54.ts'
import type { TableRow } from '../projection/omop/person-draft.ts'

export interface SyntheticOmop {
  rows(): Iterable<readonly (readonly [table: TableName, values: RowValues<TableName>])[]>
  readonly concepts: readonly { readonly id: number; readonly name: string }[]
}

export type SyntheticTarget =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'database'; readonly urlFile: string; readonly schema: string }

/** Throws `omop/not-empty` where the schema holds tables. Answers how many rows each table got. */
export function writeSyntheticOmop(
  trial: SyntheticOmop,
  target: SyntheticTarget,
): Promise<Readonly<Record<TableName, number>>> {
  const chunks = chunksOf(trial)
  if (target.kind === 'folder') return writeCsvFolder(target.folder, chunks)
  const url = readSecret(target.urlFile, 'the file of the database URL').trim()
  return writeOmopTables({ url, schema: target.schema, statementTimeoutMs: 0 }, chunks, {
    replace: false,
    fields: trial.concepts,
  })
}

/** Persons that are written together. */
const TOGETHER = 100

function* chunksOf(trial: SyntheticOmop): Generator<readonly TableRow[]> {
  let waiting: TableRow[] = []
  let persons = 0
  for (const rows of trial.rows()) {
    waiting.push(...rows.map(([table, values]) => [table, wholeRow(table, values)] as unknown as TableRow))
    persons += 1
    if (persons % TOGETHER !== 0) continue
    yield waiting
    waiting = []
  }
  yield waiting
}

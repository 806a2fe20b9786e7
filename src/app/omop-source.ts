/** The OMOP database beside the node as the source of an ingest: what rose.json says of it, its URL read from its file. */
import { resolve } from 'node:path'
import { type Config, readSecret } from '../config.ts'
import type { RecordSource, RowSource } from '../ingest/ports.ts'
import { rowRecords } from '../ingest/row-records.ts'
import { openOmopTables } from '../ingest/sources/omop-tables.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { NodeError } from '../model/errors.ts'

const USUAL_TIMEOUT_SECONDS = 600

export function omopIngestion(
  config: Config,
  mapping: Mapping,
): { readonly source: RecordSource; readonly mapping: Mapping } {
  const rows = omopRowsOf(config, mapping)
  const source = rowRecords(rows, { ...config, mapping, spillFolder: config.paths.spill, sourceKind: 'omop' })
  return { source, mapping }
}

export function omopRowsOf(config: Config, mapping: Mapping): RowSource {
  const rules = mapping.sources.find(source => source.kind === 'omop')
  if (config.omop === null || rules === undefined) {
    throw new NodeError('config/missing', 'rose.json names no OMOP database, or the trial’s mapping reads none', {
      hint: 'omop.urlFile and omop.schema in rose.json; a source of the kind omop in the mapping.',
    })
  }
  const { urlFile, schema, vocabularySchema, statementTimeoutSeconds } = config.omop
  const url = readSecret(resolve(config.paths.folder, urlFile), 'the file of the database URL').trim()
  return openOmopTables({
    database: { url, schema, statementTimeoutMs: (statementTimeoutSeconds ?? USUAL_TIMEOUT_SECONDS) * 1000 },
    vocabularySchema: vocabularySchema ?? null,
    rules,
    subjectColumn: mapping.subjectColumn,
    sheets: mapping.sheets,
  })
}

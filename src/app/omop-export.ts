/** The node's records as OMOP CDM 5.4, inside the platform: CSV files in a folder, or tables in a schema. */
import type { Config } from '../config.ts'
import { readSecret } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import { readConceptFiles, type SiteVocabulary } from '../omop-database/concept-files.ts'
import { writeCsvFolder } from '../omop-database/csv-folder.ts'
import { writeOmopTables } from '../omop-database/write-tables.ts'
import type { TableName } from '../projection/omop/cdm54.ts'
import { noConcepts } from '../projection/omop/concept-lookup.ts'
import { idCounter, type TableRow } from '../projection/omop/person-draft.ts'
import { describeSource, recordToOmop } from '../projection/omop/record-to-omop.ts'
import { type StoredRecords, withStoredRecords } from '../store/stored-records.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { checkedRows, exportCheck } from './scan-exports.ts'

export type OmopTarget =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'database'; readonly urlFile: string; readonly schema: string; readonly replace: boolean }

export interface OmopExportRequest {
  readonly target: OmopTarget
  /** Folder of the site's vocabulary files; left out: concept ids beyond the published ones are 0. */
  readonly conceptFolder?: string
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

export interface OmopExportResult {
  readonly subjects: number
  readonly cutoff: string
  readonly vocabularyVersion: string | null
  readonly rows: Readonly<Record<TableName, number>>
}

export async function exportOmop(config: Config, request: OmopExportRequest): Promise<OmopExportResult> {
  request.onProgress('reading the vocabulary')
  const vocabulary: SiteVocabulary =
    request.conceptFolder === undefined
      ? { concepts: noConcepts, version: null }
      : await readConceptFiles(request.conceptFolder)
  const result = await withDatabaseAs(config, 'ingest', database =>
    withStoredRecords(
      { database, append: appendAudit, clock: systemClock, actor: 'data-manager', format: 'omop' },
      async stored => ({
        subjects: stored.subjects,
        cutoff: stored.state.cutoff,
        vocabularyVersion: vocabulary.version,
        rows: await writeTo(
          request.target,
          checkedRows(rowsOf(stored, vocabulary, request), await exportCheck(config, database)),
        ),
      }),
    ),
  )
  if (result !== null) return result
  throw new NodeError('cut/nothing-ingested', 'nothing has been ingested yet', {
    hint: 'First: rose ingest EXPORT --node DIR',
  })
}

function writeTo(target: OmopTarget, chunks: AsyncIterable<readonly TableRow[]>) {
  if (target.kind === 'folder') return writeCsvFolder(target.folder, chunks)
  const url = readSecret(target.urlFile, 'the file of the database URL').trim()
  const settings = { url, schema: target.schema, statementTimeoutMs: 0 }
  return writeOmopTables(settings, chunks, { replace: target.replace })
}

async function* rowsOf(
  { state, subjects, records }: StoredRecords,
  vocabulary: SiteVocabulary,
  { stopped, onProgress }: OmopExportRequest,
): AsyncIterable<readonly TableRow[]> {
  const nextId = idCounter()
  let written = 0
  for await (const chunk of records) {
    checkNotStopped(stopped)
    yield chunk.flatMap((record: PrimeRoseRecord) => recordToOmop(record, { concepts: vocabulary.concepts, nextId }))
    written += chunk.length
    onProgress(`writing: ${written} of ${subjects} subjects`)
  }
  const description = describeSource({
    trialId: state.trialId,
    cutoff: state.cutoff,
    exportedOn: new Date(systemClock.now()).toISOString().slice(0, 10),
    vocabularyVersion: vocabulary.version,
  })
  yield [['cdm_source', description]]
}

function checkNotStopped(stopped: AbortSignal): void {
  if (!stopped.aborted) return
  throw new NodeError('usage/interrupted', 'stopped; nothing of the export is left', {
    hint: 'Run it again when you like.',
  })
}

/** What the store says of its content as a whole, and the hash that names it. */
import type { IngestHead } from '../ingest/ports.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import type { Transaction } from './connection.ts'
import { hashOfSubjects } from './staged-subjects.ts'

/** What the ingest said; null where nothing was ingested. */
export async function selectHead(transaction: Transaction): Promise<IngestHead | null> {
  const { rows } = await transaction.query<IngestHead>(
    `SELECT trial_id AS "trialId", to_char(cutoff, 'YYYY-MM-DD') AS cutoff, mapping_id AS "mappingId",
            mapping_version AS "mappingVersion", versions, counts FROM record.ingests`,
  )
  return rows[0] ?? null
}

/** After a change of subjects or counts: the same name that an ingest of this content would give. */
export async function updateContentHash(transaction: Transaction): Promise<void> {
  const head = await selectHead(transaction)
  if (head === null) return
  const hash = await hashOfSubjects(transaction, 'record.subjects', canonicalJson({ ...head }))
  await transaction.query('UPDATE record.ingests SET content_hash = $1', [hash])
}

/** Saving an ingest (role `rose_ingest`). */
import type { IngestBatch, IngestStore } from '../ingest/ports.ts'
import type { Clock } from '../model/clock.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { enrolmentColumns, enrolmentFields, enrolmentRecordset } from './enrolment-columns.ts'
import { type BatchContent, contentOf } from './ingest-content.ts'

/** Taken by whoever writes records, shared by whoever reads them together with their state. */
export const RECORD_LOCK = "hashtextextended('prime-rose/records', 0)"

/** Subjects a statement: bounds the size of one parameter, not of an ingest. */
const CHUNK = 1_000

export interface IngestStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

export function createIngestStore({ database, append, clock }: IngestStoreDeps): IngestStore {
  return {
    save: batch => {
      const content = contentOf(batch)
      return inTransaction(database, 'ingest', async transaction => {
        await transaction.query(`SELECT pg_advisory_xact_lock(${RECORD_LOCK})`)
        if (await holds(transaction, content)) return { unchanged: true }
        const changes = await mergeSubjects(transaction, batch, content)
        await writeState(transaction, batch, content)
        await append(transaction, {
          kind: 'ingest.saved',
          at: new Date(clock.now()).toISOString(),
          actor: 'ingest',
          facts: factsOf(batch, content, changes),
        })
        return { unchanged: false }
      })
    },
  }
}

interface Changes {
  readonly written: number
  readonly removed: number
}

async function holds(transaction: Transaction, content: BatchContent): Promise<boolean> {
  const { rowCount } = await transaction.query('SELECT FROM record.ingests WHERE content_hash = $1', [content.hash])
  return rowCount !== 0
}

/** Writes the subjects that are new or changed, removes those that the batch does not name; enrolments go with them. */
async function mergeSubjects(transaction: Transaction, batch: IngestBatch, content: BatchContent): Promise<Changes> {
  const stored = await readStoredHashes(transaction)
  const changed = batch.subjects.filter(({ pseudonym }) => {
    return stored.get(pseudonym) !== content.subjectHashes.get(pseudonym)
  })
  const gone = [...stored.keys()].filter(pseudonym => !content.subjectHashes.has(pseudonym))
  const stale = [...gone, ...changed.map(subject => subject.pseudonym).filter(pseudonym => stored.has(pseudonym))]
  await transaction.query('DELETE FROM record.subjects WHERE pseudonym = ANY ($1::text[])', [stale])
  for (let from = 0; from < changed.length; from += CHUNK) {
    await insertSubjects(transaction, changed.slice(from, from + CHUNK), content)
  }
  return { written: changed.length, removed: gone.length }
}

async function readStoredHashes(transaction: Transaction): Promise<ReadonlyMap<string, string>> {
  const { rows } = await transaction.query<{ pseudonym: string; hash: string }>(
    'SELECT pseudonym, content_hash AS hash FROM record.subjects',
  )
  return new Map(rows.map(row => [row.pseudonym, row.hash]))
}

async function insertSubjects(
  transaction: Transaction,
  subjects: readonly PseudonymisedSubject[],
  content: BatchContent,
): Promise<void> {
  await transaction.query(
    `INSERT INTO record.subjects (pseudonym, content_hash, document, recommended)
     SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::boolean[])`,
    [
      subjects.map(subject => subject.pseudonym),
      subjects.map(subject => content.subjectHashes.get(subject.pseudonym)),
      subjects.map(subject => JSON.stringify(subject.record)),
      subjects.map(subject => subject.recommended),
    ],
  )
  const enrolments = subjects.flatMap(({ pseudonym, enrolments }) => {
    return enrolments.map(enrolment => ({ ...enrolment, pseudonym }))
  })
  await transaction.query(
    `INSERT INTO record.enrolments (${enrolmentColumns})
     SELECT ${enrolmentFields} FROM jsonb_to_recordset($1::jsonb) AS enrolment (${enrolmentRecordset})`,
    [JSON.stringify(enrolments)],
  )
}

async function writeState(transaction: Transaction, batch: IngestBatch, content: BatchContent): Promise<void> {
  await transaction.query('DELETE FROM record.ingests')
  await transaction.query(
    `INSERT INTO record.ingests (content_hash, trial_id, cutoff, mapping_id, mapping_version, versions, counts)
     VALUES ($1, $2, $3::date, $4, $5, $6::jsonb, $7::jsonb)`,
    [
      content.hash,
      batch.trialId,
      batch.cutoff,
      batch.mappingId,
      batch.mappingVersion,
      JSON.stringify(batch.versions),
      JSON.stringify(batch.counts),
    ],
  )
}

function factsOf(batch: IngestBatch, content: BatchContent, changes: Changes) {
  const { trialId, cutoff, mappingId, mappingVersion, counts } = batch
  return {
    trialId,
    cutoff,
    mappingId,
    mappingVersion,
    contentHash: content.hash,
    ...counts,
    accepted: batch.subjects.length,
    ...changes,
  }
}

/** Saving an ingest (role `rose_ingest`). */
import type { IngestHead, IngestStore } from '../ingest/ports.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import type { Clock } from '../model/clock.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { type Changes, clearStage, mergeStaged, stagedHash, stageSubjects } from './staged-subjects.ts'

/** Taken by whoever writes records, shared by whoever reads them together with their state. */
export const RECORD_LOCK = "hashtextextended('prime-rose/records', 0)"

export interface IngestStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

export function createIngestStore({ database, append, clock }: IngestStoreDeps): IngestStore {
  return {
    save: batch =>
      inTransaction(database, 'ingest', async transaction => {
        await clearStage(transaction)
        const accepted = await stageSubjects(transaction, batch.subjects)
        await transaction.query(`SELECT pg_advisory_xact_lock(${RECORD_LOCK})`)
        const head = batch.head()
        const hash = await stagedHash(transaction, canonicalJson({ ...head }))
        const unchanged = await holds(transaction, hash)
        if (unchanged) return clearStage(transaction).then(() => ({ unchanged }))
        const changes = await mergeStaged(transaction)
        await clearStage(transaction)
        await writeState(transaction, head, hash)
        await append(transaction, {
          kind: 'ingest.saved',
          at: new Date(clock.now()).toISOString(),
          actor: 'ingest',
          facts: factsOf(head, hash, accepted, changes),
        })
        return { unchanged: false }
      }),
  }
}

async function holds(transaction: Transaction, hash: string): Promise<boolean> {
  const { rowCount } = await transaction.query('SELECT FROM record.ingests WHERE content_hash = $1', [hash])
  return rowCount !== 0
}

async function writeState(transaction: Transaction, head: IngestHead, hash: string): Promise<void> {
  await transaction.query('DELETE FROM record.ingests')
  await transaction.query(
    `INSERT INTO record.ingests (content_hash, trial_id, cutoff, mapping_id, mapping_version, versions, counts)
     VALUES ($1, $2, $3::date, $4, $5, $6::jsonb, $7::jsonb)`,
    [
      hash,
      head.trialId,
      head.cutoff,
      head.mappingId,
      head.mappingVersion,
      JSON.stringify(head.versions),
      JSON.stringify(head.counts),
    ],
  )
}

function factsOf(head: IngestHead, contentHash: string, accepted: number, changes: Changes) {
  const { trialId, cutoff, mappingId, mappingVersion, counts } = head
  return { trialId, cutoff, mappingId, mappingVersion, contentHash, ...counts, accepted, ...changes }
}

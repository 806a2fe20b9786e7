/** Saving an ingest (role `rose_ingest`). */
import type { IngestHead, IngestStore, ProblemCount } from '../ingest/ports.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import type { Clock } from '../model/clock.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { claimKey } from './pseudonym-keys.ts'
import { lockRecords } from './record-lock.ts'
import { type Changes, clearStage, hashOfSubjects, mergeStaged, stageSubjects } from './staged-subjects.ts'
import { selectLastWithdrawal, selectWithdrawals } from './withdrawal-rows.ts'

export interface IngestStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

export function createIngestStore({ database, append, clock }: IngestStoreDeps): IngestStore {
  return {
    readWithdrawals: () => inTransaction(database, 'read-withdrawals', selectWithdrawals),
    save: batch =>
      inTransaction(database, 'ingest', async transaction => {
        await clearStage(transaction)
        const accepted = await stageSubjects(transaction, batch.subjects)
        await lockRecords(transaction)
        const at = new Date(clock.now()).toISOString()
        await claimKey(transaction, batch.key, at)
        const overtaken = (await selectLastWithdrawal(transaction)) !== batch.withdrawals
        const head = batch.head()
        const hash = await hashOfSubjects(transaction, 'record.staged_subjects', canonicalJson({ ...head }))
        if (overtaken || (await holds(transaction, hash))) {
          await clearStage(transaction)
          return overtaken ? 'overtaken' : 'unchanged'
        }
        const changes = await mergeStaged(transaction)
        await clearStage(transaction)
        await writeState(transaction, { head, hash, problems: batch.problems() })
        const facts = factsOf(head, hash, accepted, changes)
        await append(transaction, { kind: 'ingest.saved', at, actor: 'ingest', facts })
        return 'saved'
      }),
  }
}

async function holds(transaction: Transaction, hash: string): Promise<boolean> {
  const { rowCount } = await transaction.query('SELECT FROM record.ingests WHERE content_hash = $1', [hash])
  return rowCount !== 0
}

async function writeState(
  transaction: Transaction,
  { head, hash, problems }: { head: IngestHead; hash: string; problems: readonly ProblemCount[] },
): Promise<void> {
  await transaction.query('DELETE FROM record.ingests')
  await transaction.query(
    `INSERT INTO record.ingests (content_hash, trial_id, cutoff, mapping_id, mapping_version, versions, counts, problems)
     VALUES ($1, $2, $3::date, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb)`,
    [
      hash,
      head.trialId,
      head.cutoff,
      head.mappingId,
      head.mappingVersion,
      JSON.stringify(head.versions),
      JSON.stringify(head.counts),
      JSON.stringify(problems),
    ],
  )
}

function factsOf(head: IngestHead, contentHash: string, accepted: number, changes: Changes) {
  const { trialId, cutoff, mappingId, mappingVersion, counts } = head
  return { trialId, cutoff, mappingId, mappingVersion, contentHash, ...counts, accepted, ...changes }
}

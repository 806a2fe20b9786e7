/** Saving an ingest (role `rose_ingest`). */
import type { IngestBatch, IngestHead, IngestStore, ProblemCount } from '../ingest/ports.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import type { Clock } from '../model/clock.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { claimKey } from './pseudonym-keys.ts'
import { lockRecords } from './record-lock.ts'
import {
  checkMostStay,
  clearStage,
  copySubjects,
  countGone,
  hashOfSubjects,
  holdsNobody,
  mergeStaged,
} from './staged-subjects.ts'
import { RECORDS, STAGE } from './subject-rows.ts'
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
        const at = new Date(clock.now()).toISOString()
        const brought = await bringIn(transaction, batch, at)
        if (typeof brought === 'string') return brought
        const { head, hash, accepted, changes } = brought
        await writeState(transaction, { head, hash, problems: batch.problems() })
        const facts = factsOf(head, hash, accepted, changes)
        await append(transaction, { kind: 'ingest.saved', at, actor: 'ingest', facts })
        return { removed: changes.removed }
      }),
  }
}

interface Changes {
  readonly written: number
  readonly removed: number
}

interface Brought {
  readonly head: IngestHead
  readonly hash: string
  readonly accepted: number
  readonly changes: Changes
}

/** Subjects into the records; a word where they are to stay as they are. */
async function bringIn(
  transaction: Transaction,
  batch: IngestBatch,
  at: string,
): Promise<Brought | 'unchanged' | 'overtaken'> {
  if (await holdsNobody(transaction)) {
    // Nobody else comes between from here on, so that what was found empty stays so.
    await lockRecords(transaction)
    if (await holdsNobody(transaction)) return takeAll(transaction, batch, at)
  }
  return mergeIn(transaction, batch, at)
}

/** There is nothing to compare with: rows go where they belong while they come. */
async function takeAll(transaction: Transaction, batch: IngestBatch, at: string) {
  await claimKey(transaction, batch.key, at)
  if (await isOvertaken(transaction, batch)) return 'overtaken'
  const accepted = await copySubjects(transaction, RECORDS, batch.subjects)
  const head = batch.head()
  const hash = await hashOfSubjects(transaction, 'record.subjects', canonicalJson({ ...head }))
  if (await holds(transaction, hash)) return 'unchanged'
  return { head, hash, accepted, changes: { written: accepted, removed: 0 } }
}

/** Others may read and write until all is staged. */
async function mergeIn(transaction: Transaction, batch: IngestBatch, at: string) {
  await clearStage(transaction)
  const accepted = await copySubjects(transaction, STAGE, batch.subjects)
  await lockRecords(transaction)
  await claimKey(transaction, batch.key, at)
  const overtaken = await isOvertaken(transaction, batch)
  const head = batch.head()
  const hash = await hashOfSubjects(transaction, 'record.staged_subjects', canonicalJson({ ...head }))
  if (overtaken || (await holds(transaction, hash))) {
    await clearStage(transaction)
    return overtaken ? 'overtaken' : 'unchanged'
  }
  const gone = await countGone(transaction)
  if (!batch.allowRemovals) checkMostStay(gone)
  const written = await mergeStaged(transaction)
  await clearStage(transaction)
  return { head, hash, accepted, changes: { written, removed: gone.gone } }
}

/** Somebody has withdrawn since the export was read. */
async function isOvertaken(transaction: Transaction, { withdrawals }: IngestBatch): Promise<boolean> {
  return (await selectLastWithdrawal(transaction)) !== withdrawals
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

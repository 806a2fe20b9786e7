/** The records of this node, for an export inside the platform (role `rose_ingest`); audited before the first is read. */
import type { IngestState } from '../cut/ports.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { shareRecords } from './record-lock.ts'
import { selectIngestState } from './records-reader.ts'

export interface StoredRecordsDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
  /** Who exports, as the audit names it. */
  readonly actor: string
  /** What the records are written as: `omop`, `fhir`. */
  readonly format: string
}

export interface StoredRecords {
  readonly state: IngestState
  /** How many subjects the store holds. */
  readonly subjects: number
  /** In the order of the pseudonyms, some at a time. */
  readonly records: AsyncIterable<readonly PrimeRoseRecord[]>
}

const AT_ONCE = 200

/**
 * Null where nothing was ingested. The event `records.exported` is durable before a record is handed over; all that is
 * handed over is of the ingest that the event names.
 */
export async function withStoredRecords<T>(
  deps: StoredRecordsDeps,
  use: (stored: StoredRecords) => Promise<T>,
): Promise<T | null> {
  const announced = await announce(deps)
  if (announced === null) return null
  return inTransaction(
    deps.database,
    'export-records',
    async transaction => {
      const state = await selectIngestState(transaction)
      if (state === null || !isSame(state, announced.state)) {
        throw new NodeError('store/changed-meanwhile', 'the records changed while the export began', {
          hint: 'Export again.',
        })
      }
      return use({ ...announced, records: recordsOf(transaction) })
    },
    'REPEATABLE READ, READ ONLY',
  )
}

function announce({ database, append, clock, actor, format }: StoredRecordsDeps) {
  return inTransaction(database, 'announce-export', async transaction => {
    await shareRecords(transaction)
    const state = await selectIngestState(transaction)
    if (state === null) return null
    const { rows } = await transaction.query<{ subjects: number }>(
      'SELECT count(*)::integer AS subjects FROM record.subjects',
    )
    const subjects = rows[0]?.subjects ?? 0
    await append(transaction, {
      kind: 'records.exported',
      at: new Date(clock.now()).toISOString(),
      actor,
      facts: { trialId: state.trialId, cutoff: state.cutoff, contentHash: state.contentHash, format, subjects },
    })
    return { state, subjects }
  })
}

function isSame(a: IngestState, b: IngestState): boolean {
  return (
    a.contentHash === b.contentHash &&
    a.withdrawals === b.withdrawals &&
    a.pseudonymKeyVersion === b.pseudonymKeyVersion
  )
}

async function* recordsOf(transaction: Transaction): AsyncIterable<readonly PrimeRoseRecord[]> {
  await transaction.query(
    'DECLARE stored NO SCROLL CURSOR FOR SELECT document FROM record.subjects ORDER BY pseudonym COLLATE "C"',
  )
  for (;;) {
    const { rows } = await transaction.query<{ document: PrimeRoseRecord }>(`FETCH ${AT_ONCE} FROM stored`)
    if (rows.length === 0) return
    yield rows.map(row => row.document)
  }
}

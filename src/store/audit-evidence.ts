/** The audit and what it is compared with in the store, of one moment (role `rose_auditor`). */
import type { ChainedEvent } from '../audit/event.ts'
import type { AuditEvidence } from '../audit/verify.ts'
import { selectEvents } from './audit-log.ts'
import { type Database, inTransaction } from './connection.ts'

export function readEvidence(database: Database): Promise<Pick<AuditEvidence, 'events' | 'published' | 'cuts'>> {
  return inTransaction(
    database,
    'read-audit-evidence',
    async transaction => {
      const events: ChainedEvent[] = []
      for await (const page of selectEvents(transaction)) events.push(...page)
      const tables = await transaction.query<{ sha256: string }>('SELECT sha256 FROM published.tables ORDER BY number')
      const cuts = await transaction.query<{ id: string; state: string }>(
        'SELECT id, state FROM cut.cuts ORDER BY number',
      )
      return { events, published: tables.rows.map(({ sha256 }) => sha256), cuts: cuts.rows }
    },
    'REPEATABLE READ, READ ONLY',
  )
}

/** Hashes of all events, in their order: what a tree head is made of. */
export async function readEventHashes(database: Database): Promise<readonly { readonly hash: string }[]> {
  return inTransaction(database, 'read-audit-hashes', async transaction => {
    const { rows } = await transaction.query<{ hash: string }>('SELECT hash FROM audit.events ORDER BY sequence')
    return rows
  })
}

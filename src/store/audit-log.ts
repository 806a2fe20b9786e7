/** The chain of audit events in the database. How events are hashed is handed in (`audit/chain.ts`). */
import type { chainEvent } from '../audit/chain.ts'
import type { AuditEvent, ChainedEvent } from '../audit/event.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'

/** Appends one event within the caller's transaction, as its last step: others wait from here to the commit. */
export type AuditAppender = (transaction: Transaction, event: AuditEvent) => Promise<void>

const PAGE = 1_000

/** One writer at a time, so that the chain has no forks; the constraints of the table would refuse one anyway. */
export function auditAppender(chain: typeof chainEvent): AuditAppender {
  return async (transaction, event) => {
    await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended('prime-rose/audit', 0))")
    const { rows } = await transaction.query<{ sequence: string; hash: string }>(
      'SELECT sequence, hash FROM audit.events ORDER BY sequence DESC LIMIT 1',
    )
    const [last] = rows
    const previous =
      last === undefined ? null : { ...event, ...last, sequence: Number(last.sequence), previousHash: '' }
    const link = chain(previous, event)
    await transaction.query(
      `INSERT INTO audit.events (sequence, kind, at, actor, facts, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)`,
      [link.sequence, link.kind, link.at, link.actor, JSON.stringify(link.facts), link.previousHash, link.hash],
    )
  }
}

/** For events that come alone, such as `node.initialised`; transaction `audit`. */
export async function appendAuditEvent(database: Database, append: AuditAppender, event: AuditEvent): Promise<void> {
  await inTransaction(database, 'audit', transaction => append(transaction, event))
}

/** The whole chain in order, page by page; needs a role that may read facts. */
export async function* readAuditEvents(database: Database): AsyncGenerator<ChainedEvent> {
  for (let after = 0; ; ) {
    const page = await inTransaction(database, 'read-audit', transaction => selectPage(transaction, after))
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.sequence
  }
}

/** The same within the caller's transaction. */
export async function* selectEvents(transaction: Transaction): AsyncGenerator<readonly ChainedEvent[]> {
  for (let after = 0; ; ) {
    const page = await selectPage(transaction, after)
    yield page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.sequence
  }
}

async function selectPage(transaction: Transaction, after: number): Promise<readonly ChainedEvent[]> {
  const { rows } = await transaction.query<ChainedEvent>(
    `SELECT sequence::integer AS sequence, kind, at, actor, facts, previous_hash AS "previousHash", hash
     FROM audit.events WHERE sequence > $1 ORDER BY sequence LIMIT $2`,
    [after, PAGE],
  )
  return rows
}

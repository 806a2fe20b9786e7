/** What retention counts and removes in the database: access events (role `rose_snapshot`), used messages (`rose_gateway`). */
import type { AccessEvents, UsedMessages } from '../retention/ports.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { countExpired, removeExpired } from './used-messages.ts'

export function createAccessEvents({
  database,
  append,
}: {
  readonly database: Database
  readonly append: AuditAppender
}): AccessEvents {
  return {
    count: before =>
      inTransaction(database, 'count-access', transaction =>
        numberOf(transaction, 'SELECT audit.count_access($1) AS number', before),
      ),
    forget: (before, event, alongside) =>
      inTransaction(database, 'forget-access', async transaction => {
        const removed = await numberOf(transaction, 'SELECT audit.forget_access($1) AS number', before)
        await append(transaction, event(removed))
        await alongside()
        return removed
      }),
  }
}

async function numberOf(transaction: Transaction, statement: string, before: Date): Promise<number> {
  const { rows } = await transaction.query<{ number: string }>(statement, [before.toISOString()])
  return Number(rows[0]?.number ?? 0)
}

export function createUsedMessages(database: Database): UsedMessages {
  return { count: before => countExpired(database, before), remove: before => removeExpired(database, before) }
}

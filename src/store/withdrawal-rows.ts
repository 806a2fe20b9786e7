/** Statements on withdrawals, shared by ingest, withdrawal and rotation (role `rose_ingest`). */
import type { Withdrawals } from '../ingest/ports.ts'
import type { Transaction } from './connection.ts'

export async function selectWithdrawals(transaction: Transaction): Promise<Withdrawals> {
  const { rows } = await transaction.query<{ number: number; pseudonym: string; scope: 'data' | 'treatment' }>(
    'SELECT number, pseudonym, scope FROM record.withdrawals ORDER BY number',
  )
  return { last: rows.at(-1)?.number ?? 0, scopes: new Map(rows.map(row => [row.pseudonym, row.scope])) }
}

export async function selectLastWithdrawal(transaction: Transaction): Promise<number> {
  const { rows } = await transaction.query<{ last: number }>(
    'SELECT coalesce(max(number), 0)::integer AS last FROM record.withdrawals',
  )
  return rows[0]?.last ?? 0
}

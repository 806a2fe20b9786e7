/** Writers of records come one at a time; who reads them together with their state keeps writers out. */
import type { Transaction } from './connection.ts'

const LOCK = "hashtextextended('prime-rose/records', 0)"

/** Until the end of the transaction. */
export async function lockRecords(transaction: Transaction): Promise<void> {
  await transaction.query(`SELECT pg_advisory_xact_lock(${LOCK})`)
}

export async function shareRecords(transaction: Transaction): Promise<void> {
  await transaction.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`)
}

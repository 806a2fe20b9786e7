/** A withdrawal in the store: one transaction, in which nobody ingests and no data cut is registered (role `rose_ingest`). */
import type { EngineNote } from '../audit/event.ts'
import type { Withdrawal, Withdrawn } from '../ingest/identity-ports.ts'
import type { AuditAppender } from './audit-log.ts'
import type { Transaction } from './connection.ts'
import { updateContentHash } from './ingest-state.ts'
import { claimKey } from './pseudonym-keys.ts'
import { lockRecords } from './record-lock.ts'
import { selectLastWithdrawal } from './withdrawal-rows.ts'

/** Null where the store does not know the person and that was not expected. */
export async function withdrawInStore(
  transaction: Transaction,
  withdrawal: Withdrawal,
  { append, at }: { readonly append: AuditAppender; readonly at: string },
): Promise<Withdrawn | null> {
  const { pseudonym, id, scope, reasonCode, person, actor } = withdrawal
  await lockRecords(transaction)
  await claimKey(transaction, withdrawal.key, at)
  const earlier = await selectScope(transaction, pseudonym)
  if (earlier === scope || earlier === 'data') return { outcome: 'was-recorded', scope: earlier, cutsClosed: [] }
  const isKnown = await isPerson(transaction, pseudonym)
  // Who is held back for a word in a text is in no table yet: their standing is what is being decided.
  if (!isKnown && earlier === null && !withdrawal.isNew) return null
  const number = (await selectLastWithdrawal(transaction)) + 1
  await transaction.query('DELETE FROM record.withdrawals WHERE pseudonym = $1', [pseudonym])
  await transaction.query(
    `INSERT INTO record.withdrawals (number, id, pseudonym, sealed_local_id, scope, reason_code)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [number, id, pseudonym, Buffer.from(withdrawal.sealedLocalId), scope, reasonCode],
  )
  const { cutsClosed, note } =
    scope === 'data' ? await takeOut(transaction, { withdrawal, number, isKnown, at }) : { cutsClosed: [], note: {} }
  for (const cutId of cutsClosed) {
    await append(transaction, { kind: 'cut.closed', at, actor, facts: { cutId, reason: 'withdrawal' } })
  }
  const facts = { withdrawalId: id, person, scope, reasonCode, ...note }
  await append(transaction, { kind: 'subject.withdrawn', at, actor, facts })
  return { outcome: 'recorded', scope, cutsClosed }
}

interface TakeOut {
  readonly withdrawal: Withdrawal
  readonly number: number
  readonly isKnown: boolean
  readonly at: string
}

/** Out of the records; and no new computation of a cut that may hold them, which the engine knows before it is true here. */
async function takeOut(
  transaction: Transaction,
  { withdrawal: { pseudonym, tell }, number, isKnown, at }: TakeOut,
): Promise<{ readonly cutsClosed: readonly string[]; readonly note: EngineNote }> {
  const { rowCount } = await transaction.query('DELETE FROM record.subjects WHERE pseudonym = $1', [pseudonym])
  await transaction.query('DELETE FROM record.persons WHERE pseudonym = $1', [pseudonym])
  if (rowCount !== 0) {
    await transaction.query(
      `UPDATE record.ingests SET counts = counts || jsonb_build_object(
         'screened', (counts ->> 'screened')::integer - 1, 'withdrawn', (counts ->> 'withdrawn')::integer + 1)`,
    )
    await updateContentHash(transaction)
  }
  const cutsClosed = isKnown ? await closeCuts(transaction, at) : []
  return { cutsClosed, note: await tell(cutsClosed, number) }
}

async function closeCuts(transaction: Transaction, at: string): Promise<readonly string[]> {
  const { rows } = await transaction.query<{ id: string }>('SELECT cut.close_for_withdrawal($1) AS id', [at])
  return rows.map(({ id }) => id).sort()
}

async function selectScope(transaction: Transaction, pseudonym: string): Promise<'data' | 'treatment' | null> {
  const { rows } = await transaction.query<{ scope: 'data' | 'treatment' }>(
    'SELECT scope FROM record.withdrawals WHERE pseudonym = $1',
    [pseudonym],
  )
  return rows[0]?.scope ?? null
}

/** In the store now or ever, so that a data cut may hold them. */
async function isPerson(transaction: Transaction, pseudonym: string): Promise<boolean> {
  const { rowCount } = await transaction.query('SELECT FROM record.persons WHERE pseudonym = $1', [pseudonym])
  return rowCount !== 0
}

/** Who is behind a pseudonym, and under which key (role `rose_ingest`). */
import type { IdentityStore, LookedUp, LookUp } from '../ingest/identity-ports.ts'
import type { AuditAppender } from './audit-log.ts'
import { inTransaction, type Transaction } from './connection.ts'
import type { IngestStoreDeps } from './ingest-store.ts'
import { claimKey, endKey, selectLastKey } from './pseudonym-keys.ts'
import { lockRecords } from './record-lock.ts'
import { rekeyStore } from './rekey.ts'
import { withdrawInStore } from './withdraw.ts'

export function createIdentityStore({ database, append, clock }: IngestStoreDeps): IdentityStore {
  const now = () => new Date(clock.now()).toISOString()
  return {
    readKey: () => inTransaction(database, 'read-key', selectLastKey),
    whileLocked: work =>
      inTransaction(database, 'hold-records', async transaction => {
        await lockRecords(transaction)
        return work(await selectLastKey(transaction))
      }),
    rekey: request =>
      inTransaction(database, 'rotate-key', transaction => rekeyStore(transaction, request, { append, at: now() })),
    endKey: ({ key, actor }) =>
      inTransaction(database, 'end-key', async transaction => {
        await lockRecords(transaction)
        const at = now()
        await claimKey(transaction, key, at)
        await endKey(transaction, key.version, at)
        for (const table of ['persons', 'withdrawals']) {
          await transaction.query(`UPDATE record.${table} SET sealed_local_id = ''`)
        }
        const facts = { version: key.version, keyId: key.id }
        await append(transaction, { kind: 'pseudonym.key-destroyed', at, actor, facts })
      }),
    findSealed: pseudonym =>
      inTransaction(database, 'find-person', async transaction => {
        const { rows } = await transaction.query<{ sealed: Buffer }>(
          'SELECT sealed_local_id AS sealed FROM record.persons WHERE pseudonym = $1',
          [pseudonym],
        )
        return rows[0]?.sealed ?? null
      }),
    withdraw: withdrawal =>
      inTransaction(database, 'withdraw', transaction =>
        withdrawInStore(transaction, withdrawal, { append, at: now() }),
      ),
    countWithdrawals: () =>
      inTransaction(database, 'count-withdrawals', async transaction => {
        const { rows } = await transaction.query<{ count: number }>(
          "SELECT count(*)::integer AS count FROM record.withdrawals WHERE scope = 'data'",
        )
        return rows[0]?.count ?? 0
      }),
    lookUp: request =>
      inTransaction(database, 'look-up-person', transaction =>
        lookUp(transaction, request, { append, now: clock.now() }),
      ),
  }
}

const DAY_MILLISECONDS = 86_400_000

async function lookUp(
  transaction: Transaction,
  { pseudonym, perDay, actor, reason, auditNameOf }: LookUp,
  { append, now }: { readonly append: AuditAppender; readonly now: number },
): Promise<LookedUp> {
  const at = new Date(now).toISOString()
  // One at a time, so that two at the same moment count each other.
  await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended('prime-rose/look-ups', 0))")
  const { rows: recent } = await transaction.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM audit.events WHERE kind = 'pseudonym.looked-up' AND at COLLATE "C" > $1`,
    [new Date(now - DAY_MILLISECONDS).toISOString()],
  )
  const { rows } = await transaction.query<{ sealed: Buffer }>(
    'SELECT sealed_local_id AS sealed FROM record.persons WHERE pseudonym = $1',
    [pseudonym],
  )
  const sealed = rows[0]?.sealed
  const refused = (recent[0]?.count ?? 0) >= perDay ? 'rate-limited' : sealed === undefined ? 'not-found' : null
  if (refused !== null || sealed === undefined) {
    const outcome = refused ?? 'not-found'
    await append(transaction, { kind: 'pseudonym.lookup-refused', at, actor, facts: { outcome, reason } })
    return { outcome }
  }
  const facts = { person: auditNameOf(sealed), reason }
  await append(transaction, { kind: 'pseudonym.looked-up', at, actor, facts })
  return { outcome: 'found', sealedLocalId: sealed }
}

/** Moves the whole store from one pseudonym key to the next, in one transaction (role `rose_ingest`). */
import type { Rekey, Rekeyed } from '../ingest/identity-ports.ts'
import type { AuditAppender } from './audit-log.ts'
import type { Transaction } from './connection.ts'
import { updateContentHash } from './ingest-state.ts'
import { checkKey, endKey, insertKey } from './pseudonym-keys.ts'
import { lockRecords } from './record-lock.ts'

/** Persons a statement. */
const CHUNK = 1_000

interface SealedRow {
  readonly pseudonym: string
  readonly sealedLocalId: Buffer
}

export async function rekeyStore(
  transaction: Transaction,
  { from, prepare, rename, actor, onStep, ...next }: Rekey,
  { append, at }: { readonly append: AuditAppender; readonly at: string },
): Promise<Rekeyed> {
  await lockRecords(transaction)
  await checkKey(transaction, from)
  // Before anything changes, and while no other rotation can be at work: the new key must outlive whatever comes now.
  await prepare()
  const to = next.to()
  onStep('prepared')
  await transaction.query('SET CONSTRAINTS ALL DEFERRED')
  const persons = await renameRows(transaction, 'record.persons', rename)
  onStep('persons')
  const withdrawals = await renameRows(transaction, 'record.withdrawals', rename)
  await transaction.query('SET CONSTRAINTS ALL IMMEDIATE')
  await updateContentHash(transaction)
  await endKey(transaction, from.version, at)
  await insertKey(transaction, to, at)
  onStep('rekeyed')
  await append(transaction, {
    kind: 'pseudonym.key-rotated',
    at,
    actor,
    facts: { fromVersion: from.version, fromKeyId: from.id, toVersion: to.version, toKeyId: to.id, persons },
  })
  onStep('audited')
  return { persons, withdrawals }
}

async function renameRows(
  transaction: Transaction,
  table: 'record.persons' | 'record.withdrawals',
  rename: Rekey['rename'],
): Promise<number> {
  let renamed = 0
  // New pseudonyms begin with another version, so they are not met again.
  for (let after = ''; ; ) {
    const { rows } = await transaction.query<SealedRow>(
      `SELECT pseudonym, sealed_local_id AS "sealedLocalId" FROM ${table}
       WHERE pseudonym COLLATE "C" > $1 ORDER BY pseudonym COLLATE "C" LIMIT ${CHUNK}`,
      [after],
    )
    const old = rows.filter(row => !rename.isDone(row.pseudonym))
    if (old.length > 0) await writeNames(transaction, table, { old, next: old.map(rename.person) })
    renamed += old.length
    const last = rows.at(-1)
    if (last === undefined) return renamed
    after = last.pseudonym
  }
}

async function writeNames(
  transaction: Transaction,
  table: 'record.persons' | 'record.withdrawals',
  names: {
    readonly old: readonly SealedRow[]
    readonly next: readonly { pseudonym: string; sealedLocalId: Uint8Array }[]
  },
): Promise<void> {
  const pairs = [names.old.map(({ pseudonym }) => pseudonym), names.next.map(({ pseudonym }) => pseudonym)]
  await transaction.query(
    `UPDATE ${table} SET pseudonym = names.next, sealed_local_id = names.sealed
     FROM unnest($1::text[], $2::text[], $3::bytea[]) AS names (old, next, sealed) WHERE pseudonym = names.old`,
    [...pairs, names.next.map(({ sealedLocalId }) => Buffer.from(sealedLocalId))],
  )
  if (table === 'record.withdrawals') return
  await transaction.query(
    `UPDATE record.subjects
     SET pseudonym = names.next, document = jsonb_set(document, '{pseudonym}', to_jsonb(names.next))
     FROM unnest($1::text[], $2::text[]) AS names (old, next) WHERE pseudonym = names.old`,
    pairs,
  )
  await transaction.query(
    `UPDATE record.enrolments SET pseudonym = names.next
     FROM unnest($1::text[], $2::text[]) AS names (old, next) WHERE pseudonym = names.old`,
    pairs,
  )
}

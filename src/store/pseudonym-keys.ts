/** Which pseudonym key the store is under (role `rose_ingest`). The key itself is never here. */
import type { StoredKey } from '../ingest/identity-ports.ts'
import type { PseudonymKeyName } from '../ingest/ports.ts'
import { NodeError } from '../model/errors.ts'
import type { Transaction } from './connection.ts'

/** The last key the store was under; null where nothing was ever stored. */
export async function selectLastKey(transaction: Transaction): Promise<StoredKey | null> {
  const { rows } = await transaction.query<StoredKey>(
    `SELECT version, key_id AS id, began_at AS "beganAt", ended_at AS "endedAt"
     FROM record.pseudonym_keys ORDER BY version DESC LIMIT 1`,
  )
  return rows[0] ?? null
}

/**
 * The first key that stores anything is the store's from then on. Throws `pseudonym/wrong-key` for any other, which would
 * give every subject a second pseudonym, and `pseudonym/key-destroyed`.
 */
export async function claimKey(transaction: Transaction, key: PseudonymKeyName, at: string): Promise<void> {
  if ((await selectLastKey(transaction)) === null) await insertKey(transaction, key, at)
  else await checkKey(transaction, key)
}

/** Throws `pseudonym/wrong-key` or `pseudonym/key-destroyed` where the store is not under this key. */
export async function checkKey(transaction: Transaction, key: PseudonymKeyName): Promise<void> {
  const last = await selectLastKey(transaction)
  if (last !== null && last.endedAt !== null) {
    throw new NodeError('pseudonym/key-destroyed', 'the pseudonym key of this store was destroyed', {
      hint: 'Nothing can be added any more. A new node starts with a key of its own: rose init',
    })
  }
  if (last?.version === key.version && last.id === key.id) return
  throw new NodeError(
    'pseudonym/wrong-key',
    last === null
      ? 'the store is under no pseudonym key yet'
      : `the store is under another pseudonym key: version ${last.version}, id ${last.id}`,
    { hint: 'Use the key that belongs to this store. rose pseudonym key status --node DIR compares the two.' },
  )
}

export async function insertKey(
  transaction: Transaction,
  { version, id }: PseudonymKeyName,
  at: string,
): Promise<void> {
  await transaction.query('INSERT INTO record.pseudonym_keys (version, key_id, began_at) VALUES ($1, $2, $3)', [
    version,
    id,
    at,
  ])
}

export async function endKey(transaction: Transaction, version: number, at: string): Promise<void> {
  await transaction.query('UPDATE record.pseudonym_keys SET ended_at = $2 WHERE version = $1 AND ended_at IS NULL', [
    version,
    at,
  ])
}

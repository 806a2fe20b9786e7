/** Which pseudonym key the store is under (role `rose_ingest`). The key itself is never here. */
import type { PseudonymKeyName } from '../ingest/ports.ts'
import { NodeError } from '../model/errors.ts'
import type { Transaction } from './connection.ts'

export interface StoredKey extends PseudonymKeyName {
  /** RFC 3339. */
  readonly beganAt: string
  /** When it was rotated away or destroyed. */
  readonly endedAt: string | null
}

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
  const last = await selectLastKey(transaction)
  if (last === null) return insertKey(transaction, key, at)
  if (last.endedAt !== null) {
    throw new NodeError('pseudonym/key-destroyed', 'the pseudonym key of this store was destroyed', {
      hint: 'Nothing can be added any more. A new node starts with a key of its own: rose init',
    })
  }
  if (last.version !== key.version || last.id !== key.id) throw wrongKey(last)
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

export function wrongKey({ version, id }: PseudonymKeyName): NodeError {
  return new NodeError(
    'pseudonym/wrong-key',
    `the store is under another pseudonym key: version ${version}, id ${id}`,
    {
      hint: 'Restore that key. rose pseudonym key status --node DIR compares the two.',
      detail: { version, keyId: id },
    },
  )
}

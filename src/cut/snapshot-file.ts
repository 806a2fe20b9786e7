/** The snapshot as bytes on disk: eight bytes of format, nonce, AES-256-GCM ciphertext, tag. */
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import { decodeSnapshot, encodeSnapshot, type Snapshot } from './snapshot.ts'

const FORMAT = Buffer.from('PRSNAP02', 'latin1')
/** Rows without an index, of the first versions: they lack what the index is made of. */
const OLDER = Buffer.from('PRSNAP01', 'latin1')
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

export const SNAPSHOT_KEY_BYTES = 32

/** Of one data cut; handed to the cut build and to the engine, to nobody else. */
export type SnapshotKey = Uint8Array

/** Reads the text of the key's file: 64 hex digits. */
export function parseSnapshotKey(text: string): SnapshotKey {
  if (!/^[0-9a-f]{64}\n?$/.test(text)) {
    throw new NodeError('trust/bad-key', 'not a snapshot key', { hint: 'Its file holds 64 hex digits.' })
  }
  return Buffer.from(text.trim(), 'hex')
}

/** `key` and `nonce`: fresh random bytes, 32 and 12, for this one snapshot. */
export function sealSnapshot(snapshot: Snapshot, secrets: { key: SnapshotKey; nonce: Uint8Array }): Buffer {
  const cipher = createCipheriv(ALGORITHM, secrets.key, secrets.nonce)
  cipher.setAAD(FORMAT)
  const sealed = encodeSnapshot(snapshot).map(piece => cipher.update(piece))
  return Buffer.concat([FORMAT, secrets.nonce, ...sealed, cipher.final(), cipher.getAuthTag()])
}

/** Whether this version reads files of this kind at all. */
export function isOfThisFormat(bytes: Uint8Array): boolean {
  return FORMAT.equals(bytes.subarray(0, FORMAT.length))
}

/**
 * Checks hash, format and tag; throws `cut/snapshot-damaged`, whichever of them fails, and `cut/older-format` for a file
 * that is the one that was built, by an earlier version.
 */
export function readSnapshot(bytes: Uint8Array, expected: { key: SnapshotKey; sha256: string }): Snapshot {
  const hash = createHash('sha256').update(bytes).digest()
  const wanted = Buffer.from(expected.sha256, 'hex')
  if (wanted.length !== hash.length || !timingSafeEqual(hash, wanted)) throw damaged()
  if (OLDER.equals(bytes.subarray(0, OLDER.length))) throw older()
  return decodeSnapshot(unseal(bytes, expected.key))
}

export function hashOfSnapshot(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** In a buffer of its own, whose beginning is aligned for the arrays in it. */
function unseal(bytes: Uint8Array, key: SnapshotKey): Uint8Array {
  const body = FORMAT.length + NONCE_BYTES
  if (bytes.length < body + TAG_BYTES || !isOfThisFormat(bytes)) throw damaged()
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(FORMAT.length, body))
  decipher.setAAD(FORMAT)
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const plain = decipher.update(bytes.subarray(body, -TAG_BYTES))
    decipher.final()
    return plain.byteOffset % 8 === 0 ? plain : new Uint8Array(plain)
  } catch (cause) {
    throw damaged(cause)
  }
}

function older(): NodeError {
  return new NodeError('cut/older-format', 'the snapshot was built by an earlier version of the program', {
    hint: 'Build a new data cut: rose cut build',
  })
}

function damaged(cause?: unknown): NodeError {
  return new NodeError('cut/snapshot-damaged', 'the snapshot file is not the one that was built', {
    hint: 'Restore the file from the backup, or build the data cut again.',
    cause,
  })
}

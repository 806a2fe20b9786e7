/**
 * The local subject id behind a pseudonym, sealed under a key derived from the pseudonym key: so that whoever holds that
 * key, and nobody else, can re-key a store or find a patient again. Vectors: test/vectors/sealed-local-id.json.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import type { Pseudonym } from '../model/ids.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { derivePseudonym } from './pseudonym.ts'
import type { PseudonymKey } from './pseudonym-key.ts'
import { RECORD_PURPOSE } from './purposes.ts'

const DOMAIN = 'prime-rose/local-id/1'
const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Ids are padded to whole blocks of this, so that a length tells nothing. */
const BLOCK = 64
const MAX_ID_BYTES = 512

/**
 * Nonce, AES-256-GCM ciphertext, tag; `pseudonym`: of the id under this key, where it is known already. Always the same bytes for one id: the nonce comes from the
 * pseudonym, which has one id.
 */
export function sealLocalId(
  key: PseudonymKey,
  subjectId: string,
  pseudonym: Pseudonym = pseudonymOf(key, subjectId),
): Uint8Array {
  const secret = sealingKey(key)
  const nonce = createHmac('sha256', secret).update(lengthPrefixed(DOMAIN, pseudonym)).digest().subarray(0, NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, secret, nonce)
  cipher.setAAD(Buffer.from(pseudonym))
  return Buffer.concat([nonce, cipher.update(pad(subjectId)), cipher.final(), cipher.getAuthTag()])
}

/** Throws `pseudonym/wrong-key` where it was not sealed under this key for this pseudonym. */
export function openLocalId(key: PseudonymKey, pseudonym: string, sealed: Uint8Array): string {
  const subjectId = unpad(decrypt(key, pseudonym, sealed))
  if (subjectId === null || pseudonymOf(key, subjectId) !== pseudonym) throw wrongKey()
  return subjectId
}

function pseudonymOf(key: PseudonymKey, subjectId: string): Pseudonym {
  return derivePseudonym(key, { trialId: key.trialId, purpose: RECORD_PURPOSE, subjectId })
}

/** Derived once for each key: an ingest seals every subject of a trial. */
const sealingKeys = new WeakMap<PseudonymKey, KeyObject>()

function sealingKey(key: PseudonymKey): KeyObject {
  const known = sealingKeys.get(key)
  if (known !== undefined) return known
  const { secret, version, trialId } = key
  const derived = createHmac('sha256', secret)
    .update(lengthPrefixed(DOMAIN, String(version), trialId))
    .digest()
  const sealing = createSecretKey(derived)
  sealingKeys.set(key, sealing)
  return sealing
}

function decrypt(key: PseudonymKey, pseudonym: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw wrongKey()
  const decipher = createDecipheriv(ALGORITHM, sealingKey(key), bytes.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(pseudonym))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw wrongKey()
  }
}

/** Two bytes of length, most significant first, the id in UTF-8, zeros. */
function pad(subjectId: string): Buffer {
  const id = Buffer.from(subjectId, 'utf8')
  if (id.length > MAX_ID_BYTES) throw new NodeError('usage/bad-argument', 'a subject id is longer than 512 bytes')
  const padded = Buffer.alloc(Math.ceil((id.length + 2) / BLOCK) * BLOCK)
  padded.writeUInt16BE(id.length)
  id.copy(padded, 2)
  return padded
}

function unpad(padded: Buffer): string | null {
  if (padded.length < 2 || padded.length < padded.readUInt16BE() + 2) return null
  return padded.subarray(2, 2 + padded.readUInt16BE()).toString('utf8')
}

function wrongKey(): NodeError {
  return new NodeError('pseudonym/wrong-key', 'the store was not sealed under this pseudonym key', {
    hint: 'Restore the key that belongs to this store: rose pseudonym key status --node DIR',
  })
}

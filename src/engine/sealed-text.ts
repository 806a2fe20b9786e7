/** What the engine keeps for itself: eight bytes of format, nonce, AES-256-GCM ciphertext, tag, under a key of its own. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

/** `format`: eight bytes that name what it is, so that one file is not read as another. */
export function sealText(format: Uint8Array, text: Uint8Array, key: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce)
  cipher.setAAD(format)
  return Buffer.concat([format, nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

/** Null where it is of another format or was changed. */
export function unsealText(format: Uint8Array, bytes: Buffer, key: Uint8Array): Buffer | null {
  const body = format.length + NONCE_BYTES
  if (bytes.length < body + TAG_BYTES || !bytes.subarray(0, format.length).equals(format)) return null
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(format.length, body))
    decipher.setAAD(format)
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(body, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Signing keys: Ed25519 as JSON Web Keys (RFC 8037); one person or one process has one key. */
import {
  asOkpPrivate,
  asOkpPublic,
  generateOkp,
  type OkpPrivateJwk,
  type OkpPublicJwk,
  keyIdOf as okpKeyIdOf,
  parseKeyText,
  publicOkpOf,
} from './octet-key-pair.ts'

/** RFC 8037 section 2. */
export type PublicJwk = OkpPublicJwk<'Ed25519'>
export type PrivateJwk = OkpPrivateJwk<'Ed25519'>

/** A fresh key from the operating system's randomness. */
export function generateKey(): PrivateJwk {
  return generateOkp('Ed25519')
}

/** Reads the text of a key file; throws `trust/bad-key` where it is not exactly one Ed25519 private key. */
export function parsePrivateKey(text: string): PrivateJwk {
  return asOkpPrivate('Ed25519', parseKeyText('Ed25519', text))
}

/** Reads the text of a public key; a text that holds a private key is refused, so that none is passed on by mistake. */
export function parsePublicKey(text: string): PublicJwk {
  return asPublicJwk(parseKeyText('Ed25519', text))
}

export function asPublicJwk(value: unknown): PublicJwk {
  return asOkpPublic('Ed25519', value)
}

export function publicKeyOf(key: PrivateJwk): PublicJwk {
  return publicOkpOf(key)
}

/** Thumbprint (RFC 7638), used as `kid`. */
export function keyIdOf(key: PublicJwk): string {
  return okpKeyIdOf(key)
}

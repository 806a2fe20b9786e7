/** Ed25519 keys as JSON Web Keys (RFC 8037): one person or one process has one key. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import { parseStrictJson } from './strict-json.ts'

/** RFC 8037 section 2. */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  /** 32 bytes, base64url without padding. */
  readonly x: string
}

export interface PrivateJwk extends PublicJwk {
  /** 32 bytes, base64url without padding. */
  readonly d: string
}

const THIRTY_TWO_BYTES = /^[A-Za-z0-9_-]{43}$/
const PUBLIC_MEMBERS = 'crv kty x'
const PRIVATE_MEMBERS = 'crv d kty x'

/** A fresh key from the operating system's randomness. */
export function generateKey(): PrivateJwk {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  return asPrivateJwk({ kty: 'OKP', crv: 'Ed25519', x, d })
}

/** Reads the text of a key file; throws `trust/bad-key` where it is not exactly one Ed25519 private key. */
export function parsePrivateKey(text: string): PrivateJwk {
  return asPrivateJwk(parseJson(text))
}

/** Reads the text of a public key; a text that holds a private key is refused, so that none is passed on by mistake. */
export function parsePublicKey(text: string): PublicJwk {
  return asPublicJwk(parseJson(text))
}

export function asPublicJwk(value: unknown): PublicJwk {
  const { x } = membersOf(value, PUBLIC_MEMBERS)
  if (x === undefined || !THIRTY_TWO_BYTES.test(x)) throw badKey()
  const key: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x }
  if (!isPoint(key)) throw badKey()
  return Object.freeze(key)
}

export function publicKeyOf(key: PrivateJwk): PublicJwk {
  return Object.freeze({ kty: 'OKP', crv: 'Ed25519', x: key.x })
}

/** Names of keys that cannot change any more; a key is named anew with every message otherwise. */
const keyIds = new WeakMap<PublicJwk, string>()

/** Thumbprint of RFC 7638 with the members of RFC 8037 appendix A.3: base64url of a SHA-256, used as `kid`. */
export function keyIdOf(key: PublicJwk): string {
  const known = keyIds.get(key)
  if (known !== undefined) return known
  const keyId = thumbprintOf(key)
  if (Object.isFrozen(key)) keyIds.set(key, keyId)
  return keyId
}

function thumbprintOf({ crv, kty, x }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
}

function asPrivateJwk(value: unknown): PrivateJwk {
  const { x, d } = membersOf(value, PRIVATE_MEMBERS)
  if (x === undefined || d === undefined || !THIRTY_TWO_BYTES.test(x) || !THIRTY_TWO_BYTES.test(d)) throw badKey()
  const key: PrivateJwk = { kty: 'OKP', crv: 'Ed25519', x, d }
  if (publicHalfOf(key) !== x) throw badKey()
  return Object.freeze(key)
}

/** The public half that belongs to `d`: a file whose halves differ would sign what nobody can verify. */
function publicHalfOf(key: PrivateJwk): string | undefined {
  try {
    return createPublicKey(createPrivateKey({ key: { ...key }, format: 'jwk' })).export({ format: 'jwk' }).x
  } catch {
    return undefined
  }
}

function isPoint(key: PublicJwk): boolean {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' }).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

function membersOf(value: unknown, expected: string): Readonly<Record<string, string | undefined>> {
  if (typeof value !== 'object' || value === null || Object.keys(value).sort().join(' ') !== expected) throw badKey()
  const members = value as Readonly<Record<string, unknown>>
  if (members['kty'] !== 'OKP' || members['crv'] !== 'Ed25519') throw badKey()
  return { x: textOf(members['x']), d: textOf(members['d']) }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function parseJson(text: string): unknown {
  try {
    return parseStrictJson(text)
  } catch {
    throw badKey()
  }
}

function badKey(): NodeError {
  return new NodeError('trust/bad-key', 'not an Ed25519 key', {
    hint: 'A key is a JSON object with kty OKP, crv Ed25519, x and, for a private key, d; nothing else.',
  })
}

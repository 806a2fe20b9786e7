/** What Ed25519 and X25519 keys share: their form as JSON Web Keys (RFC 8037 section 2), checks and names. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import { parseStrictJson } from './strict-json.ts'

export type Curve = 'Ed25519' | 'X25519'

export interface OkpPublicJwk<C extends Curve = Curve> {
  readonly kty: 'OKP'
  readonly crv: C
  /** 32 bytes, base64url without padding. */
  readonly x: string
}

export interface OkpPrivateJwk<C extends Curve = Curve> extends OkpPublicJwk<C> {
  /** 32 bytes, base64url without padding. */
  readonly d: string
}

const THIRTY_TWO_BYTES = /^[A-Za-z0-9_-]{43}$/
const PUBLIC_MEMBERS = 'crv kty x'
const PRIVATE_MEMBERS = 'crv d kty x'

/** A fresh key from the operating system's randomness. */
export function generateOkp<C extends Curve>(crv: C): OkpPrivateJwk<C> {
  const { privateKey } = crv === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')
  const { x, d } = privateKey.export({ format: 'jwk' })
  return asOkpPrivate(crv, { kty: 'OKP', crv, x, d })
}

/** Frozen, so that its name can be remembered. Throws `trust/bad-key` for anything but exactly this. */
export function asOkpPublic<C extends Curve>(crv: C, value: unknown): OkpPublicJwk<C> {
  const { x } = membersOf(crv, value, PUBLIC_MEMBERS)
  if (x === undefined || !isCanonical(x)) throw badKey(crv)
  const key: OkpPublicJwk<C> = { kty: 'OKP', crv, x }
  if (!isPoint(key)) throw badKey(crv)
  return Object.freeze(key)
}

export function asOkpPrivate<C extends Curve>(crv: C, value: unknown): OkpPrivateJwk<C> {
  const { x, d } = membersOf(crv, value, PRIVATE_MEMBERS)
  if (x === undefined || d === undefined || !isCanonical(x) || !isCanonical(d)) throw badKey(crv)
  const key: OkpPrivateJwk<C> = { kty: 'OKP', crv, x, d }
  if (publicHalfOf(key) !== x) throw badKey(crv)
  return Object.freeze(key)
}

export function publicOkpOf<C extends Curve>({ crv, x }: OkpPrivateJwk<C>): OkpPublicJwk<C> {
  return Object.freeze({ kty: 'OKP', crv, x })
}

/** Names of keys that cannot change any more; a key is named anew with every message otherwise. */
const keyIds = new WeakMap<OkpPublicJwk, string>()

/** Thumbprint of RFC 7638 with the members of RFC 8037 appendix A.3: base64url of a SHA-256, used as `kid`. */
export function keyIdOf(key: OkpPublicJwk): string {
  const known = keyIds.get(key)
  if (known !== undefined) return known
  const keyId = thumbprintOf(key)
  if (Object.isFrozen(key)) keyIds.set(key, keyId)
  return keyId
}

/** JSON of a key file; throws `trust/bad-key`. */
export function parseKeyText(crv: Curve, text: string): unknown {
  try {
    return parseStrictJson(text)
  } catch {
    throw badKey(crv)
  }
}

export function badKey(crv: Curve): NodeError {
  return new NodeError('trust/bad-key', `not an ${crv} key`, {
    hint: `A key is a JSON object with kty OKP, crv ${crv}, x and, for a private key, d; nothing else.`,
  })
}

function thumbprintOf({ crv, kty, x }: OkpPublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
}

/** 43 characters have two bits to spare: a second spelling of one key would pass for another key. */
function isCanonical(text: string): boolean {
  return THIRTY_TWO_BYTES.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text
}

/** The public half that belongs to `d`: a file whose halves differ would sign what nobody can verify. */
function publicHalfOf(key: OkpPrivateJwk): string | undefined {
  try {
    return createPublicKey(createPrivateKey({ key: { ...key }, format: 'jwk' })).export({ format: 'jwk' }).x
  } catch {
    return undefined
  }
}

function isPoint(key: OkpPublicJwk): boolean {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' }).asymmetricKeyType === key.crv.toLowerCase()
  } catch {
    return false
  }
}

function membersOf(crv: Curve, value: unknown, expected: string): Readonly<Record<string, string | undefined>> {
  if (typeof value !== 'object' || value === null || Object.keys(value).sort().join(' ') !== expected) throw badKey(crv)
  const members = value as Readonly<Record<string, unknown>>
  if (members['kty'] !== 'OKP' || members['crv'] !== crv) throw badKey(crv)
  return { x: textOf(members['x']), d: textOf(members['d']) }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Sealing keys: X25519 as JSON Web Keys (RFC 8037 section 3.2). What is sealed to one, only its holder opens. */
import {
  asOkpPrivate,
  asOkpPublic,
  badKey,
  generateOkp,
  type OkpPrivateJwk,
  type OkpPublicJwk,
  parseKeyText,
  publicOkpOf,
} from './octet-key-pair.ts'

export type SealingPublicJwk = OkpPublicJwk<'X25519'>
export type SealingPrivateJwk = OkpPrivateJwk<'X25519'>

const FIELD_PRIME = 2n ** 255n - 19n

/**
 * Coordinates of small order: multiplied with any secret they give zero, so that the key agreed on would be known to all
 * (RFC 7748 section 6.1, RFC 8037 section 5). The curve has points of order 1, 2, 4 and 8; its twist those of order 2 and 4.
 */
const LOW_ORDER: readonly bigint[] = [
  0n,
  1n,
  FIELD_PRIME - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]

export function generateSealingKey(): SealingPrivateJwk {
  return generateOkp('X25519')
}

/** Throws `trust/bad-key` where it is not exactly one X25519 private key. */
export function parseSealingPrivateKey(text: string): SealingPrivateJwk {
  return asOkpPrivate('X25519', parseKeyText('X25519', text))
}

/** Throws `trust/bad-key` also for points of low order and for coordinates that are not in their one canonical form. */
export function asSealingPublicJwk(value: unknown): SealingPublicJwk {
  const key = asOkpPublic('X25519', value)
  const coordinate = littleEndian(Buffer.from(key.x, 'base64url'))
  // The highest bit is ignored by the function, and p, p + 1, ... mean 0, 1, ...: other spellings of other keys.
  if (coordinate >= FIELD_PRIME || LOW_ORDER.includes(coordinate)) throw badKey('X25519')
  return key
}

export function sealingPublicKeyOf(key: SealingPrivateJwk): SealingPublicJwk {
  return publicOkpOf(key)
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`)
}

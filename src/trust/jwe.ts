/**
 * Compact JWE (RFC 7516) cut down to one profile: ECDH-ES over X25519 straight to one A256GCM key (RFC 7518 section 4.6,
 * RFC 8037 section 3.2). Sender and reader are `apu` and `apv`: they go into the derivation of the key and, with the whole
 * header, into what the tag covers. Every other header member is refused before any key is looked up: so no `zip`, no
 * `crit`, no key or address of a key from the sender, no password-based wrapping with a count of his choice (RFC 8725
 * sections 3.1 and 3.6; RFC 8037 section 5).
 */
import { CompactEncrypt, compactDecrypt } from 'jose'
import { bytesOf, readJsonPart, textOf } from './base64url.ts'
import { keyIdOf } from './octet-key-pair.ts'
import { refusal } from './refusals.ts'
import { asSealingPublicJwk, type SealingPrivateJwk, type SealingPublicJwk } from './sealing-keys.ts'

/** What the envelope claims; true only once what is inside was opened and its signature verified. */
export interface UnopenedJwe {
  readonly text: string
  /** Thumbprint of the sealing key that it is for. */
  readonly kid: string
  readonly from: string
  readonly to: string
}

const TYP = 'prime-rose-sealed+jwe'
/** What is inside (RFC 7516 section 4.1.12): always a signed message, never the other way round. */
const CTY = 'jose'
const MEMBERS = 'alg apu apv cty enc epk kid typ'
const KEY_ID = /^[A-Za-z0-9_-]{43}$/
/** As in the directory; checked here so that nothing else is ever decoded from `apu` and `apv`. */
const MEMBER_ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
const IV_BYTES = 12
const TAG_BYTES = 16
/** Of the header, its parts and their dots. */
const MAX_OVERHEAD = 1_024

/** Characters of a sealed text whose content has at most so many. */
export function sealedLength(contentCharacters: number): number {
  return Math.ceil((contentCharacters * 4) / 3) + MAX_OVERHEAD
}

export function isSealed(text: string): boolean {
  return typeof text === 'string' && text.split('.', 6).length === 5
}

export async function sealJwe(
  content: string,
  { key, from, to }: { readonly key: SealingPublicJwk; readonly from: string; readonly to: string },
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(content))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: TYP, cty: CTY, kid: keyIdOf(key) })
    .setKeyManagementParameters({ apu: Buffer.from(`from:${from}`), apv: Buffer.from(`to:${to}`) })
    .encrypt(key)
}

/** Reads shape and header. Throws `trust/bad-token` or `trust/unknown-algorithm`. */
export function readJwe(text: string, { maxCharacters }: { readonly maxCharacters: number }): UnopenedJwe {
  if (typeof text !== 'string' || text.length > maxCharacters) throw refusal('trust/bad-token')
  const [header, wrappedKey, iv, content, tag, ...more] = text.split('.')
  const isComplete = header !== undefined && iv !== undefined && content !== undefined && tag !== undefined
  // With ECDH-ES the key is agreed on, so that nothing is wrapped.
  if (!isComplete || wrappedKey !== '' || more.length > 0) throw refusal('trust/bad-token')
  const claimed = checkHeader(readJsonPart(header))
  const sizesHold = bytesOf(iv).length === IV_BYTES && bytesOf(tag).length === TAG_BYTES
  if (!sizesHold || bytesOf(content).length === 0) throw refusal('trust/bad-token')
  return { text, ...claimed }
}

/** Throws `trust/bad-token` where it was not sealed to this key, or was changed since. */
export async function openJwe({ text }: UnopenedJwe, key: SealingPrivateJwk): Promise<string> {
  const opened = await compactDecrypt(text, key, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
    maxDecompressedLength: 0,
  }).catch(() => {
    throw refusal('trust/bad-token')
  })
  return textOf(opened.plaintext)
}

function checkHeader(header: unknown): Omit<UnopenedJwe, 'text'> {
  if (typeof header !== 'object' || header === null) throw refusal('trust/bad-token')
  const members = header as Readonly<Record<string, unknown>>
  if (members['alg'] !== 'ECDH-ES' || members['enc'] !== 'A256GCM') throw refusal('trust/unknown-algorithm')
  const { typ, cty, kid } = members
  const isPlain = Object.keys(members).sort().join(' ') === MEMBERS && typ === TYP && cty === CTY
  if (!isPlain || typeof kid !== 'string' || !KEY_ID.test(kid)) throw refusal('trust/bad-token')
  checkEphemeralKey(members['epk'])
  return { kid, from: partyOf(members['apu'], 'from:'), to: partyOf(members['apv'], 'to:') }
}

/** A point of low order would make the agreed key known to all, whoever holds the private half. */
function checkEphemeralKey(epk: unknown): void {
  try {
    asSealingPublicJwk(epk)
  } catch {
    throw refusal('trust/bad-token')
  }
}

/** With the direction in front, so that the two differ also where a member writes to itself (RFC 7518 section 4.6.2). */
function partyOf(value: unknown, direction: 'from:' | 'to:'): string {
  const text = typeof value === 'string' ? textOf(bytesOf(value)) : ''
  const id = text.slice(direction.length)
  if (!text.startsWith(direction) || !MEMBER_ID.test(id)) throw refusal('trust/bad-token')
  return id
}

/**
 * One share of a pooled round, sealed to a combiner's key of that round: compact JWE (RFC 7516), ECDH-ES over X25519
 * straight to one A256GCM key. What it is for stands in `apu` and `apv`, which go into the derivation of the key (RFC 7518
 * section 4.6.2), so that a share does not open as one of another round, sender or combiner.
 */
import { CompactEncrypt, compactDecrypt } from 'jose'
import { readJsonPart } from './base64url.ts'
import { keyIdOf } from './octet-key-pair.ts'
import { refusal } from './refusals.ts'
import type { SealingPrivateJwk, SealingPublicJwk } from './sealing-keys.ts'

export interface SharePurpose {
  readonly round: string
  readonly manifestSha256: string
  /** Whose share. */
  readonly member: string
  /** For whom, and which of the shares: 0 for the first combiner of the manifest. */
  readonly combiner: string
  readonly index: number
}

const TYP = 'prime-rose-share+jwe'
const MEMBERS = 'alg apu apv enc epk kid typ'

export async function sealShare(
  bytes: Uint8Array,
  { key, purpose }: { readonly key: SealingPublicJwk; readonly purpose: SharePurpose },
): Promise<string> {
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: TYP, kid: keyIdOf(key) })
    .setKeyManagementParameters({ apu: Buffer.from(fromOf(purpose)), apv: Buffer.from(toOf(purpose)) })
    .encrypt(key)
}

/** Throws `trust/bad-token` where it was sealed for anything else, to another key, or was changed since. */
export async function openShare(
  text: string,
  { key, purpose }: { readonly key: SealingPrivateJwk; readonly purpose: SharePurpose },
): Promise<Uint8Array> {
  checkHeader(text, purpose)
  const opened = await compactDecrypt(text, key, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
    maxDecompressedLength: 0,
  }).catch(() => {
    throw refusal('trust/bad-token')
  })
  return opened.plaintext
}

function checkHeader(text: string, purpose: SharePurpose): void {
  const header = readJsonPart(text.slice(0, Math.max(0, text.indexOf('.'))))
  if (typeof header !== 'object' || header === null) throw refusal('trust/bad-token')
  const members = header as Readonly<Record<string, unknown>>
  const isPlain = Object.keys(members).sort().join(' ') === MEMBERS && members['typ'] === TYP
  const isMeant = isText(members['apu'], fromOf(purpose)) && isText(members['apv'], toOf(purpose))
  if (!isPlain || !isMeant) throw refusal('trust/bad-token')
}

const isText = (value: unknown, text: string): boolean => value === Buffer.from(text).toString('base64url')

const fromOf = ({ round, manifestSha256, member }: SharePurpose): string => `${round}:${manifestSha256}:${member}`
const toOf = ({ combiner, index }: SharePurpose): string => `${combiner}:${index}`

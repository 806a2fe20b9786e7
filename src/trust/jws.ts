/**
 * Compact JWS (RFC 7515) cut down to one profile: EdDSA over Ed25519 (RFC 8037), header of exactly `alg`, `typ`, `kid`.
 * So `crit`, `b64`, `jwk`, `jku`, `x5u`, `x5c` and whatever comes next are refused as unknown members, before any key
 * is looked up (RFC 8725 sections 3.1, 3.10, 3.11).
 */
import { CompactSign, compactVerify } from 'jose'
import { bytesOf, readJsonPart } from './base64url.ts'
import { keyIdOf, type PrivateJwk, type PublicJwk } from './keys.ts'
import { refusal } from './refusals.ts'

/** What the sender claims; nothing in it is known to be true before `verifySignature` returned. */
export interface UnverifiedJws {
  readonly text: string
  readonly typ: string
  readonly kid: string
  readonly payload: unknown
}

const KEY_ID = /^[A-Za-z0-9_-]{43}$/
const SIGNATURE_BYTES = 64

export async function signJws(payload: string, { key, typ }: { key: PrivateJwk; typ: string }): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'EdDSA', typ, kid: keyIdOf(key) })
    .sign(key)
}

/** Reads shape and header; `typ` is exactly this one, or one that the reader takes. Throws `trust/bad-token` or `trust/unknown-algorithm`. */
export function readJws(
  text: string,
  expected: { readonly typ: string | ((typ: string) => boolean); readonly maxCharacters: number },
): UnverifiedJws {
  if (typeof text !== 'string' || text.length > expected.maxCharacters) throw refusal('trust/bad-token')
  const [header, payload, signature, ...more] = text.split('.')
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw refusal('trust/bad-token')
  }
  const { typ, kid } = checkHeader(readJsonPart(header), expected.typ)
  if (bytesOf(signature).length !== SIGNATURE_BYTES) throw refusal('trust/bad-token')
  return { text, typ, kid, payload: readJsonPart(payload) }
}

/** Over the bytes received, not over what was read from them. Throws `trust/bad-signature`. */
export async function verifySignature(jws: UnverifiedJws, key: PublicJwk): Promise<void> {
  const signed = await hasSignature(jws, key)
  if (!signed || jws.kid !== keyIdOf(key)) throw refusal('trust/bad-signature')
}

async function hasSignature(jws: UnverifiedJws, key: PublicJwk): Promise<boolean> {
  try {
    await compactVerify(jws.text, key, { algorithms: ['EdDSA'] })
    return true
  } catch {
    return false
  }
}

function checkHeader(header: unknown, expected: string | ((typ: string) => boolean)): { typ: string; kid: string } {
  if (typeof header !== 'object' || header === null) throw refusal('trust/bad-token')
  const members = header as Readonly<Record<string, unknown>>
  if (members['alg'] !== 'EdDSA') throw refusal('trust/unknown-algorithm')
  const { typ, kid } = members
  const isPlain = Object.keys(members).sort().join(' ') === 'alg kid typ'
  const isExpected = typeof typ === 'string' && (typeof expected === 'string' ? typ === expected : expected(typ))
  if (!isPlain || !isExpected || typeof kid !== 'string' || !KEY_ID.test(kid)) throw refusal('trust/bad-token')
  return { typ, kid }
}

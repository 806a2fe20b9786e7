/** What an attacker writes by hand: headers, payloads and envelopes that the program itself never makes. */
import { createHmac } from 'node:crypto'
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair } from 'jose'
import { keyIdOf, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { keyIdOf as sealingKeyIdOf } from '../../src/trust/octet-key-pair.ts'
import type { SealingPublicJwk } from '../../src/trust/sealing-keys.ts'

type Header = Readonly<Record<string, unknown>>

/** Text as it is, anything else as JSON. */
export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A true signature over whatever header and payload, as one who owns `key` can make. `crit` and `b64` are written after signing: the library makes no such thing. */
export async function forgeJws(header: Header, payload: unknown, key: PrivateJwk): Promise<string> {
  return new CompactSign(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', ...header } as { alg: string })
    .sign(key)
}

/** The first part written anew over what was made for another: the header must be refused by itself. */
export function withHeader(token: string, header: unknown): string {
  return [encode(header), ...token.split('.').slice(1)].join('.')
}

/** RFC 8725 section 2.1: the public key, which all know, as the secret of a MAC. */
export function macWithPublicKey(header: Header, payload: unknown, key: PrivateJwk): string {
  const input = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`
  const secret = Buffer.from(publicKeyOf(key).x, 'base64url')
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** A P-256 signature, under the name `alg`. */
export async function ellipticJws(alg: string, header: Header, payload: unknown): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const real = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ ...header, alg: 'ES256' })
    .sign(await exportJWK(privateKey))
  return withHeader(real, { ...header, alg })
}

export function signingHeader(typ: string, key: PrivateJwk): Header {
  return { typ, kid: keyIdOf(key) }
}

export interface Wrapping {
  readonly key: SealingPublicJwk
  readonly from: string
  readonly to: string
  /** Members changed, added, or with `undefined` left out. */
  readonly header?: Header
}

/** A true JWE over whatever content, with whatever header beside what the library needs. */
export async function forgeJwe(content: string, { key, from, to, header = {} }: Wrapping): Promise<string> {
  const protectedHeader = {
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    typ: 'prime-rose-sealed+jwe',
    cty: 'jose',
    kid: sealingKeyIdOf(key),
    ...header,
  }
  return new CompactEncrypt(Buffer.from(content))
    .setProtectedHeader(JSON.parse(JSON.stringify(protectedHeader)))
    .setKeyManagementParameters({ apu: Buffer.from(`from:${from}`), apv: Buffer.from(`to:${to}`) })
    .encrypt(key)
}

/** The header of an envelope as written, changed by `change`. */
export function changedHeader(token: string, change: Header): string {
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as object
  return withHeader(token, JSON.parse(JSON.stringify({ ...header, ...change })))
}

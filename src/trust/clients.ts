/** Programs that ask in their own name: a key, and what they may do. Members of the federation may too, with their signing keys. */
import { createPublicKey } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import { asPublicJwk, type PublicJwk } from './keys.ts'

/** P-384 for ES384, which SMART clients have; Ed25519 for EdDSA, which members have. */
export interface P384Jwk {
  readonly kty: 'EC'
  readonly crv: 'P-384'
  readonly x: string
  readonly y: string
}

export type ClientKey = PublicJwk | P384Jwk

/** What an access token may be used for; the one list of scopes. */
export const SCOPES = {
  'discovery.read': 'readings of published tables for any cohort',
  'network.ask': 'questions to all nodes of the federation, in the name of this node',
} as const satisfies Record<string, string>

export type Scope = keyof typeof SCOPES

export interface Client {
  readonly id: string
  readonly scopes: readonly Scope[]
  readonly keys: readonly ClientKey[]
}

/** Who a client id is, or null; asked for every assertion and every token, so that a removal holds at once. */
export type FindClient = (id: string) => Client | null

/** The one algorithm that a key is for: never the sender's choice (RFC 8725 section 3.1). */
export function algorithmOf(key: ClientKey): 'EdDSA' | 'ES384' {
  return key.kty === 'OKP' ? 'EdDSA' : 'ES384'
}

/** Throws `trust/bad-key` for anything but a public Ed25519 or P-384 key, exactly its members. */
export function asClientKey(value: unknown): ClientKey {
  const { kty } = (typeof value === 'object' && value !== null ? value : {}) as { readonly kty?: unknown }
  return kty === 'EC' ? asP384(value as object) : asPublicJwk(value)
}

function asP384(value: object): P384Jwk {
  const { crv, x, y } = value as Partial<Record<keyof P384Jwk, unknown>>
  const isPlain = Object.keys(value).sort().join(' ') === 'crv kty x y' && crv === 'P-384'
  if (isPlain && typeof x === 'string' && typeof y === 'string') {
    const key: P384Jwk = { kty: 'EC', crv: 'P-384', x, y }
    try {
      // Refuses what is not on the curve.
      const { x: canonicalX, y: canonicalY } = createPublicKey({ key: { ...key }, format: 'jwk' }).export({
        format: 'jwk',
      })
      if (canonicalX === x && canonicalY === y) return Object.freeze(key)
    } catch {
      // Told below.
    }
  }
  throw new NodeError('trust/bad-key', 'not a public Ed25519 or P-384 key', {
    hint: 'Give a JSON Web Key with kty, crv, x and, for P-384, y; nothing else, and no private part.',
  })
}

/**
 * `private_key_jwt` (RFC 7523; SMART Backend Services): a program proves with its registered key who it is. Keys are the
 * registered ones alone: no `jku`, no `jwk`, no `x5c` from the sender.
 */
import { compactVerify } from 'jose'
import { readJsonPart } from './base64url.ts'
import { algorithmOf, type Client, type ClientKey, type FindClient } from './clients.ts'
import { CLOCK_TOLERANCE_SECONDS } from './envelope.ts'
import { generateKey, publicKeyOf } from './keys.ts'
import { refusal } from './refusals.ts'
import type { MessageUse } from './replays.ts'

export interface AssertionRules {
  readonly find: FindClient
  /** Address of the token endpoint, as the program knows it. */
  readonly audiences: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface ProvedClient {
  readonly client: Client
  /** To be used up: an assertion is used once. */
  readonly use: MessageUse
}

const MAX_CHARACTERS = 4_096
/** SMART Backend Services: no more than five minutes. */
const MAX_AGE_SECONDS = 300
const DECOY = publicKeyOf(generateKey())

/** Refuses with `trust/bad-token`, whatever is wrong; nothing says whether the client exists. */
export async function verifyAssertion(text: string, rules: AssertionRules): Promise<ProvedClient> {
  const { alg, claims } = readAssertion(text)
  const client = rules.find(claims.sub)
  const key = await keyThatVerifies(text, client?.keys.filter(candidate => algorithmOf(candidate) === alg) ?? [])
  if (client === null || !key) throw refusal('trust/bad-token')
  checkClaims(claims, rules)
  // The client's id is a name of its own kind: it is not taken for a member's message of the same jti.
  const use = { member: `client ${client.id}`, jti: claims.jti, expires: claims.exp + CLOCK_TOLERANCE_SECONDS }
  return { client, use }
}

interface Claims {
  readonly iss: string
  readonly sub: string
  readonly aud: string
  readonly exp: number
  readonly jti: string
}

function readAssertion(text: string): { readonly alg: unknown; readonly claims: Claims } {
  const [header, payload, , ...more] = typeof text === 'string' && text.length <= MAX_CHARACTERS ? text.split('.') : []
  if (header === undefined || payload === undefined || more.length > 0) throw refusal('trust/bad-token')
  const head = membersOf(readJsonPart(header))
  const names = Object.keys(head).sort().join(' ')
  const isPlain = names === 'alg kid typ' || names === 'alg typ'
  if (!isPlain || head['typ'] !== 'JWT') throw refusal('trust/bad-token')
  const { iss, sub, aud, exp, jti } = membersOf(readJsonPart(payload))
  const areTexts = [iss, sub, aud, jti].every(
    value => typeof value === 'string' && value.length > 0 && value.length <= 512,
  )
  if (!areTexts || typeof exp !== 'number' || !Number.isSafeInteger(exp)) throw refusal('trust/bad-token')
  return { alg: head['alg'], claims: { iss, sub, aud, exp, jti } as Claims }
}

/** An unknown client costs a verification too. */
async function keyThatVerifies(text: string, keys: readonly ClientKey[]): Promise<boolean> {
  for (const key of keys.length === 0 ? [DECOY] : keys) {
    const verified = await compactVerify(text, key, { algorithms: [algorithmOf(key)] }).catch(() => null)
    if (verified !== null) return keys.length > 0
  }
  return false
}

function checkClaims({ iss, sub, aud, exp, jti }: Claims, { audiences, now }: AssertionRules): void {
  const seconds = now / 1000
  const isFresh = exp + CLOCK_TOLERANCE_SECONDS > seconds && exp <= seconds + MAX_AGE_SECONDS + CLOCK_TOLERANCE_SECONDS
  if (iss !== sub || !audiences.includes(aud) || !isFresh || jti.length > 128) throw refusal('trust/bad-token')
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw refusal('trust/bad-token')
  return value as Readonly<Record<string, unknown>>
}

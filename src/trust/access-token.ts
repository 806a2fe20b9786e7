/** Access tokens (RFC 9068, in the profile of `jws.ts`): short-lived, signed by the gateway that issues and takes them. */
import { randomUUID } from 'node:crypto'
import { type Client, type FindClient, SCOPES, type Scope } from './clients.ts'
import { readJws, signJws, verifySignature } from './jws.ts'
import { keyIdOf, type PrivateJwk, publicKeyOf } from './keys.ts'
import { refusal } from './refusals.ts'

const TYP = 'at+jwt'
const MAX_CHARACTERS = 2_048
export const TOKEN_LIFETIME_SECONDS = 300

export interface TokenIssuer {
  readonly member: string
  readonly key: PrivateJwk
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface Grant {
  readonly client: string
  readonly scopes: readonly Scope[]
  /** Seconds since 1970. */
  readonly expires: number
}

export function issueToken(
  { client, scopes }: { readonly client: Client; readonly scopes: readonly Scope[] },
  { member, key, now }: TokenIssuer,
): Promise<string> {
  const iat = Math.floor(now / 1000)
  const claims = { iss: member, aud: member, sub: client.id, client_id: client.id, scope: scopes.join(' ') }
  const payload = JSON.stringify({ ...claims, iat, exp: iat + TOKEN_LIFETIME_SECONDS, jti: randomUUID() })
  return signJws(payload, { key, typ: TYP })
}

export interface TokenRules {
  readonly member: string
  /** Ours, the one before too while keys are replaced. */
  readonly keys: readonly PrivateJwk[]
  readonly find: FindClient
  readonly now: number
}

/** Throws `trust/bad-token`, `trust/unknown-algorithm`, `trust/bad-signature` or `trust/token-expired`. A scope that the client has lost since is left out. */
export async function verifyToken(text: string, { member, keys, find, now }: TokenRules): Promise<Grant> {
  const jws = readJws(text, { typ: TYP, maxCharacters: MAX_CHARACTERS })
  const key = keys.find(candidate => keyIdOf(candidate) === jws.kid)
  if (key === undefined) throw refusal('trust/bad-token')
  await verifySignature(jws, publicKeyOf(key))
  const { iss, aud, sub, scope, exp } = jws.payload as Readonly<Record<string, unknown>>
  const isOurs = iss === member && aud === member && typeof sub === 'string' && typeof exp === 'number'
  if (!isOurs || typeof scope !== 'string') throw refusal('trust/bad-token')
  if (now / 1000 >= exp) throw refusal('trust/token-expired')
  const client = find(sub)
  if (client === null) throw refusal('trust/bad-token')
  const granted = scope.split(' ').filter(isScope)
  return { client: sub, scopes: granted.filter(one => client.scopes.includes(one)), expires: exp }
}

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text)
}

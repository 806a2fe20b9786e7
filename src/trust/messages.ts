/** Messages between members: signed, addressed to one member, short-lived. Replay is refused by the store (`jti`). */
import { checkSchema, type SchemaId } from '../model/validation.ts'
import { readJws, signJws, type UnverifiedJws, verifySignature } from './jws.ts'
import { generateKey, type PrivateJwk, type PublicJwk, publicKeyOf } from './keys.ts'
import { refusal } from './refusals.ts'

/** What every message holds beside its own members (RFC 7519 section 4.1); times in seconds since 1970. */
export interface MessageClaims {
  readonly iss: string
  readonly aud: string
  readonly iat: number
  readonly exp: number
  readonly jti: string
}

export interface OpenMessageRules {
  /** Exact `typ` of the header, e.g. `prime-rose-question+jwt`; keeps one kind from being read as another. */
  readonly typ: string
  readonly schemaId: SchemaId
  /** Id of the member that reads; compared whole. */
  readonly audience: string
  /** The key that the directory holds for a member id, null where it knows none. */
  readonly keyOf: (issuer: string) => PublicJwk | null
  /** Milliseconds since 1970, as a `Clock` gives it. */
  readonly now: number
  /** Longest time between `iat` and `exp`. */
  readonly maxAgeSeconds: number
  readonly clockToleranceSeconds: number
}

/** Characters of a compact JWS. */
export const MAX_MESSAGE_CHARACTERS = 65_536
const MAX_ISSUER_CHARACTERS = 64

/** A key nobody signs with: an unknown issuer costs the same work as a known one. */
const DECOY: PublicJwk = publicKeyOf(generateKey())

/** The payload is signed as `JSON.stringify` writes it. */
export async function signMessage<T extends MessageClaims>(
  payload: T,
  signer: { readonly key: PrivateJwk; readonly typ: string },
): Promise<string> {
  return signJws(JSON.stringify(payload), signer)
}

/**
 * Promises a payload that this issuer signed for this audience now. Refuses with `trust/bad-token`,
 * `trust/unknown-algorithm`, `trust/unknown-issuer`, `trust/bad-signature`, `schema/invalid`,
 * `trust/addressed-elsewhere`, `trust/token-expired`, `trust/token-not-yet-valid`, in this order. The content is looked
 * at only once the signature holds; until then `iss` merely chooses the key that it must verify under.
 */
export async function openMessage<T extends MessageClaims>(text: string, rules: OpenMessageRules): Promise<T> {
  const jws = readJws(text, { typ: rules.typ, maxCharacters: MAX_MESSAGE_CHARACTERS })
  await checkSigner(jws, rules.keyOf)
  const message = checkSchema<T>(rules.schemaId, jws.payload, { what: 'message' })
  if (message.aud !== rules.audience) throw refusal('trust/addressed-elsewhere')
  checkTimes(message, rules)
  return message
}

async function checkSigner(jws: UnverifiedJws, keyOf: OpenMessageRules['keyOf']): Promise<void> {
  const issuer = claimedIssuer(jws.payload)
  const key = issuer === null ? null : keyOf(issuer)
  if (key !== null) return verifySignature(jws, key)
  await verifySignature(jws, DECOY).catch(() => undefined)
  throw refusal('trust/unknown-issuer')
}

function claimedIssuer(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, 'iss')) return null
  const { iss } = payload as { readonly iss: unknown }
  return typeof iss === 'string' && iss.length <= MAX_ISSUER_CHARACTERS ? iss : null
}

function checkTimes({ iat, exp }: MessageClaims, rules: OpenMessageRules): void {
  const now = rules.now / 1000
  const tolerance = rules.clockToleranceSeconds
  // The replay store keeps a message until exp, so exp must not be the sender's free choice.
  if (exp <= iat || exp - iat > rules.maxAgeSeconds) throw refusal('trust/bad-token')
  if (iat > now + tolerance) throw refusal('trust/token-not-yet-valid')
  if (now >= exp + tolerance) throw refusal('trust/token-expired')
}

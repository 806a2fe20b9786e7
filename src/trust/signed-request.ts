/**
 * A request that its sender signed: which method, which address, which body, once, now (in the manner of RFC 9449 section
 * 4.2, with the body's hash). So a stored request is worth nothing at another address, with another body, or a second time.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { FindCorrespondent } from './correspondents.ts'
import { verifyInVain } from './decoys.ts'
import { CLOCK_TOLERANCE_SECONDS, type Signer } from './envelope.ts'
import { readJws, signJws, verifySignature } from './jws.ts'
import { keyIdOf } from './keys.ts'
import { refusal } from './refusals.ts'
import type { MessageUse } from './replays.ts'

export interface RequestLine {
  readonly method: string
  /** Base address of the server, as its clients know it. */
  readonly address: string
  /** With its query. */
  readonly path: string
  readonly body: string
}

const TYP = 'prime-rose-request+jwt'
const MAX_CHARACTERS = 4_096
const LIFETIME_SECONDS = 60

export function signRequest(line: RequestLine, { member, key, clock }: Signer): Promise<string> {
  const iat = Math.floor(clock.now() / 1000)
  const claims = { iss: member, aud: line.address, iat, exp: iat + LIFETIME_SECONDS, jti: randomUUID() }
  const payload = { ...claims, htm: line.method, htu: line.path, bodySha256: hashOf(line.body) }
  return signJws(JSON.stringify(payload), { key, typ: TYP })
}

export interface SignedRequestRules {
  readonly find: FindCorrespondent
  /** All that clients may know this server by. */
  readonly addresses: readonly string[]
  readonly method: string
  readonly path: string
  readonly body: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface ProvedRequest {
  readonly member: string
  /** To be used up: a request is made once. */
  readonly use: MessageUse
}

/** Refuses with `trust/...`; what fails before the signature costs as much as a good one. */
export async function verifyRequest(text: string, rules: SignedRequestRules): Promise<ProvedRequest> {
  const { claims, issuer } = await checkSigner(text, rules)
  const { iss, aud, iat, exp, jti, htm, htu, bodySha256 } = claims
  if (typeof aud !== 'string' || !rules.addresses.includes(aud)) throw refusal('trust/addressed-elsewhere')
  const isThis = htm === rules.method && htu === rules.path && bodySha256 === hashOf(rules.body) && iss === issuer
  if (!isThis || typeof jti !== 'string' || !/^[A-Za-z0-9_-]{16,64}$/.test(jti)) throw refusal('trust/bad-token')
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp <= iat || exp - iat > LIFETIME_SECONDS) {
    throw refusal('trust/bad-token')
  }
  const now = rules.now / 1000
  if (iat > now + CLOCK_TOLERANCE_SECONDS) throw refusal('trust/token-not-yet-valid')
  if (now >= exp + CLOCK_TOLERANCE_SECONDS) throw refusal('trust/token-expired')
  return { member: issuer, use: { member: issuer, jti, expires: exp + CLOCK_TOLERANCE_SECONDS } }
}

async function checkSigner(text: string, { find }: SignedRequestRules) {
  let isVerifying = false
  try {
    const jws = readJws(text, { typ: TYP, maxCharacters: MAX_CHARACTERS })
    const claims = jws.payload as Readonly<Record<string, unknown>>
    const { iss } = claims
    const member = typeof iss === 'string' && iss.length <= 64 ? find(iss) : null
    const key = member?.signingKeys.find(candidate => keyIdOf(candidate) === jws.kid)
    if (member === null || key === undefined) throw refusal('trust/unknown-issuer')
    isVerifying = true
    await verifySignature(jws, key)
    return { claims, issuer: member.id as string }
  } catch (error) {
    if (!isVerifying) await verifyInVain()
    throw error
  }
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}

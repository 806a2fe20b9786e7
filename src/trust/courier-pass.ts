/**
 * A member's word that a courier's key may empty and fill its mailbox at one relay until a date (proof of possession in the
 * manner of RFC 7800). The courier's machine so needs no key of the node: it can delay or lose sealed messages, as any
 * carrier can, and neither open nor write one.
 */
import type { FindCorrespondent } from './correspondents.ts'
import { verifyInVain } from './decoys.ts'
import { CLOCK_TOLERANCE_SECONDS, type Signer } from './envelope.ts'
import { readJws, signJws, verifySignature } from './jws.ts'
import { asPublicJwk, keyIdOf, type PublicJwk } from './keys.ts'
import { refusal } from './refusals.ts'

const TYP = 'prime-rose-courier+jwt'
const MAX_CHARACTERS = 2_048
export const LONGEST_PASS_DAYS = 366
const DAY = 86_400

export interface CourierPass {
  readonly member: string
  /** Base address of the relay. */
  readonly relay: string
  readonly courierKey: PublicJwk
  /** Seconds since 1970. */
  readonly expires: number
}

export function signPass(
  pass: { readonly relay: string; readonly courierKey: PublicJwk; readonly days: number },
  { member, key, clock }: Signer,
): Promise<string> {
  const iat = Math.floor(clock.now() / 1000)
  const exp = iat + Math.min(pass.days, LONGEST_PASS_DAYS) * DAY
  const payload = { iss: member, aud: pass.relay, iat, exp, cnf: { jwk: asPublicJwk(pass.courierKey) } }
  return signJws(JSON.stringify(payload), { key, typ: TYP })
}

/** What it claims: for the courier itself, which cannot verify it and need not. Throws `trust/bad-token`. */
export function readPass(text: string): CourierPass {
  return readClaims(readJws(text, { typ: TYP, maxCharacters: MAX_CHARACTERS }).payload)
}

export interface PassRules {
  readonly find: FindCorrespondent
  /** All that the relay is known by. */
  readonly addresses: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Ends with its date, or once the directory no longer names the key that signed it. Refuses with `trust/...`. */
export async function verifyPass(text: string, { find, addresses, now }: PassRules): Promise<CourierPass> {
  let isVerifying = false
  try {
    const jws = readJws(text, { typ: TYP, maxCharacters: MAX_CHARACTERS })
    const pass = readClaims(jws.payload)
    const key = find(pass.member)?.signingKeys.find(candidate => keyIdOf(candidate) === jws.kid)
    if (key === undefined) throw refusal('trust/unknown-issuer')
    isVerifying = true
    await verifySignature(jws, key)
    if (!addresses.includes(pass.relay)) throw refusal('trust/addressed-elsewhere')
    if (now / 1000 >= pass.expires + CLOCK_TOLERANCE_SECONDS) throw refusal('trust/token-expired')
    return pass
  } catch (error) {
    if (!isVerifying) await verifyInVain()
    throw error
  }
}

function readClaims(payload: unknown): CourierPass {
  const { iss, aud, iat, exp, cnf } = (payload ?? {}) as Readonly<Record<string, unknown>>
  if (typeof iss !== 'string' || iss.length > 64 || typeof aud !== 'string') throw refusal('trust/bad-token')
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp <= iat || exp - iat > LONGEST_PASS_DAYS * DAY) {
    throw refusal('trust/bad-token')
  }
  const { jwk } = (cnf ?? {}) as { readonly jwk?: unknown }
  try {
    return { member: iss, relay: aud, courierKey: asPublicJwk(jwk), expires: exp }
  } catch {
    throw refusal('trust/bad-token')
  }
}

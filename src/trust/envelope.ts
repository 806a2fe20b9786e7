/**
 * Messages between members: signed (JWS), then sealed to one reader (JWE), short-lived, used once. A message to a member
 * that only a plain network file names is signed and not sealed. One use is refused by the replay store (`replays.ts`).
 */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../model/clock.ts'
import type { MemberId } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { checkMayLeave, documentScanner } from '../pseudonymisation/scanner/scan-document.ts'
import { toldBy } from '../pseudonymisation/scanner/told-by-schema.ts'
import { type Correspondent, carrierFrom, type FindCorrespondent } from './correspondents.ts'
import { openInVain, verifyInVain } from './decoys.ts'
import { isSealed, openJwe, readJwe, sealedLength, sealJwe } from './jwe.ts'
import { readJws, signJws, type UnverifiedJws, verifySignature } from './jws.ts'
import { keyIdOf, type PrivateJwk } from './keys.ts'
import {
  type Carrier,
  isOtherVersion,
  isUnknownTyp,
  type MessageRule,
  type MessageType,
  ruleOf,
  typeOfTyp,
} from './message-types.ts'
import { keyIdOf as sealingKeyIdOf } from './octet-key-pair.ts'
import { refusal } from './refusals.ts'
import type { SealingPrivateJwk } from './sealing-keys.ts'

/** What every message holds beside its own members (RFC 7519 section 4.1); times in seconds since 1970. */
export interface MessageClaims {
  readonly type: MessageType
  readonly purpose: string
  readonly iss: string
  readonly aud: string
  readonly iat: number
  readonly exp: number
  readonly jti: string
  /**
   * Of messages that travel as files: their number from this sender to this reader, from 1 without gaps. It belongs to the
   * envelope: it is checked and taken off before the schema of the type is asked, and handed on.
   */
  readonly seq?: number
}

export interface Signer {
  readonly member: MemberId
  readonly key: PrivateJwk
  readonly clock: Clock
}

export interface Opener {
  /** Us: the member that messages must be addressed to; compared whole. */
  readonly member: MemberId
  /** Ours: two while one replaces the other. */
  readonly sealingKeys: readonly SealingPrivateJwk[]
  readonly find: FindCorrespondent
  readonly clock: Clock
}

export interface Letter {
  readonly type: MessageType
  readonly to: Correspondent
  readonly carrier: Carrier
  /** Its own members, beside the claims. */
  readonly content: object
  /** The longest that the type allows where absent. */
  readonly lifetimeSeconds?: number
  /** Needed by carrier `file` for all that is not a reply, and by no other. */
  readonly sequence?: number
}

/** How far clocks may differ. */
export const CLOCK_TOLERANCE_SECONDS = 60
/** The clock of a closed platform may be set by hand: there the sequence number decides, and time only ends what is old. */
const FILE_TOLERANCE_SECONDS = 86_400

/** One for all messages: they say the same few things again and again. */
const scanMessage = documentScanner()

/**
 * Throws `trust/not-carried` where this type does not travel so, and `leak/identifier-found` where the content may hold an
 * identifier of a person: its schema tells which members are hashes, ids and moments, if they have the shape of one. Whether
 * it is as its schema asks is checked by the reader.
 */
export async function seal(
  letter: Letter,
  signer: Signer,
): Promise<{ readonly jti: string; readonly message: string }> {
  const { type, to, carrier, content, sequence } = letter
  const rule = ruleOf(type)
  // A file without a number could be lost or played again and nobody would see it.
  if ((sequence !== undefined) !== isNumbered(rule, carrier)) throw refusal('trust/no-sequence')
  const longest = longestAge(rule, carrier)
  const iat = Math.floor(signer.clock.now() / 1000)
  const claims: MessageClaims = {
    type,
    purpose: rule.purpose,
    iss: signer.member,
    aud: to.id,
    iat,
    exp: iat + Math.min(letter.lifetimeSeconds ?? longest, longest),
    jti: randomUUID(),
    ...(sequence === undefined ? {} : { seq: sequence }),
  }
  checkMayLeave({ ...claims, ...content }, scanMessage, 'the message', toldBy(rule.schema))
  const signed = await signJws(JSON.stringify({ ...claims, ...content }), { key: signer.key, typ: rule.typ })
  const { sealingKey } = to
  const message =
    sealingKey === null ? signed : await sealJwe(signed, { key: sealingKey, from: signer.member, to: to.id })
  return { jti: claims.jti, message }
}

/**
 * Promises a message of one of these types that its issuer signed and sealed for us, now. Refuses with
 * `trust/bad-token`, `trust/unknown-algorithm`, `trust/unknown-issuer`, `trust/bad-signature`, which cost alike; then
 * `trust/not-sealed`, `exchange/not-spoken` (a member's message of a kind or version that this program does not know),
 * `schema/invalid`, `trust/addressed-elsewhere`, `trust/not-allowed`, `trust/not-carried`,
 * `trust/token-expired`, `trust/token-not-yet-valid`; by file `trust/no-sequence`. The content is looked at only once the signature holds; until then
 * `iss` merely chooses the key that it must verify under.
 */
export async function open<T extends MessageClaims>(text: string, opener: Opener, expected: Expected): Promise<T> {
  return (await openSigned<T>(text, opener, expected)).message
}

export interface Expected {
  readonly accept: readonly MessageType[]
  readonly carrier: Carrier
}

export interface Opened<T> {
  readonly message: T
  /** As its issuer signed it, without the seal: anybody who knows the issuer's key can verify it again. */
  readonly signed: string
}

/** As `open`, for whoever keeps what was signed. */
export async function openSigned<T extends MessageClaims>(
  text: string,
  opener: Opener,
  { accept, carrier: arrivedBy }: Expected,
): Promise<Opened<T>> {
  const { jws, sealedFrom, sealedTo } = await unseal(text, opener, accept)
  const issuer = await checkSigner(jws, opener, sealedFrom)
  // Signed by a member whose messages we expect sealed: someone may have taken the seal off, or never put it on.
  if ((sealedFrom === null) !== (issuer.sealingKey === null)) throw refusal('trust/not-sealed')
  const type = typeOfTyp(jws.typ, accept)
  if (type === null || isOfOtherVersion(jws.payload, type)) throw refusal('exchange/not-spoken')
  const rule = ruleOf(type)
  const carrier = carrierFrom(issuer, arrivedBy)
  const { sequence, content } = takeSequence(jws.payload, isNumbered(rule, carrier))
  const message = checkSchema<T>(rule.schema, content, { what: 'message' })
  if (message.aud !== opener.member || (sealedTo ?? opener.member) !== opener.member) {
    throw refusal('trust/addressed-elsewhere')
  }
  if (!rule.senders.some(role => issuer.roles.includes(role))) throw refusal('trust/not-allowed')
  const tolerance = carrier === 'file' ? FILE_TOLERANCE_SECONDS : CLOCK_TOLERANCE_SECONDS
  checkTimes(message, { now: opener.clock.now() / 1000, longest: longestAge(rule, carrier), tolerance })
  return { message: sequence === null ? message : { ...message, seq: sequence }, signed: jws.text }
}

/** The same kind in a version that we do not know: our schema would only call it wrong. */
function isOfOtherVersion(payload: unknown, type: MessageType): boolean {
  const told = (payload as { readonly type?: unknown } | null)?.type
  return typeof told === 'string' && isOtherVersion(told, type)
}

function isNumbered({ isReply }: MessageRule, carrier: Carrier): boolean {
  return carrier === 'file' && isReply !== true
}

/** Where no number belongs it stays where it is, and the schema refuses it. */
function takeSequence(payload: unknown, isNeeded: boolean): { sequence: number | null; content: unknown } {
  if (!isNeeded || typeof payload !== 'object' || payload === null) return { sequence: null, content: payload }
  const { seq, ...content } = payload as Readonly<Record<string, unknown>>
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 1) throw refusal('trust/no-sequence')
  return { sequence: seq, content }
}

/** Until when a message must be remembered as used, seconds since 1970: as long as it would still be taken. */
export function rememberUntil({ exp, seq }: { readonly exp: number; readonly seq?: number }): number {
  return exp + (seq === undefined ? CLOCK_TOLERANCE_SECONDS : FILE_TOLERANCE_SECONDS)
}

interface Unsealed {
  readonly jws: UnverifiedJws
  /** Null where the message was signed alone. */
  readonly sealedFrom: string | null
  readonly sealedTo: string | null
}

async function unseal(text: string, opener: Opener, accept: readonly MessageType[]): Promise<Unsealed> {
  if (!isSealed(text)) return { jws: await readSigned(text, accept), sealedFrom: null, sealedTo: null }
  const { content, from, to } = await openSealed(text, opener, accept)
  return { jws: await readSigned(content, accept), sealedFrom: from, sealedTo: to }
}

async function openSealed(text: string, { sealingKeys }: Opener, accept: readonly MessageType[]) {
  let opened = false
  try {
    const jwe = readJwe(text, { maxCharacters: sealedLength(longestText(accept)) })
    const key = sealingKeys.find(candidate => sealingKeyIdOf(candidate) === jwe.kid)
    if (key === undefined) throw refusal('trust/bad-token')
    opened = true
    return { content: await openJwe(jwe, key), from: jwe.from, to: jwe.to }
  } catch (error) {
    if (!opened) await openInVain()
    await verifyInVain()
    throw error
  }
}

async function readSigned(text: string, accept: readonly MessageType[]): Promise<UnverifiedJws> {
  try {
    const jws = readJws(text, {
      typ: typ => typeOfTyp(typ, accept) !== null || isUnknownTyp(typ),
      maxCharacters: longestText(accept),
    })
    const type = typeOfTyp(jws.typ, accept)
    if (type !== null && text.length > ruleOf(type).maxCharacters) throw refusal('trust/bad-token')
    return jws
  } catch (error) {
    await verifyInVain()
    throw error
  }
}

async function checkSigner(jws: UnverifiedJws, { find }: Opener, sealedFrom: string | null): Promise<Correspondent> {
  const name = claimedIssuer(jws.payload)
  // The outside of the envelope and the inside must name one sender.
  const issuer = name === null || (sealedFrom !== null && sealedFrom !== name) ? null : find(name)
  const key = issuer?.signingKeys.find(candidate => keyIdOf(candidate) === jws.kid)
  if (issuer !== null && key !== undefined) {
    await verifySignature(jws, key)
    return issuer
  }
  await verifyInVain()
  throw refusal(issuer === null ? 'trust/unknown-issuer' : 'trust/bad-signature')
}

const MAX_ISSUER_CHARACTERS = 64

function claimedIssuer(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, 'iss')) return null
  const { iss } = payload as { readonly iss: unknown }
  return typeof iss === 'string' && iss.length <= MAX_ISSUER_CHARACTERS ? iss : null
}

function longestText(accept: readonly MessageType[]): number {
  return Math.max(0, ...accept.map(type => ruleOf(type).maxCharacters))
}

function longestAge({ maxAgeSeconds }: MessageRule, carrier: Carrier): number {
  const longest = maxAgeSeconds[carrier]
  if (longest === null) throw refusal('trust/not-carried')
  return longest
}

interface Times {
  /** Seconds since 1970. */
  readonly now: number
  readonly longest: number
  readonly tolerance: number
}

function checkTimes({ iat, exp }: MessageClaims, { now, longest, tolerance }: Times) {
  if (exp <= iat || exp - iat > longest) throw refusal('trust/bad-token')
  if (iat > now + tolerance) throw refusal('trust/token-not-yet-valid')
  if (now >= exp + tolerance) throw refusal('trust/token-expired')
}

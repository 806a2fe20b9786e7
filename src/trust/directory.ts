/**
 * The federation directory: one document signed by at least two federation officers. A reader believes the officers that
 * it has pinned, as long as the last directory still names them; serials only grow; nothing holds after its end.
 */
import { NodeError } from '../model/errors.ts'
import type { Directory } from '../model/generated/directory.ts'
import { checkDirectory, millisecondsOf } from './directory-rules.ts'
import { keyIdOf, type PrivateJwk, type PublicJwk } from './keys.ts'
import { addSignature, readUnverified, type SignedTogether, signTogether, verifyTogether } from './signed-together.ts'

const TYP = 'prime-rose-directory+jws'
const SCHEMA = 'urn:prime-rose:directory/1'
export const OFFICERS_NEEDED = 2
/** Characters of the signed text. */
export const MAX_DIRECTORY_CHARACTERS = 1_048_576
const CLOCK_TOLERANCE_MS = 60_000
const DAY_MS = 86_400_000
/** From here on everybody who looks is told. */
const WARN_DAYS = 28

export interface Officer {
  readonly name: string
  readonly publicJwk: PublicJwk
}

export type VerifiedDirectory = SignedTogether<Directory>

export interface DirectoryRules {
  /** Whom this reader has pinned. */
  readonly officers: readonly Officer[]
  /** The one that it holds, or null at first. */
  readonly previous: VerifiedDirectory | null
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The first signature, of the officer who wrote it. Throws `directory/bad`. */
export function signDirectory(directory: Directory, key: PrivateJwk): Promise<string> {
  checkDirectory(directory)
  return signTogether(directory, { key, typ: TYP })
}

/** One more signature on the same content. */
export async function countersignDirectory(text: string, key: PrivateJwk): Promise<string> {
  checkDirectory(readDirectory(text))
  return addSignature(text, { key, typ: TYP })
}

/** For people: what it says, before anybody believes it. */
export function readDirectory(text: string): Directory {
  return readUnverified<Directory>(text, { typ: TYP, schemaId: SCHEMA })
}

/**
 * Promises a directory that may replace `previous`. Refuses with `trust/...` (signatures), `schema/invalid`,
 * `directory/bad`, `directory/other-federation`, `directory/older`, `directory/not-yet-valid`, `directory/expired`.
 */
export async function verifyDirectory(text: string, rules: DirectoryRules): Promise<VerifiedDirectory> {
  const verified = await verifySignatures(text, believedOfficers(rules))
  checkDirectory(verified.document)
  checkSuccession(verified, rules.previous)
  checkPeriod(verified.document, rules.now)
  return verified
}

/** One that is kept already: whose time may be over, but whose signatures and content must hold. */
export async function verifyKeptDirectory(text: string, officers: readonly Officer[]): Promise<VerifiedDirectory> {
  const verified = await verifySignatures(text, officers)
  checkDirectory(verified.document)
  return verified
}

function verifySignatures(text: string, officers: readonly Officer[]): Promise<VerifiedDirectory> {
  if (text.length > MAX_DIRECTORY_CHARACTERS) throw new NodeError('directory/bad', 'the directory is too large')
  const byKid = new Map(officers.map(({ name, publicJwk }) => [keyIdOf(publicJwk), { name, key: publicJwk }]))
  return verifyTogether<Directory>(text, {
    typ: TYP,
    schemaId: SCHEMA,
    signerOf: kid => byKid.get(kid) ?? null,
    atLeast: OFFICERS_NEEDED,
  })
}

/** An officer whom the last directory no longer names counts no more, though the pins of this node still hold the key. */
function believedOfficers({ officers, previous }: DirectoryRules): readonly Officer[] {
  if (previous === null) return officers
  const named = new Set(previous.document.officers.map(officer => officer.key.x))
  return officers.filter(officer => named.has(officer.publicJwk.x))
}

function checkSuccession({ document, sha256 }: VerifiedDirectory, previous: VerifiedDirectory | null): void {
  if (previous === null || sha256 === previous.sha256) return
  if (document.federation !== previous.document.federation) {
    throw new NodeError('directory/other-federation', 'the directory is of another federation', {
      hint: 'A node belongs to one federation; make another node for another one.',
    })
  }
  if (document.serial <= previous.document.serial) {
    throw new NodeError('directory/older', 'the directory is not newer than the one that this node holds', {
      hint: 'Ask the federation officers for the present one. Two different ones with one serial are for them to explain.',
      detail: { serial: document.serial, held: previous.document.serial },
    })
  }
}

function checkPeriod(directory: Directory, now: number): void {
  const { state } = validityOf(directory, now)
  if (state === 'early') {
    throw new NodeError('directory/not-yet-valid', `the directory holds only from ${directory.validFrom}`, {
      hint: 'Check the clock of this machine.',
    })
  }
  if (state === 'expired') throw expired(directory)
}

export function expired({ validUntil }: Directory): NodeError {
  return new NodeError('directory/expired', `the federation directory expired on ${validUntil}`, {
    hint: 'This node is closed to its partners until it has a newer one: rose federation fetch --node DIR',
  })
}

export interface Validity {
  readonly state: 'early' | 'valid' | 'ending' | 'expired'
  /** Whole days until its end, 0 once it is over. */
  readonly daysLeft: number
}

/** `ending` in its last four weeks. */
export function validityOf({ validFrom, validUntil }: Directory, now: number): Validity {
  const left = millisecondsOf(validUntil) - now
  const daysLeft = Math.max(0, Math.floor(left / DAY_MS))
  if (left <= 0) return { state: 'expired', daysLeft }
  if (millisecondsOf(validFrom) > now + CLOCK_TOLERANCE_MS) return { state: 'early', daysLeft }
  return { state: daysLeft < WARN_DAYS ? 'ending' : 'valid', daysLeft }
}

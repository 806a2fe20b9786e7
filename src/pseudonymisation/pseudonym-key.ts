/** The key under which local subject ids become pseudonyms. It lives in a file of its own, outside the database. */
import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import { lengthPrefixed } from './length-prefixed.ts'

export const PSEUDONYM_SECRET_BYTES = 32

const KEY_ID_DOMAIN = 'prime-rose/pseudonym-key-id/1'
const FIRST_LINE = 'prime-rose-pseudonym-key/1'
const TRIAL = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/
const FILE =
  /^prime-rose-pseudonym-key\/1\ntrial: ([A-Za-z0-9._-]{1,64})\nversion: ([1-9][0-9]{0,3})\nsecret: ([0-9a-f]{64})\ncheck: ([0-9a-f]{16})\n?$/

/** The secret is an opaque handle, so that neither a log line nor JSON can show it. */
export interface PseudonymKey {
  readonly trialId: string
  /** 1, 2, …; part of every pseudonym. */
  readonly version: number
  readonly secret: KeyObject
}

/** Makes a key of 32 bytes of the caller's randomness; throws `pseudonym/bad-key-file` for anything else. */
export function makePseudonymKey(parts: {
  readonly trialId: string
  readonly version: number
  readonly secret: Uint8Array
}): PseudonymKey {
  if (!TRIAL.test(parts.trialId)) throw badKey('names no trial')
  if (!Number.isInteger(parts.version) || parts.version < 1 || parts.version > 9999)
    throw badKey('has no valid version')
  if (parts.secret.length !== PSEUDONYM_SECRET_BYTES) throw badKey('holds a secret of the wrong length')
  if (parts.secret.every(byte => byte === parts.secret[0])) throw badKey('holds a secret that is not random')
  return { trialId: parts.trialId, version: parts.version, secret: createSecretKey(parts.secret) }
}

/** The first key of a trial. */
export function createPseudonymKey(
  trialId: string,
  randomness: (length: number) => Uint8Array = randomBytes,
): PseudonymKey {
  return makePseudonymKey({ trialId, version: 1, secret: randomness(PSEUDONYM_SECRET_BYTES) })
}

/** The key that a rotation goes to. */
export function nextPseudonymKey(
  { trialId, version }: PseudonymKey,
  randomness: (length: number) => Uint8Array = randomBytes,
): PseudonymKey {
  return makePseudonymKey({ trialId, version: version + 1, secret: randomness(PSEUDONYM_SECRET_BYTES) })
}

/** Names a key where it must be known again: 16 hex digits that say nothing of it to whoever lacks it. */
export function pseudonymKeyId({ secret, version, trialId }: PseudonymKey): string {
  return createHmac('sha256', secret)
    .update(lengthPrefixed(KEY_ID_DOMAIN, String(version), trialId))
    .digest('hex')
    .slice(0, 16)
}

/** Text of a key file: five lines, the last a checksum over the others against truncation and slips of the hand. */
export function formatPseudonymKey(key: PseudonymKey): string {
  const body = `${FIRST_LINE}\ntrial: ${key.trialId}\nversion: ${key.version}\nsecret: ${key.secret.export().toString('hex')}\n`
  return `${body}check: ${checksum(body)}\n`
}

/**
 * Reads a key file of the trial; throws `pseudonym/bad-key-file` where it is damaged, cut short or of another trial.
 * No part of the secret is in the error.
 */
export function parsePseudonymKey(bytes: Uint8Array, trialId: string): PseudonymKey {
  const text = Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n')
  const found = FILE.exec(text)
  if (found === null) throw badKey('is damaged or cut short')
  const [, trial = '', version = '', secret = '', check = ''] = found
  if (check !== checksum(text.slice(0, text.indexOf('check: ')))) throw badKey('is damaged: its checksum differs')
  if (trial !== trialId) throw badKey('belongs to another trial')
  return makePseudonymKey({ trialId, version: Number(version), secret: Buffer.from(secret, 'hex') })
}

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16)
}

function badKey(fault: string): NodeError {
  return new NodeError('pseudonym/bad-key-file', `the pseudonym key ${fault}`, {
    hint: 'Restore the key file of this trial from its backup. A new key would give every subject a new pseudonym.',
  })
}

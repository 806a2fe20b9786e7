/** The steps by which a country joins a federation; each is left out where an earlier run has done it. */
import { existsSync, readFileSync } from 'node:fs'
import { type Config, readConfig } from '../config.ts'
import { readEnginePublicKey } from '../engine/engine-folder.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Directory, DirectoryEngineKey, DirectoryMember } from '../model/generated/directory.ts'
import type { MemberEntry } from '../model/generated/member-entry.ts'
import type { FederationSettings, NodeConfig } from '../model/generated/node-config.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { readDirectory, type VerifiedDirectory, verifyDirectory } from '../trust/directory.ts'
import { timeOf } from '../trust/directory-rules.ts'
import { fingerprintOf, isFingerprint } from '../trust/fingerprint.ts'
import { asPublicJwk, keyIdOf, publicKeyOf } from '../trust/keys.ts'
import { identityOf, signEntry } from '../trust/member-entry.ts'
import { PROTOCOLS } from '../trust/message-types.ts'
import { keyIdOf as okpKeyIdOf } from '../trust/octet-key-pair.ts'
import { sealingPublicKeyOf } from '../trust/sealing-keys.ts'
import { auditOf, heldDirectory, pinnedOfficers, takeDirectory } from './directory.ts'
import { ownKeysOf } from './own-keys.ts'
import { fingerprintOfOfficers, pinFirstOfficers } from './pin-officers.ts'

/** Adds to what `rose.json` says of the federation; what is not given stays. */
export function saveFederationSettings(config: Config, settings: FederationSettings): Config {
  const before = JSON.parse(readFileSync(config.paths.config, 'utf8')) as NodeConfig
  const after = { ...before, federation: { ...before.federation, ...settings } }
  checkSchema('urn:prime-rose:node-config/1', after, { code: 'usage/bad-argument', what: 'rose join' })
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    writeWhole(config.paths.config, `${JSON.stringify(after, null, 2)}\n`)
  }
  return readConfig(config.paths.folder)
}

export interface FirstDirectory {
  readonly text: string
  readonly directory: Directory
  /** Of its officers, to compare with what the federation tells over another channel. */
  readonly fingerprint: string
}

/** What a first directory claims; nobody believes it until its officers are compared. */
export function readFirstDirectory(text: string): FirstDirectory {
  const directory = readDirectory(text)
  return { text, directory, fingerprint: fingerprintOfOfficers(directory) }
}

/** `confirmed`: the fingerprint that a person was told, or true where he compared it himself. */
export async function pinAndTake(
  config: Config,
  first: FirstDirectory,
  { confirmed, clock }: { readonly confirmed: string | true; readonly clock: Clock },
): Promise<VerifiedDirectory> {
  if (confirmed !== true && !isFingerprint(confirmed, first.fingerprint)) {
    throw new NodeError('trust/unknown-issuer', 'the officers of this directory have another fingerprint', {
      hint: 'Do not go on: call the federation, and ask for the directory and the fingerprint again.',
    })
  }
  if (pinnedOfficers(config) === null) {
    // It must hold under its own officers first: those of one that does not would stay pinned.
    const officers = first.directory.officers.map(({ name, key }) => ({ name, publicJwk: asPublicJwk(key) }))
    await verifyDirectory(first.text, { officers, previous: null, now: clock.now() })
    await pinFirstOfficers(config, first.directory, clock)
  }
  return (await takeDirectory(config, first.text, { clock, append: auditOf(config) })).directory
}

/** Name of the federation that this node belongs to; throws `directory/missing` before `rose join` has pinned its officers. */
export async function federationNameOf(config: Config): Promise<string> {
  const held = await heldDirectory(config)
  if (held !== null) return held.document.federation
  throw new NodeError('directory/missing', 'this node belongs to no federation yet', {
    hint: 'rose join DIR --directory FILE',
  })
}

export interface OwnEntry {
  readonly text: string
  readonly member: DirectoryMember
  /** To read out to an officer over the phone. */
  readonly fingerprint: string
  readonly isNew: boolean
}

/** The node's signed entry; written to `entry.json`, and written anew only where something in it changed. */
export async function makeEntry(config: Config, federation: string, clock: Clock): Promise<OwnEntry> {
  const keys = ownKeysOf(config)
  const validFrom = timeOf(clock.now())
  const member: DirectoryMember = {
    id: config.member,
    country: config.country,
    trial: { id: config.trialId, endpointCode: config.federation.endpointCode },
    roles: ['node', 'hub'],
    signingKeys: keys.signing.map(key => {
      const { kty, crv, x } = publicKeyOf(key)
      return { kid: keyIdOf(key), kty, crv, x, validFrom }
    }),
    sealingKeys: keys.sealing.map(key => {
      const { kty, crv, x } = sealingPublicKeyOf(key)
      return { kid: okpKeyIdOf(key), kty, crv, x, validFrom }
    }),
    engineKeys: [engineKeyOf(config, validFrom)],
    endpoints: config.federation.endpoints,
    protocols: [...PROTOCOLS],
  }
  const entry: MemberEntry = { schema: 'member-entry/1', federation, member }
  checkSchema('urn:prime-rose:member-entry/1', entry, { code: 'federation/bad-entry', what: 'the entry of this node' })
  const before = existsSync(config.paths.entry) ? readFileSync(config.paths.entry, 'utf8') : null
  if (before !== null && isSameEntry(before, entry)) return { text: before, ...described(member), isNew: false }
  const text = await signEntry(entry, keys.signing)
  writeWhole(config.paths.entry, text, 0o644)
  return { text, ...described(member), isNew: true }
}

function engineKeyOf(config: Config, validFrom: string): DirectoryEngineKey {
  const key = readEnginePublicKey(config.paths.folder)
  return { kid: keyIdOf(key), kty: key.kty, crv: key.crv, x: key.x, validFrom }
}

function described(member: DirectoryMember): Pick<OwnEntry, 'member' | 'fingerprint'> {
  return { member, fingerprint: fingerprintOf(identityOf({ member })) }
}

/** But for the moment at which it was written. */
function isSameEntry(text: string, entry: MemberEntry): boolean {
  try {
    const { payload } = JSON.parse(text) as { readonly payload: string }
    const before = JSON.parse(Buffer.from(payload, 'base64url').toString()) as MemberEntry
    return timeless(before) === timeless(entry)
  } catch {
    return false
  }
}

function timeless(entry: MemberEntry): string {
  const without = <K extends { validFrom: string }>(keys: readonly K[]) => keys.map(key => ({ ...key, validFrom: '' }))
  const { member } = entry
  const plain = {
    ...member,
    signingKeys: without(member.signingKeys),
    sealingKeys: without(member.sealingKeys),
    engineKeys: without(member.engineKeys ?? []),
  }
  return fingerprintOf({ ...entry, member: plain })
}

export type Membership = 'entered' | 'waiting' | 'other-keys'

/** Whether the directory names this node, and with keys that it has. */
export async function membershipOf(config: Config): Promise<Membership> {
  const held = await heldDirectory(config)
  const member = held?.document.members.find(({ id }) => id === config.member)
  if (member === undefined) return 'waiting'
  const own = new Set(ownKeysOf(config).signing.map(keyIdOf))
  return member.signingKeys.some(({ kid }) => own.has(kid)) ? 'entered' : 'other-keys'
}

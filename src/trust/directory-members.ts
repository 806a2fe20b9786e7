/** Members of a directory as correspondents: with the keys that hold at a moment. */
import type { Directory, DirectoryMember } from '../model/generated/directory.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import type { Correspondent } from './correspondents.ts'
import { engineKeysOf, millisecondsOf } from './directory-rules.ts'
import { asPublicJwk, keyIdOf, type PrivateJwk, type PublicJwk } from './keys.ts'
import type { MemberRole } from './message-types.ts'
import { asSealingPublicJwk } from './sealing-keys.ts'

interface TimedKey<K> {
  readonly key: K
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

/** A key that was entered a moment ago is not known to all yet: it signs only after every node has polled. */
const SETTLED_MS = 3_600_000

/**
 * Looks a member up by its whole id. Keys that are not valid at that moment are left out; a member without a valid key of
 * each kind is nobody to talk to, hence null. Keys are read once, as every message asks.
 */
export function indexMembers(directory: Directory): (id: string, now: number) => Correspondent | null {
  const members = new Map(directory.members.map(member => [member.id, readMember(directory, member)]))
  return (id, now) => {
    const member = members.get(id)
    const sealingKey = newestOf(member?.sealing ?? [], now)
    const signingKeys = (member?.signing ?? []).filter(timed => isValidAt(timed, now)).map(timed => timed.key)
    if (member === undefined || sealingKey === undefined || signingKeys.length === 0) return null
    return { id: member.id, roles: member.roles, signingKeys, sealingKey, filesOnly: member.filesOnly }
  }
}

function readMember(directory: Directory, member: DirectoryMember) {
  return {
    id: parseMemberId(member.id),
    roles: rolesOf(directory, member),
    filesOnly: isFilesOnly(member.endpoints),
    signing: member.signingKeys.map(key => timedKey(key, asPublicJwk({ kty: key.kty, crv: key.crv, x: key.x }))),
    sealing: member.sealingKeys.map(key => timedKey(key, asSealingPublicJwk({ kty: key.kty, crv: key.crv, x: key.x }))),
  }
}

/** Reached through a courier's files and in no other way. */
export function isFilesOnly({ direct, relay, file }: DirectoryMember['endpoints']): boolean {
  return file !== undefined && direct === undefined && relay === undefined
}

export function rolesOf({ combiners }: Directory, member: DirectoryMember): readonly MemberRole[] {
  return combiners.includes(member.id) ? [...member.roles, 'combiner'] : member.roles
}

/** A member as rounds see it: who may sign what, and where it is reached. */
export interface DirectoryPeer {
  readonly id: string
  readonly country: string
  readonly roles: readonly MemberRole[]
  /** Public keys that sign what it says now, by thumbprint. */
  readonly signingKeys: ReadonlyMap<string, PublicJwk>
  /** Of its engine. */
  readonly engineKeys: ReadonlyMap<string, PublicJwk>
  readonly endpoints: DirectoryMember['endpoints']
}

/** All members with the keys that hold at a moment, by id. */
export function peersOf(directory: Directory, now: number): ReadonlyMap<string, DirectoryPeer> {
  return new Map(
    directory.members.map(member => [
      member.id,
      {
        id: member.id,
        country: member.country,
        roles: rolesOf(directory, member),
        signingKeys: validKeys(member.signingKeys, now),
        engineKeys: validKeys(engineKeysOf(member), now),
        endpoints: member.endpoints,
      },
    ]),
  )
}

function validKeys(
  keys: readonly { kid: string; kty: 'OKP'; crv: 'Ed25519'; x: string; validFrom: string; validUntil?: string }[],
  now: number,
): ReadonlyMap<string, PublicJwk> {
  const timed = keys.map(key => timedKey(key, asPublicJwk({ kty: key.kty, crv: key.crv, x: key.x })))
  return new Map(timed.filter(key => isValidAt(key, now)).map(({ key }) => [keyIdOf(key), key]))
}

/** Countries, each once however many members it has. */
export function countriesOf({ members }: Directory): readonly string[] {
  return [...new Set(members.map(member => parseCountryCode(member.country)))].sort()
}

/**
 * Which of a member's own keys it signs with now: the newest that all others know, else the oldest that is valid; null
 * where the directory names none of them.
 */
export function signingKeyIn(
  directory: Directory,
  own: { readonly id: string; readonly keys: readonly PrivateJwk[] },
  now: number,
): PrivateJwk | null {
  const entered = directory.members.find(member => member.id === own.id)?.signingKeys ?? []
  const usable = entered
    .map(key =>
      timedKey(
        key,
        own.keys.find(candidate => keyIdOf(candidate) === key.kid),
      ),
    )
    .filter(timed => isValidAt(timed, now) && timed.key !== undefined)
    .sort((one, other) => other.from - one.from)
  const settled = usable.find(timed => timed.from + SETTLED_MS <= now)
  return (settled ?? usable.at(-1))?.key ?? null
}

function timedKey<K>({ validFrom, validUntil }: { validFrom: string; validUntil?: string }, key: K): TimedKey<K> {
  return {
    key,
    from: millisecondsOf(validFrom),
    until: validUntil === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(validUntil),
  }
}

function isValidAt({ from, until }: TimedKey<unknown>, now: number): boolean {
  return from <= now && now < until
}

function newestOf<K>(keys: readonly TimedKey<K>[], now: number): K | undefined {
  return keys.filter(timed => isValidAt(timed, now)).sort((one, other) => other.from - one.from)[0]?.key
}

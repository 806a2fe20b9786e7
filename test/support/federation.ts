/** A federation of officers and members with keys in the test's hands; all of it is made up. */
import type { Directory, DirectoryMember } from '../../src/model/generated/directory.ts'
import { countersignDirectory, type Officer, signDirectory } from '../../src/trust/directory.ts'
import { timeOf } from '../../src/trust/directory-rules.ts'
import { generateKey, keyIdOf, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { PROTOCOLS } from '../../src/trust/message-types.ts'
import { keyIdOf as okpKeyIdOf } from '../../src/trust/octet-key-pair.ts'
import { type SealingPrivateJwk, sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import { someKeys } from './correspondents.ts'

export const DAY_MS = 86_400_000

export interface TestOfficer {
  readonly name: string
  readonly key: PrivateJwk
}

export const ola: TestOfficer = { name: 'ola', key: generateKey() }
export const pia: TestOfficer = { name: 'pia', key: generateKey() }
export const tor: TestOfficer = { name: 'tor', key: generateKey() }

export function pinned(...officers: readonly TestOfficer[]): readonly Officer[] {
  return officers.map(({ name, key }) => ({ name, publicJwk: publicKeyOf(key) }))
}

interface TimedKey<K> {
  readonly key: K
  /** Milliseconds since 1970. */
  readonly from?: number
  readonly until?: number
}

export interface MemberParts {
  readonly country?: string
  readonly signing?: readonly TimedKey<PrivateJwk>[]
  readonly sealing?: readonly TimedKey<SealingPrivateJwk>[]
  readonly endpoints?: DirectoryMember['endpoints']
  readonly roles?: DirectoryMember['roles']
  readonly protocols?: readonly string[]
}

export function aMember(id: string, parts: MemberParts = {}): DirectoryMember {
  const fresh = someKeys()
  const { country = 'NO', endpoints = {}, roles = ['node', 'hub'], protocols = PROTOCOLS } = parts
  const times = ({ from = 0, until }: TimedKey<unknown>) => ({
    validFrom: timeOf(from),
    ...(until === undefined ? {} : { validUntil: timeOf(until) }),
  })
  return {
    id,
    country,
    trial: roles.includes('node') ? { id, endpointCode: 'control-w16-visit' } : null,
    roles: [...roles],
    signingKeys: (parts.signing ?? [{ key: fresh.key }]).map(timed => ({
      kid: keyIdOf(timed.key),
      ...publicKeyOf(timed.key),
      ...times(timed),
    })),
    sealingKeys: (parts.sealing ?? [{ key: fresh.sealing }]).map(timed => ({
      kid: okpKeyIdOf(timed.key),
      ...sealingPublicKeyOf(timed.key),
      ...times(timed),
    })),
    endpoints,
    protocols: [...protocols],
  }
}

/** Valid for 100 days from `now`, named by two officers, without members but for the changes. */
export function aDirectory(now: number, changes: Partial<Directory> = {}): Directory {
  return {
    schema: 'directory/1',
    federation: 'prime-rose',
    serial: 1,
    validFrom: timeOf(now),
    validUntil: timeOf(now + 100 * DAY_MS),
    officers: [ola, pia].map(({ name, key }) => ({ name, key: publicKeyOf(key) })),
    members: [],
    combiners: [],
    catalogue: null,
    policies: [],
    ...changes,
  }
}

export async function signedBy(directory: Directory, ...officers: readonly TestOfficer[]): Promise<string> {
  const [first, ...others] = officers
  let text = await signDirectory(directory, (first ?? ola).key)
  for (const { key } of others) text = await countersignDirectory(text, key)
  return text
}

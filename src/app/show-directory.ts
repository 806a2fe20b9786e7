/** A directory as people look at it: who, where, how long. */
import type { Directory } from '../model/generated/directory.ts'
import { type Validity, validityOf } from '../trust/directory.ts'
import { countriesOf, rolesOf } from '../trust/directory-members.ts'
import { millisecondsOf } from '../trust/directory-rules.ts'
import { fingerprintOf } from '../trust/fingerprint.ts'
import { identityOf } from '../trust/member-entry.ts'
import { fingerprintOfOfficers } from './pin-officers.ts'

export interface ShownDirectory {
  readonly federation: string
  readonly serial: number
  readonly validFrom: string
  readonly validUntil: string
  readonly validity: Validity
  readonly officers: { readonly names: readonly string[]; readonly fingerprint: string }
  /** Each once, however many members it has. */
  readonly countries: readonly string[]
  readonly members: readonly ShownMember[]
  readonly combiners: readonly string[]
  readonly catalogue: string | null
  readonly policies: readonly string[]
}

export interface ShownMember {
  readonly id: string
  readonly country: string
  readonly roles: readonly string[]
  readonly reachedBy: readonly string[]
  /** Days until the first of its keys ends, null where none does. */
  readonly keyDaysLeft: number | null
  readonly fingerprint: string
}

const DAY_MS = 86_400_000

export function showDirectory(directory: Directory, now: number): ShownDirectory {
  const { federation, serial, validFrom, validUntil, officers, members, combiners, catalogue, policies } = directory
  return {
    federation,
    serial,
    validFrom,
    validUntil,
    validity: validityOf(directory, now),
    officers: { names: officers.map(({ name }) => name), fingerprint: fingerprintOfOfficers(directory) },
    countries: countriesOf(directory),
    members: members.map(member => ({
      id: member.id,
      country: member.country,
      roles: rolesOf(directory, member),
      reachedBy: Object.keys(member.endpoints),
      keyDaysLeft: daysLeft([...member.signingKeys, ...member.sealingKeys], now),
      fingerprint: fingerprintOf(identityOf({ member })),
    })),
    combiners,
    catalogue,
    policies,
  }
}

function daysLeft(keys: readonly { readonly validUntil?: string }[], now: number): number | null {
  const ends = keys.flatMap(({ validUntil }) => (validUntil === undefined ? [] : [millisecondsOf(validUntil)]))
  return ends.length === 0 ? null : Math.floor((Math.min(...ends) - now) / DAY_MS)
}

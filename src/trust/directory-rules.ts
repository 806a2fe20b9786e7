/** What a directory must be beyond its schema. Officers can err, and one of them may have been deceived: nodes check all of it again. */
import { NodeError } from '../model/errors.ts'
import type { Directory, DirectoryEngineKey, DirectoryMember } from '../model/generated/directory.ts'
import { asPublicJwk } from './keys.ts'
import { keyIdOf } from './octet-key-pair.ts'
import { asSealingPublicJwk } from './sealing-keys.ts'

/** A directory that could hold for years would keep a stolen key alive as long. */
export const MAX_VALIDITY_DAYS = 366
const DAY_MS = 86_400_000

/** Throws `directory/bad` with the place of the first fault. */
export function checkDirectory(directory: Directory): void {
  checkPeriod(directory)
  checkCount(directory.officers, '/officers', [2, 16])
  checkDistinct(
    directory.officers.map(officer => officer.name),
    '/officers',
    'name',
  )
  checkIds(directory.members)
  checkKeys(directory)
  checkCombiners(directory)
  directory.members.forEach(checkMember)
  checkDistinct(directory.policies, '/policies', 'hash')
}

export function millisecondsOf(time: string): number {
  return Date.parse(time)
}

/** Whole seconds in UTC, as a directory writes times. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}

function checkPeriod({ validFrom, validUntil }: Directory): void {
  const length = millisecondsOf(validUntil) - millisecondsOf(validFrom)
  if (!(length > 0)) throw bad('/validUntil', 'it ends before it begins')
  if (length > MAX_VALIDITY_DAYS * DAY_MS) throw bad('/validUntil', `it holds for more than ${MAX_VALIDITY_DAYS} days`)
}

/** Ids are compared whole everywhere; two of which one ends like the other would still be mistaken by people and by others' programs. */
function checkIds(members: readonly DirectoryMember[]): void {
  const ids = members.map(member => member.id)
  checkDistinct(ids, '/members', 'id')
  const index = ids.findIndex(id => ids.some(other => other !== id && id.endsWith(other)))
  if (index >= 0) throw bad(`/members/${index}/id`, "it ends like another member's id")
}

interface NamedKey {
  readonly place: string
  readonly kid: string
  readonly true: string
}

/** One key, one holder, one purpose; and its name is what the key says, so that no two keys share one. */
function checkKeys({ officers, members }: Directory): void {
  const keys: NamedKey[] = officers.map(({ key }, index) => {
    const kid = nameOf(() => keyIdOf(asPublicJwk(key)), `/officers/${index}/key`)
    return { place: `/officers/${index}/key`, kid, true: kid }
  })
  members.forEach((member, index) => {
    member.signingKeys.forEach(({ kid, kty, crv, x }, at) => {
      const place = `/members/${index}/signingKeys/${at}`
      keys.push({ place, kid, true: nameOf(() => keyIdOf(asPublicJwk({ kty, crv, x })), place) })
    })
    member.sealingKeys.forEach(({ kid, kty, crv, x }, at) => {
      const place = `/members/${index}/sealingKeys/${at}`
      keys.push({ place, kid, true: nameOf(() => keyIdOf(asSealingPublicJwk({ kty, crv, x })), place) })
    })
    engineKeysOf(member).forEach(({ kid, kty, crv, x }, at) => {
      const place = `/members/${index}/engineKeys/${at}`
      keys.push({ place, kid, true: nameOf(() => keyIdOf(asPublicJwk({ kty, crv, x })), place) })
    })
  })
  for (const [at, key] of keys.entries()) {
    if (key.kid !== key.true) throw bad(`${key.place}/kid`, "it is not the key's thumbprint")
    if (keys.findIndex(other => other.kid === key.kid) < at)
      throw bad(key.place, 'the same key stands at another place')
  }
}

function nameOf(read: () => string, place: string): string {
  try {
    return read()
  } catch {
    throw bad(place, 'it is no usable key of its curve')
  }
}

function checkCombiners({ combiners, members }: Directory): void {
  if (combiners.length === 1) throw bad('/combiners', 'one combiner alone would see every contribution')
  checkCount(combiners, '/combiners', [0, 3])
  checkDistinct(combiners, '/combiners', 'member')
  const countries = combiners.map((id, index) => {
    const member = members.find(candidate => candidate.id === id)
    if (member === undefined) throw bad(`/combiners/${index}`, 'it is no member of this directory')
    return member.country
  })
  checkDistinct(countries, '/combiners', 'country')
}

/** Directories from before there were rounds name none. */
export const engineKeysOf = ({ engineKeys }: DirectoryMember): readonly DirectoryEngineKey[] => engineKeys ?? []

function checkMember(member: DirectoryMember, index: number): void {
  const { roles, trial, signingKeys, sealingKeys } = member
  const engineKeys = engineKeysOf(member)
  checkCount(roles, `/members/${index}/roles`, [1, 3])
  checkCount(signingKeys, `/members/${index}/signingKeys`, [1, 4])
  checkCount(sealingKeys, `/members/${index}/sealingKeys`, [1, 4])
  checkCount(engineKeys, `/members/${index}/engineKeys`, [0, trial === null ? 0 : 4])
  if (roles.includes('node') !== (trial !== null))
    throw bad(`/members/${index}/trial`, 'a node has a trial, and nobody else')
  for (const [name, keys] of Object.entries({ signingKeys, sealingKeys, engineKeys })) {
    keys.forEach(({ validFrom, validUntil }, at) => {
      const isEmpty = validUntil !== undefined && millisecondsOf(validUntil) <= millisecondsOf(validFrom)
      if (isEmpty) throw bad(`/members/${index}/${name}/${at}`, 'its validity ends before it begins')
    })
  }
}

function checkCount(list: readonly unknown[], place: string, [least, most]: readonly [number, number]): void {
  if (list.length < least || list.length > most) throw bad(place, `it has ${least} to ${most} entries`)
}

function checkDistinct(values: readonly string[], place: string, what: string): void {
  const second = values.findIndex((value, index) => values.indexOf(value) < index)
  if (second >= 0) throw bad(`${place}/${second}`, `its ${what} stands at another place too`)
}

function bad(place: string, why: string): NodeError {
  return new NodeError('directory/bad', `the directory is unusable at ${place}: ${why}`, {
    hint: 'The federation officers must sign a corrected one.',
    detail: { place },
  })
}

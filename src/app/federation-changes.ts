/** What a directory changes, in words: the officer who signs second reads this, not JSON. */
import type { Directory, DirectoryMember } from '../model/generated/directory.ts'
import { fingerprintOf } from '../trust/fingerprint.ts'
import { identityOf } from '../trust/member-entry.ts'

/** Sentences, empty where nothing changes but serial and times. */
export function changesOf(before: Directory, after: Directory): readonly string[] {
  return [
    ...namesGone(before.officers, after.officers, 'name').map(name => `Officer ${name} leaves.`),
    ...namesGone(after.officers, before.officers, 'name').map(name => `Officer ${name} comes: ${cardOf(after, name)}`),
    ...namesGone(before.members, after.members, 'id').map(id => `Member ${id} leaves.`),
    ...after.members.flatMap(member =>
      changesOfMember(
        before.members.find(({ id }) => id === member.id),
        member,
      ),
    ),
    ...changed('The combiners are', before.combiners, after.combiners),
    ...changed('The catalogue is', [before.catalogue ?? 'none'], [after.catalogue ?? 'none']),
    ...changed('The policies are', before.policies, after.policies),
  ]
}

function changesOfMember(before: DirectoryMember | undefined, after: DirectoryMember): string[] {
  const fingerprint = fingerprintOf(identityOf({ member: after }))
  if (before === undefined)
    return [`Member ${after.id} (${after.country}, ${after.roles.join(', ')}) comes: ${fingerprint}`]
  const kids = ({ signingKeys, sealingKeys }: DirectoryMember) => [...signingKeys, ...sealingKeys].map(key => key.kid)
  const gone = kids(before).filter(kid => !kids(after).includes(kid))
  const come = kids(after).filter(kid => !kids(before).includes(kid))
  const rest = ({ signingKeys: _s, sealingKeys: _e, ...others }: DirectoryMember) => JSON.stringify(others)
  return [
    ...gone.map(kid => `${after.id}: key ${kid} is removed.`),
    ...(come.length === 0 ? [] : [`${after.id}: ${come.length} new keys, with them ${fingerprint}`]),
    ...(rest(before) === rest(after) ? [] : [`${after.id}: roles, endpoints or protocols change.`]),
  ]
}

function namesGone<K extends string>(
  before: readonly Record<K, string>[],
  after: readonly Record<K, string>[],
  name: K,
) {
  return before.map(one => one[name]).filter(one => !after.some(other => other[name] === one))
}

function cardOf({ officers }: Directory, name: string): string {
  return fingerprintOf(officers.find(officer => officer.name === name))
}

function changed(what: string, before: readonly string[], after: readonly string[]): string[] {
  return before.join() === after.join() ? [] : [`${what} now ${after.length === 0 ? 'none' : after.join(', ')}.`]
}

/** Changes of a draft directory: pure, each with a sentence of what it changed. */
import { NodeError } from '../model/errors.ts'
import type { Directory, DirectoryMember, DirectoryOfficer } from '../model/generated/directory.ts'
import { millisecondsOf, timeOf } from '../trust/directory-rules.ts'
import { fingerprintOf } from '../trust/fingerprint.ts'
import { asPublicJwk } from '../trust/keys.ts'
import { identityOf } from '../trust/member-entry.ts'

export interface DraftChange {
  readonly draft: Directory
  /** What was changed, a sentence. */
  readonly told: string
  /** To compare over the phone before signing; null where nothing new is believed. */
  readonly fingerprint: string | null
}

export interface Times {
  /** Milliseconds since 1970. */
  readonly now: number
  /** How long the keys before stay valid. */
  readonly overlapDays: number
}

const DAY_MS = 86_400_000

/** A card `{"name", "key"}`. */
export function addOfficer(draft: Directory, card: unknown): DraftChange {
  const officer = readCard(card)
  const taken = draft.officers.some(({ name, key }) => name === officer.name || key.x === officer.key.x)
  if (taken) throw badEntry('an officer of this name or with this key is in the draft already')
  return {
    draft: { ...draft, officers: [...draft.officers, officer] },
    told: `Officer ${officer.name} is in the draft.`,
    fingerprint: fingerprintOf(officer),
  }
}

export function addMember(
  draft: Directory,
  member: DirectoryMember,
  { combiner, coordinator = false }: { readonly combiner: boolean; readonly coordinator?: boolean },
): DraftChange {
  if (draft.members.some(({ id }) => id === member.id)) {
    throw new NodeError('federation/bad-entry', 'a member of this id is in the draft already', {
      hint: 'New keys or endpoints of a member: rose federation rotate ENTRY --dir DIR',
    })
  }
  const combiners = combiner ? [...draft.combiners, member.id] : draft.combiners
  return {
    draft: { ...draft, members: [...draft.members, coordinator ? asCoordinator(member) : member], combiners },
    told: `${member.id} (${member.country}) is in the draft${combiner ? ', as a combiner' : ''}${coordinator ? ', as a coordinator' : ''}.`,
    fingerprint: fingerprintOf(identityOf({ member })),
  }
}

/** Who may propose rounds is for the officers to say, not for the member. */
function asCoordinator(member: DirectoryMember): DirectoryMember {
  return member.roles.includes('coordinator') ? member : { ...member, roles: [...member.roles, 'coordinator'] }
}

/** One key that the draft knows must have signed the entry: it is in it, as all keys in an entry sign. */
export function rotateMember(draft: Directory, entry: DirectoryMember, { now, overlapDays }: Times): DraftChange {
  const known = memberOf(draft, entry.id)
  const isKnown = entry.signingKeys.some(({ kid }) => known.signingKeys.some(key => key.kid === kid))
  if (!isKnown) {
    throw new NodeError('federation/bad-entry', 'no key that the directory knows has signed this entry', {
      hint: 'Where all keys are lost: rose federation revoke MEMBER, then rose federation add, after a call.',
    })
  }
  if (entry.country !== known.country || entry.trial?.id !== known.trial?.id) {
    throw badEntry('country and trial of a member do not change; it would be another member')
  }
  const until = now + overlapDays * DAY_MS
  const member: DirectoryMember = {
    ...entry,
    roles: known.roles.includes('coordinator') ? asCoordinator(entry).roles : entry.roles,
    signingKeys: mergeKeys(known.signingKeys, entry.signingKeys, { now, until }),
    sealingKeys: mergeKeys(known.sealingKeys, entry.sealingKeys, { now, until }),
    engineKeys: mergeKeys(known.engineKeys ?? [], entry.engineKeys ?? [], { now, until }),
  }
  return {
    draft: withMember(draft, member),
    told: `${member.id}: new keys hold from now, those before until ${timeOf(until)}.`,
    fingerprint: fingerprintOf(identityOf({ member })),
  }
}

export type Revocation = { readonly member: string; readonly kid: string | null } | { readonly officer: string }

/** Holds for a node as soon as it has the next directory. */
export function revoke(draft: Directory, revocation: Revocation): DraftChange {
  if ('officer' in revocation) {
    const officers = draft.officers.filter(({ name }) => name !== revocation.officer)
    if (officers.length === draft.officers.length) throw unknownMember('no officer of this name is in the draft')
    return {
      draft: { ...draft, officers },
      told: `Officer ${revocation.officer} is out of the draft.`,
      fingerprint: null,
    }
  }
  const { member: id, kid } = revocation
  const member = memberOf(draft, id)
  if (kid === null) {
    const combiners = draft.combiners.filter(combiner => combiner !== id)
    const members = draft.members.filter(candidate => candidate.id !== id)
    return { draft: { ...draft, members, combiners }, told: `${id} is out of the draft.`, fingerprint: null }
  }
  const signingKeys = member.signingKeys.filter(key => key.kid !== kid)
  const sealingKeys = member.sealingKeys.filter(key => key.kid !== kid)
  const isFound = signingKeys.length + sealingKeys.length < member.signingKeys.length + member.sealingKeys.length
  if (!isFound) throw unknownMember('the member has no key of this name')
  if (signingKeys.length === 0 || sealingKeys.length === 0) {
    throw badEntry('a member needs a key of each kind: rotate first, or revoke the member')
  }
  return {
    draft: withMember(draft, { ...member, signingKeys, sealingKeys }),
    told: `A key of ${id} is out of the draft.`,
    fingerprint: null,
  }
}

/** Keys whose time is over are of no use to anybody. */
export function withoutOldKeys(draft: Directory, now: number): Directory {
  const holds = ({ validUntil }: { validUntil?: string }) =>
    validUntil === undefined || millisecondsOf(validUntil) > now
  const members = draft.members.map(member => ({
    ...member,
    signingKeys: member.signingKeys.filter(holds),
    sealingKeys: member.sealingKeys.filter(holds),
    ...(member.engineKeys === undefined ? {} : { engineKeys: member.engineKeys.filter(holds) }),
  }))
  return { ...draft, members }
}

interface EnteredKey {
  readonly kid: string
  readonly validFrom: string
  readonly validUntil?: string
}

function mergeKeys<K extends EnteredKey>(
  known: readonly K[],
  entered: readonly K[],
  { now, until }: { now: number; until: number },
): K[] {
  const fresh = entered
    .filter(key => !known.some(({ kid }) => kid === key.kid))
    .map(key => ({ ...key, validFrom: timeOf(now) }))
  // Without a new key of this kind the old ones go on.
  if (fresh.length === 0) return [...known]
  const ends = (key: K) => (key.validUntil === undefined ? until : Math.min(until, millisecondsOf(key.validUntil)))
  return [...known.map(key => ({ ...key, validUntil: timeOf(ends(key)) })), ...fresh]
}

function withMember(draft: Directory, member: DirectoryMember): Directory {
  return { ...draft, members: draft.members.map(candidate => (candidate.id === member.id ? member : candidate)) }
}

function memberOf({ members }: Directory, id: string): DirectoryMember {
  const found = members.find(member => member.id === id)
  if (found === undefined) throw unknownMember('no member of this id is in the draft')
  return found
}

function readCard(card: unknown): DirectoryOfficer {
  const { name, key } = (typeof card === 'object' && card !== null ? card : {}) as { name?: unknown; key?: unknown }
  try {
    if (typeof name === 'string') return { name, key: asPublicJwk(key) }
  } catch {
    // Told below.
  }
  throw badEntry("this is neither an officer's card nor a member's entry")
}

/** Of the officer's card, as he reads it out. */
export function cardFingerprint({ officers }: Directory, name: string): string {
  return fingerprintOf(officers.find(officer => officer.name === name))
}

const SHA256 = /^[0-9a-f]{64}$/

/** The catalogue replaces the one before; a policy comes beside those that are there. */
export function withCatalogue(
  draft: Directory,
  { catalogue, policy }: { readonly catalogue: string | null; readonly policy: string | null },
): DraftChange {
  for (const hash of [catalogue, policy]) {
    if (hash !== null && !SHA256.test(hash)) throw badEntry('a SHA-256 has 64 hexadecimal digits')
  }
  const policies = policy === null || draft.policies.includes(policy) ? draft.policies : [...draft.policies, policy]
  return {
    draft: { ...draft, catalogue: catalogue ?? draft.catalogue, policies },
    told: 'The draft names them.',
    fingerprint: null,
  }
}

function badEntry(message: string): NodeError {
  return new NodeError('federation/bad-entry', message)
}

function unknownMember(message: string): NodeError {
  return new NodeError('federation/unknown-member', message, { hint: 'rose federation show --dir DIR lists them.' })
}

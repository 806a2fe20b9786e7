/**
 * What the engine has pinned, and how it changes. While fewer than two committee members are pinned a new one is pinned
 * at once (set-up); from then on two pinned members sign each change. Pure.
 */
import { APPROVAL_TYP, APPROVALS_NEEDED, checkTwoMembers, openApproval, wrongBytes } from '../cut/approvals.ts'
import { checkSuccessor } from '../disclosure/policy.ts'
import { NodeError } from '../model/errors.ts'
import type { PinApproval } from '../model/generated/approval.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { EnginePins, PinnedMember, PinnedOfficer } from '../model/generated/engine-pins.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { OFFICERS_NEEDED } from '../trust/directory.ts'
import { signDocument } from '../trust/documents.ts'
import type { PrivateJwk } from '../trust/keys.ts'

/** `from`: serial of the pins that it changes, so that an old agreement cannot be used again. */
export type PinChange =
  | { readonly kind: 'pin-member'; readonly from: number; readonly member: PinnedMember }
  | { readonly kind: 'remove-member'; readonly from: number; readonly name: string }
  | { readonly kind: 'pin-policy'; readonly from: number; readonly policy: EnginePins['policy'] }
  /** The whole list, in the place of the one before. */
  | { readonly kind: 'pin-officers'; readonly from: number; readonly officers: readonly PinnedOfficer[] }

export function isSetUp(pins: EnginePins): boolean {
  return pins.members.length >= APPROVALS_NEEDED
}

export function pinMemberChange(pins: EnginePins, { name, publicJwk: { kty, crv, x } }: PinnedMember): PinChange {
  return { kind: 'pin-member', from: pins.serial, member: { name, publicJwk: { kty, crv, x } } }
}

export function pinPolicyChange(pins: EnginePins, policy: DisclosurePolicy): PinChange {
  const { serial, k } = policy
  return { kind: 'pin-policy', from: pins.serial, policy: { sha256: canonicalHash(policy), serial, k } }
}

export function pinOfficersChange(pins: EnginePins, officers: readonly PinnedOfficer[]): PinChange {
  const plain = officers.map(({ name, publicJwk: { kty, crv, x } }) => ({ name, publicJwk: { kty, crv, x } }))
  return { kind: 'pin-officers', from: pins.serial, officers: plain.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

/** The first officers are pinned at once; later lists throw `approval/missing`: two members of the committee agree to them. */
export function pinOfficers(pins: EnginePins, officers: readonly PinnedOfficer[]): EnginePins {
  if (pins.officers !== undefined) throw agreementMissing('the federation officers')
  return apply(pins, pinOfficersChange(pins, officers))
}

/** During set-up only; later throws `approval/missing`. A name or key that is pinned already is `member/exists`. */
export function pinMember(pins: EnginePins, member: PinnedMember): EnginePins {
  if (isSetUp(pins)) throw agreementMissing('the committee')
  return apply(pins, pinMemberChange(pins, member))
}

export async function approvePin(request: {
  readonly change: PinChange
  readonly member: string
  readonly key: PrivateJwk
  /** Seconds since 1970. */
  readonly iat: number
  readonly jti: string
}): Promise<string> {
  const { change, member, key, iat, jti } = request
  const changeSha256 = canonicalHash(change)
  const approval: PinApproval = { schema: 'approval/1', act: 'pins.change', member, iat, jti, changeSha256 }
  return signDocument(approval, { key, typ: APPROVAL_TYP })
}

/** Throws `approval/missing`, `approval/same-person`, `approval/unknown-member` or `approval/wrong-bytes`. */
export async function applyPinChange(
  pins: EnginePins,
  change: PinChange,
  approvals: readonly string[],
): Promise<EnginePins> {
  const opened = await Promise.all(approvals.map(jws => openApproval(jws, pins.members)))
  const wanted = canonicalHash(change)
  if (!opened.every(approval => approval.act === 'pins.change' && approval.changeSha256 === wanted)) throw wrongBytes()
  checkTwoMembers(opened.map(approval => approval.member))
  return apply(pins, change)
}

function apply(pins: EnginePins, change: PinChange): EnginePins {
  if (change.from !== pins.serial) {
    throw new NodeError('approval/replayed', 'the change was agreed on for an earlier committee', {
      hint: 'Let two pinned members approve it anew.',
    })
  }
  return { ...pins, ...changed(pins, change), serial: pins.serial + 1 }
}

function changed(pins: EnginePins, change: PinChange): Partial<EnginePins> {
  switch (change.kind) {
    case 'pin-member':
      return { members: [...pins.members, checkNew(pins, change.member)] }
    case 'remove-member':
      return { members: checkRemaining(pins.members.filter(({ name }) => name !== change.name)) }
    case 'pin-policy':
      return { policy: checkNewer(pins, change.policy) }
    case 'pin-officers':
      return { officers: checkOfficers(change.officers) }
  }
}

/** One person under two names would be two approvals. */
function checkNew(pins: EnginePins, member: PinnedMember): PinnedMember {
  const taken = pins.members.some(({ name, publicJwk }) => name === member.name || publicJwk.x === member.publicJwk.x)
  if (taken) throw new NodeError('member/exists', 'a member of this name or with this key is pinned already')
  return member
}

function checkRemaining(members: PinnedMember[]): PinnedMember[] {
  // With one left, set-up would begin again and a single member could pin a second at will.
  if (members.length >= APPROVALS_NEEDED) return members
  throw new NodeError('approval/missing', 'two members of the committee must remain', {
    hint: 'Pin a new member before this one is removed.',
  })
}

/** One person with two keys would be two officers. */
function checkOfficers(officers: readonly PinnedOfficer[]): PinnedOfficer[] {
  const names = new Set(officers.map(officer => officer.name))
  const keys = new Set(officers.map(officer => officer.publicJwk.x))
  if (names.size !== officers.length || keys.size !== officers.length || officers.length < OFFICERS_NEEDED) {
    throw new NodeError('usage/bad-argument', 'at least two federation officers are pinned, each with one key')
  }
  return [...officers]
}

function agreementMissing(what: string): NodeError {
  return new NodeError('approval/missing', `two pinned members must agree to a change of ${what}`, {
    hint: 'Let two pinned members approve it.',
    detail: { approvals: 0, needed: APPROVALS_NEEDED },
  })
}

function checkNewer(pins: EnginePins, policy: EnginePins['policy']): EnginePins['policy'] {
  checkSuccessor(policy, pins.policy)
  return policy
}

/** A committee member's signature under one data cut: these bytes, this description. */
import { isNodeError, NodeError } from '../model/errors.ts'
import type { Approval, CutApproval } from '../model/generated/approval.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { PinnedMember } from '../model/generated/engine-pins.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { signDocument, verifyDocument } from '../trust/documents.ts'
import { asPublicJwk, keyIdOf, type PrivateJwk } from '../trust/keys.ts'

export const APPROVAL_TYP = 'prime-rose-approval+jws'
export const APPROVALS_NEEDED = 2

export interface ApproveCut {
  readonly cut: CutDescription
  readonly member: string
  readonly key: PrivateJwk
  /** Seconds since 1970. */
  readonly iat: number
  /** Random, 16 to 64 characters of base64url. */
  readonly jti: string
}

export async function approveCut({ cut, member, key, iat, jti }: ApproveCut): Promise<string> {
  const approval: CutApproval = {
    schema: 'approval/1',
    act: 'cut.open',
    member,
    iat,
    jti,
    cut: cut.id,
    snapshotSha256: cut.snapshot.sha256,
    descriptionSha256: canonicalHash(cut),
  }
  return signDocument(approval, { key, typ: APPROVAL_TYP })
}

/** Names who signed. Throws `approval/unknown-member` or `approval/wrong-bytes`. */
export async function checkCutApproval(
  jws: string,
  { cut, committee }: { cut: CutDescription; committee: readonly PinnedMember[] },
): Promise<string> {
  const approval = await openApproval(jws, committee)
  const meant =
    approval.act === 'cut.open' &&
    approval.cut === cut.id &&
    approval.snapshotSha256 === cut.snapshot.sha256 &&
    approval.descriptionSha256 === canonicalHash(cut)
  if (!meant) throw wrongBytes()
  return approval.member
}

/** Who opened the cut: two different pinned members at least, and every approval given is good. */
export async function checkCutApprovals(
  approvals: readonly string[],
  wanted: { readonly cut: CutDescription; readonly committee: readonly PinnedMember[] },
): Promise<readonly string[]> {
  const names = await Promise.all(approvals.map(jws => checkCutApproval(jws, wanted)))
  return checkTwoMembers(names)
}

/** Throws `approval/missing` or `approval/same-person`. */
export function checkTwoMembers(names: readonly string[]): readonly string[] {
  if (names.length < APPROVALS_NEEDED) {
    throw new NodeError('approval/missing', 'fewer than two members of the committee have approved', {
      detail: { approvals: names.length, needed: APPROVALS_NEEDED },
    })
  }
  if (new Set(names).size !== names.length) {
    throw new NodeError('approval/same-person', 'two approvals are by the same member', {
      hint: 'The second approval comes from another member of the committee.',
    })
  }
  return names
}

/** Verified under the key that is pinned for the name in it; one key speaks for one name. */
export async function openApproval(jws: string, committee: readonly PinnedMember[]): Promise<Approval> {
  const byKeyId = new Map(committee.map(member => [keyIdOf(asPublicJwk(member.publicJwk)), member]))
  const verified = await verifyDocument<Approval>(jws, {
    typ: APPROVAL_TYP,
    schemaId: 'urn:prime-rose:approval/1',
    keyOf: kid => {
      const member = byKeyId.get(kid)
      return member === undefined ? null : asPublicJwk(member.publicJwk)
    },
  }).catch((cause: unknown) => {
    if (isNodeError(cause, 'trust/unknown-issuer')) throw unknownMember(cause)
    throw wrongBytes(cause)
  })
  if (byKeyId.get(verified.kid)?.name !== verified.document.member) throw unknownMember()
  return verified.document
}

export function unknownMember(cause?: unknown): NodeError {
  return new NodeError('approval/unknown-member', 'the signer is not a pinned member of the committee', {
    hint: 'Two pinned members approve a third: rose member approve NAME --as MEMBER --node DIR',
    cause,
  })
}

export function wrongBytes(cause?: unknown): NodeError {
  return new NodeError('approval/wrong-bytes', 'an approval is not for these bytes', {
    hint: 'Whoever approves signs what is there now; any change starts again.',
    cause,
  })
}

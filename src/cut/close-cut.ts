/**
 * Use case: a member of the committee closes a data cut. One is enough, since closing only takes away; what was published
 * of it stays.
 */
import { NodeError } from '../model/errors.ts'
import type { PinnedMember } from '../model/generated/engine-pins.ts'
import { unknownMember } from './approvals.ts'
import { findCut } from './find-cut.ts'
import type { CutStore, TellClosed } from './ports.ts'
import { CLOSE_REASONS, checkAct } from './states.ts'

export interface CloseCutDeps {
  readonly store: CutStore
  readonly committee: readonly PinnedMember[]
  /** The engine, which refuses the cut from then on. */
  readonly tellClosed: TellClosed
}

/** Closed already: nothing changes. Throws `usage/bad-argument`, `cut/not-found`, `cut/not-open`, `approval/unknown-member`. */
export async function closeCut(
  { store, committee, tellClosed }: CloseCutDeps,
  { cutId, member, reason }: { readonly cutId: string; readonly member: string; readonly reason: string },
): Promise<'closed' | 'was-closed'> {
  if (!CLOSE_REASONS.some(known => known === reason)) {
    throw new NodeError('usage/bad-argument', 'there is no such reason to close a data cut', {
      hint: `Reasons are ${CLOSE_REASONS.join(', ')}.`,
    })
  }
  if (!committee.some(({ name }) => name === member)) throw unknownMember()
  const { state } = await findCut(store, cutId)
  if (state === 'closed' || state === 'ended') return 'was-closed'
  checkAct(state, 'close', 'committee')
  const closed = await store.close({ cutId, reason, actor: `committee:${member}` }, tellClosed)
  return closed ? 'closed' : 'was-closed'
}

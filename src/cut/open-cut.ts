/** Use case: a committee member opens a data cut. With the second member it is open, and the engine may read it. */
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { PinnedMember } from '../model/generated/engine-pins.ts'
import { asPublicJwk, keyIdOf, type PrivateJwk } from '../trust/keys.ts'
import { APPROVALS_NEEDED, approveCut, checkCutApproval, unknownMember } from './approvals.ts'
import { findCut } from './find-cut.ts'
import type { CutStore, StoredApproval, TellClosed } from './ports.ts'
import { hashOfSnapshot } from './snapshot-file.ts'
import type { SnapshotFolder } from './snapshot-folder.ts'
import { checkAct } from './states.ts'

export interface OpenCutDeps {
  readonly store: CutStore
  readonly snapshots: SnapshotFolder
  /** The members that the engine has pinned; it will look at the same ones. */
  readonly committee: readonly PinnedMember[]
  readonly clock: Clock
  /** A fresh random id, 16 to 64 characters of base64url. */
  readonly newId: () => string
  /** The engine, which has to know of the cuts that this one supersedes. */
  readonly tellClosed: TellClosed
}

export interface OpenCutRequest {
  readonly cutId: string
  readonly member: string
  readonly key: PrivateJwk
}

export interface OpenedCut {
  readonly cut: CutDescription
  readonly state: 'built' | 'opened'
  /** In the order of approval. */
  readonly openedBy: readonly string[]
  /** Compact JWS, for the engine's job. */
  readonly approvals: readonly string[]
}

/**
 * Who has approved before gets `approval/same-person` while the cut waits for another member. Once two have, asking
 * again finishes what a broken-off run left and returns the open cut.
 */
export async function openCut(deps: OpenCutDeps, { cutId, member, key }: OpenCutRequest): Promise<OpenedCut> {
  const found = await findOpenable(deps.store, cutId)
  checkMember(deps.committee, { member, key })
  await checkSnapshot(found.cut, deps.snapshots)
  const earlier = await readValidApprovals(found.cut, deps)
  const enough = earlier.length >= APPROVALS_NEEDED && earlier.some(approval => approval.member === member)
  if (!enough) {
    const iat = Math.floor(deps.clock.now() / 1000)
    const jws = await approveCut({ cut: found.cut, member, key, iat, jti: deps.newId() })
    await deps.store.saveApproval({ cutId, member, jws })
  }
  return finish(found, deps)
}

async function findOpenable(
  store: CutStore,
  cutId: string,
): Promise<{ cut: CutDescription; state: 'built' | 'opened' }> {
  const { cut, state } = await findCut(store, cutId)
  if (state === 'opened') return { cut, state }
  checkAct(state, 'approve', 'committee')
  return { cut, state: 'built' }
}

function checkMember(
  committee: readonly PinnedMember[],
  { member, key }: Pick<OpenCutRequest, 'member' | 'key'>,
): void {
  const pinned = committee.find(({ name }) => name === member)
  if (pinned === undefined || keyIdOf(asPublicJwk(pinned.publicJwk)) !== keyIdOf(key)) throw unknownMember()
}

/** Nobody is asked to sign for bytes that are not there. */
async function checkSnapshot({ snapshot }: CutDescription, snapshots: SnapshotFolder): Promise<void> {
  const bytes = await snapshots.read(snapshot.file)
  if (bytes !== null && hashOfSnapshot(bytes) === snapshot.sha256) return
  throw new NodeError('cut/snapshot-damaged', 'the snapshot file is not the one that was built', {
    hint: 'Restore the file from the backup, or build the data cut again.',
  })
}

/** What members signed who have been removed since does not count. */
async function readValidApprovals(cut: CutDescription, { store, committee }: OpenCutDeps): Promise<StoredApproval[]> {
  const valid: StoredApproval[] = []
  for (const approval of await store.listApprovals(cut.id)) {
    const signer = await checkCutApproval(approval.jws, { cut, committee }).catch(() => null)
    if (signer === approval.member) valid.push(approval)
  }
  return valid
}

async function finish(
  { cut, state }: { cut: CutDescription; state: 'built' | 'opened' },
  deps: OpenCutDeps,
): Promise<OpenedCut> {
  const valid = await readValidApprovals(cut, deps)
  const openedBy = valid.map(({ member }) => member)
  const approvals = valid.map(({ jws }) => jws)
  if (valid.length < APPROVALS_NEEDED) return { cut, state: 'built', openedBy, approvals }
  if (state === 'built' && !(await deps.store.markOpened(cut.id, deps.tellClosed))) {
    // It was closed or opened at this very moment: what it is now decides.
    await findOpenable(deps.store, cut.id)
  }
  return { cut, state: 'opened', openedBy, approvals }
}

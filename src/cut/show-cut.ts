/** Use case: the report of a data cut, made of its snapshot and of the one before; nothing is written. */
import type { CutReport } from '../model/generated/cut-report.ts'
import { coverageOf, differenceOf } from './cut-report.ts'
import { findCut } from './find-cut.ts'
import type { CutStore, StoredCut } from './ports.ts'
import type { Snapshot } from './snapshot.ts'
import { hashOfSnapshot, isOfThisFormat, readSnapshot } from './snapshot-file.ts'
import type { SnapshotFolder } from './snapshot-folder.ts'
import type { SnapshotKeys } from './snapshot-keys.ts'

export interface ShowCutDeps {
  readonly store: CutStore
  readonly snapshots: SnapshotFolder
  readonly snapshotKeys: SnapshotKeys
  /** Of the policy in force. */
  readonly k: number
}

/** Throws `cut/not-found`. A snapshot that is gone, whose key is, or that an earlier version wrote, leaves its part of the report out. */
export async function showCut(deps: ShowCutDeps, cutId: string): Promise<CutReport> {
  const found = await findCut(deps.store, cutId)
  const snapshot = await readIfThere(found, deps)
  const last = await lastOpenedBefore(found, deps.store)
  const before = last === null ? null : await readIfThere(last, deps)
  const { cut, state, builtAt, since, openedBy } = found
  const { k } = deps
  return {
    schema: 'cut-report/1',
    cut,
    state,
    builtAt,
    since,
    openedBy: [...openedBy],
    k,
    coverage: snapshot === null ? null : coverageOf(snapshot),
    difference:
      snapshot === null || before === null || last === null
        ? null
        : differenceOf(snapshot, before, { to: last.cut.id, k }),
  }
}

async function lastOpenedBefore({ cut }: StoredCut, store: CutStore): Promise<StoredCut | null> {
  const cuts = await store.listCuts()
  const position = cuts.findIndex(other => other.cut.id === cut.id)
  return cuts.slice(0, position).findLast(({ openedAt }) => openedAt !== null) ?? null
}

/** Null where file or key is gone, or an earlier version wrote it. */
export async function readIfThere(
  { cut }: StoredCut,
  { snapshots, snapshotKeys }: Pick<ShowCutDeps, 'snapshots' | 'snapshotKeys'>,
): Promise<Snapshot | null> {
  const bytes = await snapshots.read(cut.snapshot.file)
  const key = await snapshotKeys.read(cut.id)
  if (bytes === null || key === null || !isOfThisFormat(bytes)) return null
  if (hashOfSnapshot(bytes) !== cut.snapshot.sha256) return null
  return readSnapshot(bytes, { key, sha256: cut.snapshot.sha256 })
}

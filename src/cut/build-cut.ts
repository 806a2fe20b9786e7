/** Use case: make a data cut of what the store holds. Registered last, so that a cut in the list has its file. */
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import { checkMayLeave, documentScanner } from '../pseudonymisation/scanner/scan-document.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { agreesWithSql } from './compare-with-sql.ts'
import type { CutStore, IngestState, Who } from './ports.ts'
import { FlatRowReader, type ReadRows } from './read-flat-rows.ts'
import type { CutBasis } from './sharing-basis.ts'
import { makeSnapshot, textsOf } from './snapshot.ts'
import {
  hashOfSnapshot,
  isOfThisFormat,
  readSnapshot,
  SNAPSHOT_KEY_BYTES,
  type SnapshotKey,
  sealSnapshot,
} from './snapshot-file.ts'
import type { SnapshotFolder } from './snapshot-folder.ts'
import type { SnapshotKeys } from './snapshot-keys.ts'
import { withdrawalMark } from './withdrawal-mark.ts'

export interface BuildCutDeps {
  readonly store: CutStore
  readonly snapshots: SnapshotFolder
  readonly snapshotKeys: SnapshotKeys
  /** Fresh random bytes at each call. */
  readonly randomBytes: (length: number) => Uint8Array
  readonly member: string
  readonly country: string
  /** Shared with the engine and withdrawal; see `withdrawal-mark.ts`. */
  readonly withdrawalKey: Uint8Array
  /** What sharing rests on, as `checkSharingBasis` gives it. */
  readonly sharingBasis: CutBasis
  /** That the store was filled with. */
  readonly terminology: Terminology
}

interface Content {
  readonly who: Who
  readonly state: IngestState
  readonly rows: ReadRows
  readonly treatedBySql: ReadonlyMap<string, number>
}

/** A description that lacks only what the file's bytes decide. */
type Draft = Omit<CutDescription, 'id' | 'snapshot'>

/**
 * The same content again gives the cut that is there, not a second one. Refuses with `cut/nothing-ingested`,
 * `cut/overtaken`, `cut/not-countable`, `cut/differs-from-sql`, `cohort/other-codes`, `leak/identifier-found`; then
 * nothing is left behind.
 */
export async function buildCut(deps: BuildCutDeps): Promise<CutDescription> {
  const content = await readContent(deps.store, deps.sharingBasis.kind === 'row-by-row' ? 'consent' : 'all')
  const draft = describe(content, deps)
  const existing = await findSame(draft, deps)
  if (existing !== null) return existing
  const { cut, bytes, key } = seal(draft, content, deps)
  try {
    // The key first: a snapshot without one could not be read, and none is ever sealed again under a key.
    await deps.snapshotKeys.write(cut.id, key)
    await deps.snapshots.write(cut.snapshot.file, bytes)
    await checkAgainstSql(cut, content, deps)
    if ((await deps.store.saveCut(cut, content.state)) === 'overtaken') throw overtaken()
  } catch (error) {
    await deps.snapshots.remove(cut.snapshot.file)
    await deps.snapshotKeys.destroy(cut.id)
    throw error
  }
  return cut
}

/** State, rows and reference counts come in three transactions; the state read again shows that nothing came between. */
async function readContent(store: CutStore, who: Who): Promise<Content> {
  const state = checkIngested(await store.readIngestState())
  const reader = new FlatRowReader()
  await store.copyRows(who, bytes => reader.push(bytes))
  const rows = reader.end()
  const treatedBySql = await store.countTreatedByCohort(who)
  if (!(await isStill(state, store))) throw overtaken()
  return { who, state, rows, treatedBySql }
}

async function isStill({ contentHash, withdrawals }: IngestState, store: CutStore): Promise<boolean> {
  const now = await store.readIngestState()
  return now?.contentHash === contentHash && now.withdrawals === withdrawals
}

function overtaken(): NodeError {
  return new NodeError('cut/overtaken', 'somebody was ingested or has withdrawn while the data cut was being built', {
    hint: 'Nothing was kept. Build the data cut again.',
  })
}

function checkIngested(state: IngestState | null): IngestState {
  if (state !== null) return state
  throw new NodeError('cut/nothing-ingested', 'nothing has been ingested yet', {
    hint: 'First: rose ingest EXPORT --node DIR',
  })
}

function describe(
  { state, rows }: Content,
  node: Pick<BuildCutDeps, 'member' | 'country' | 'sharingBasis' | 'withdrawalKey'>,
): Draft {
  return {
    schema: 'cut/1',
    member: node.member,
    trialId: state.trialId,
    country: node.country,
    cutoff: state.cutoff,
    counts: {
      screened: rows.draft.patients,
      enrolments: rows.draft.enrolments,
      treated: rows.treated,
    },
    validation: {
      heldBack: state.counts.heldBack,
      rejected: state.counts.rejected,
      problems: state.problems.map(({ code, rows: found }) => ({ code, rows: found })),
    },
    versions: state.versions,
    mapping: { id: state.mappingId, version: state.mappingVersion },
    sharingBasis: node.sharingBasis,
    pseudonymKeyVersion: state.pseudonymKeyVersion,
    withdrawalMark: withdrawalMark(node.withdrawalKey, state.withdrawals),
    contentHash: state.contentHash,
  }
}

/** A cut whose file or key is missing or changed, or which an earlier version wrote, is another one: it is built anew. */
async function findSame(
  draft: Draft,
  { store, snapshots, snapshotKeys }: BuildCutDeps,
): Promise<CutDescription | null> {
  for (const { cut, state } of await store.listCuts()) {
    const { id: _, snapshot, ...described } = cut
    if ((state !== 'built' && state !== 'opened') || canonicalJson(described) !== canonicalJson(draft)) continue
    const bytes = await snapshots.read(snapshot.file)
    if (bytes === null || !isOfThisFormat(bytes) || hashOfSnapshot(bytes) !== snapshot.sha256) continue
    if ((await snapshotKeys.read(cut.id)) !== null) return cut
  }
  return null
}

interface SealedCut {
  readonly cut: CutDescription
  readonly bytes: Uint8Array
  readonly key: SnapshotKey
}

function seal(draft: Draft, { state, rows }: Content, { randomBytes, terminology }: BuildCutDeps): SealedCut {
  const key = randomBytes(SNAPSHOT_KEY_BYTES)
  const snapshot = makeSnapshot(state, rows, terminology)
  checkMayLeave(textsOf(snapshot), documentScanner(), 'the snapshot')
  const bytes = sealSnapshot(snapshot, { key, nonce: randomBytes(12) })
  const sha256 = hashOfSnapshot(bytes)
  const id = `cut-${sha256.slice(0, 16)}`
  return { cut: { ...draft, id, snapshot: { file: `${id}.snapshot`, sha256, bytes: bytes.length } }, bytes, key }
}

/** Reads the file back, as the engine will, and counts from it. Where the store has moved on, it cannot agree. */
async function checkAgainstSql(
  { id, snapshot }: CutDescription,
  { who, state, treatedBySql }: Content,
  { store, snapshots, snapshotKeys, terminology }: BuildCutDeps,
): Promise<void> {
  const bytes = (await snapshots.read(snapshot.file)) ?? new Uint8Array()
  const key = (await snapshotKeys.read(id)) ?? new Uint8Array(SNAPSHOT_KEY_BYTES)
  const { index } = readSnapshot(bytes, { key, sha256: snapshot.sha256 })
  if (await agreesWithSql(index, { who, terminology, store, treatedBySql })) return
  if (!(await isStill(state, store))) throw overtaken()
  throw new NodeError('cut/differs-from-sql', 'the snapshot and the database count the cohorts differently', {
    hint: 'Nothing was kept. Report this: it is a fault of the program or of the database.',
  })
}

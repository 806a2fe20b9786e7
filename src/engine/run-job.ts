/** Does one job file with the files of one node: read, check, make, let out. A refusal is recorded, once a job. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SHARING_BASIS_FILE, verifySharingBasis } from '../cut/sharing-basis.ts'
import type { Snapshot } from '../cut/snapshot.ts'
import { parseSnapshotKey, readSnapshot, type SnapshotKey } from '../cut/snapshot-file.ts'
import { snapshotKeyFile } from '../cut/snapshot-keys.ts'
import { WITHDRAWAL_KEY_FILE } from '../cut/withdrawal-mark.ts'
import type { Clock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { ContributionJob, EngineJob, NationalTableJob } from '../model/generated/engine-job.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import type { TableBuild } from '../model/generated/table-build.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { signDocument } from '../trust/documents.ts'
import { parsePrivateKey } from '../trust/keys.ts'
import { readCatalogue } from './catalogue.ts'
import { checkTableJob, parseJob } from './check-job.ts'
import { type ClosedCuts, checkNotClosed, closeCuts, closingsOf } from './closings.ts'
import { contribute, vetoRound } from './contribute.ts'
import type { EnginePlace } from './engine-answer.ts'
import { type EnginePaths, tableBuildFileName } from './engine-paths.ts'
import { readGeneTables } from './gene-findings.ts'
import { openHighs } from './highs-solver.ts'
import { readHistory, writeHistory } from './history-file.ts'
import { checkOut, type LetOut, letOut } from './let-out.ts'
import { checkDescribed, makeTable } from './make-table.ts'
import { chooseOpenedCut, keepOpened } from './opened-cuts.ts'
import { readPins } from './pins-file.ts'
import { readPlainFile } from './plain-file.ts'
import { type EngineRecord, withRecord } from './record-file.ts'
import { RECORD_STATEMENT_FILE, RECORD_STATEMENT_TYP, stateRecord } from './record-statement.ts'
import { parseTissues } from './reference-tables.ts'

export interface RunJob {
  readonly paths: EnginePaths
  /** Path of the job file; it must lie in the job folder. */
  readonly job: string
  /** The only acts that are done from this job folder; null or absent: all. */
  readonly accepts?: readonly EngineJob['act'][] | null
  /** Folder with `terminology/*.csv` and `catalogue/starter.json`. */
  readonly tables: string
  readonly clock: Clock
}

/** What the account of the gateway may ask for by the folder that it hands its jobs over in. */
export const HANDED_OVER: readonly EngineJob['act'][] = ['contribution']

const NO_MAC = '0'.repeat(64)
/** A round's job holds its manifest and the network tables since the last one. */
const MAX_JOB_BYTES = 67_108_864
const MAX_DOCUMENT_BYTES = 1_048_576
const MAX_KEY_BYTES = 128
const MAX_SNAPSHOT_BYTES = 2 ** 31 - 1

/** `onPlace`: told of the record's last entry at the end, also where the job was refused. */
export async function runJob(request: RunJob, onPlace: (place: EnginePlace) => void = () => {}): Promise<EngineDone> {
  const { paths, clock } = request
  const key = Buffer.from(readFileSync(paths.recordKey, 'utf8').trim(), 'hex')
  return withRecord(paths, key, async record => {
    const at = new Date(clock.now()).toISOString()
    const asked = new AskedJob(request)
    try {
      return await doJob(asked, request, { record, at })
    } catch (error) {
      recordRefusal(error, asked.hash, { record, at })
      throw error
    } finally {
      const last = record.entries.at(-1)
      onPlace({ sequence: last?.sequence ?? 0, mac: last?.mac ?? NO_MAC })
    }
  })
}

/** A job is named by its bytes in the record; until they could be read, by the hash of its path. */
class AskedJob {
  readonly #request: RunJob
  hash: string

  constructor(request: RunJob) {
    this.#request = request
    this.hash = hashOf(`path:${request.job}`)
  }

  read(): Buffer {
    const bytes = readPlainFile(this.#request.paths.in, this.#request.job, MAX_JOB_BYTES)
    this.hash = hashOf(bytes)
    return bytes
  }
}

export type EngineDone = LetOut | ClosedCuts | { readonly vetoed: string }

interface Door {
  readonly record: EngineRecord
  readonly at: string
}

async function doJob(asked: AskedJob, request: RunJob, door: Door): Promise<EngineDone> {
  const job = parseJob(asked.read())
  if (request.accepts?.includes(job.act) === false) {
    throw new NodeError('engine/job-refused', 'the job is not one that this folder is for', {
      hint: 'The gateway asks for contributions to rounds; all else is asked for in the folder of the node.',
    })
  }
  switch (job.act) {
    case 'national-table':
      return doTable(job, asked.hash, request, door)
    case 'cut.close': {
      const withdrawalKey = readWithdrawalKey(request.paths)
      return closeCuts(job, closingsOf(door.record.entries), { ...door, job: asked.hash, withdrawalKey })
    }
    case 'contribution':
      return doContribution(job, asked.hash, request, door)
    case 'round.veto':
      return vetoRound(job, { ...door, job: asked.hash })
    case 'record.read':
      return readOutRecord(request.paths, door.record)
  }
}

async function doTable(job: NationalTableJob, sha256: string, { paths, tables }: RunJob, door: Door): Promise<LetOut> {
  const tissues = parseTissues(readFileSync(join(tables, 'terminology', 'tumours.csv'), 'utf8'))
  const pins = readPins(paths)
  const { entries } = door.record
  const catalogue = await readCatalogue({ paths, tables, pins, entries, today: door.at.slice(0, 10) })
  const approved = await checkTableJob(job, {
    pins,
    catalogue,
    sha256,
    checkNotClosed: cut => checkNotClosed(cut, closingsOf(door.record.entries), readWithdrawalKey(paths)),
  })
  await checkBasis(job.cut, pins, paths)
  keepOpened(paths, job)
  const history = readHistory(paths, door.record.entries)
  const made = await makeTable(approved, {
    catalogue,
    tissues,
    geneTables: readGeneTables(tables),
    key: parsePrivateKey(readFileSync(paths.signingKey, 'utf8')),
    readSnapshot: cut => openSnapshot(paths, cut),
    history,
    writeHistory: next => writeHistory(paths, next, history.sha256),
    writeBuild: build => writeBuild(paths, build),
    solver: await openHighs(),
    secret: readFileSync(paths.historyKey),
    seconds: () => performance.now() / 1000,
  })
  return letOut(made, approved, { paths, catalogue, ...door })
}

async function doContribution(job: ContributionJob, sha256: string, request: RunJob, door: Door): Promise<LetOut> {
  const { paths, tables, clock } = request
  const pins = readPins(paths)
  const { entries } = door.record
  const checkOpen = (cut: CutDescription) => checkNotClosed(cut, closingsOf(entries), readWithdrawalKey(paths))
  return contribute(job, {
    ...door,
    job: sha256,
    paths,
    pins,
    now: clock.now(),
    catalogue: await readCatalogue({ paths, tables, pins, entries, today: door.at.slice(0, 10) }),
    key: parsePrivateKey(readFileSync(paths.signingKey, 'utf8')),
    chooseCut: async window => {
      const cut = await chooseOpenedCut({ paths, pins, window, checkNotClosed: checkOpen })
      await checkBasis(cut, pins, paths)
      return cut
    },
    readSnapshot: cut => checkDescribed(openSnapshot(paths, cut), cut),
    tables: readHistory(paths, entries).history,
  })
}

function writeBuild({ builds }: EnginePaths, build: TableBuild): void {
  checkSchema<TableBuild>('urn:prime-rose:table-build/2', build, { code: 'engine/failed', what: 'table build' })
  writeWhole(join(builds, tableBuildFileName(build.cut.id)), `${JSON.stringify(build, null, 2)}\n`, 0o440)
}

/** A basis that is a document of its own must be there, and hold with the keys that are pinned now. */
async function checkBasis({ sharingBasis }: CutDescription, pins: EnginePins, paths: EnginePaths): Promise<void> {
  if (sharingBasis.kind !== 'document') return
  const text = readPlainFile(paths.documents, SHARING_BASIS_FILE, MAX_DOCUMENT_BYTES).toString('utf8')
  const { sha256 } = await verifySharingBasis(text, pins.members)
  if (sha256 === sharingBasis.sha256) return
  throw new NodeError('consent/basis-missing', 'the data cut rests on another sharing basis than the signed one', {
    hint: 'Build a new data cut: rose cut build',
  })
}

function readWithdrawalKey({ snapshotKeys }: EnginePaths): Uint8Array {
  return parseSnapshotKey(readPlainFile(snapshotKeys, WITHDRAWAL_KEY_FILE, MAX_KEY_BYTES).toString('utf8'))
}

/** Nothing is let out with it but hashes and ids of what was, so it leaves no entry. */
async function readOutRecord(paths: EnginePaths, record: EngineRecord): Promise<LetOut> {
  const statement = stateRecord(record.entries, readPins(paths).node.member)
  const key = parsePrivateKey(readFileSync(paths.signingKey, 'utf8'))
  const jws = await signDocument(statement, { key, typ: RECORD_STATEMENT_TYP })
  checkOut(jws)
  writeWhole(join(paths.out, RECORD_STATEMENT_FILE), jws, 0o440)
  return { file: RECORD_STATEMENT_FILE, sha256: hashOf(jws) }
}

function openSnapshot(paths: EnginePaths, { id, snapshot: { file, sha256 } }: CutDescription): Snapshot {
  const key = readSnapshotKey(paths, id)
  return readSnapshot(readPlainFile(paths.cuts, file, MAX_SNAPSHOT_BYTES), { key, sha256 })
}

/** A key that is gone was destroyed at the cut's end: what a backup brings back stays closed. */
function readSnapshotKey({ snapshotKeys }: EnginePaths, cutId: string): SnapshotKey {
  const file = snapshotKeyFile(cutId)
  if (!existsSync(join(snapshotKeys, file))) {
    throw new NodeError('cut/key-destroyed', 'the key of this data cut is gone', {
      hint: 'Its snapshot can be read no more. Build a new data cut: rose cut build',
    })
  }
  return parseSnapshotKey(readPlainFile(snapshotKeys, file, MAX_KEY_BYTES).toString('utf8'))
}

/** What failed in the engine itself is not the asker's doing and may be tried again. */
function recordRefusal(error: unknown, job: string, { record, at }: { record: EngineRecord; at: string }): void {
  if (!isNodeError(error) || error.code === 'engine/failed' || error.code === 'engine/busy') return
  const { code } = error
  const known = record.entries.some(({ facts }) => facts.kind === 'refused' && facts.job === job && facts.code === code)
  if (!known) record.append({ kind: 'refused', job, code }, at)
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

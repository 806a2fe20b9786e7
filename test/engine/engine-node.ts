/** A node's folder with a built cut, a pinned committee and small tables; everything in it is synthetic. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { approveCut } from '../../src/cut/approvals.ts'
import { buildCut } from '../../src/cut/build-cut.ts'
import { parseSnapshotKey } from '../../src/cut/snapshot-file.ts'
import { openSnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import { openSnapshotKeys } from '../../src/cut/snapshot-keys.ts'
import { WITHDRAWAL_KEY_FILE } from '../../src/cut/withdrawal-mark.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { prepareEngineFolder } from '../../src/engine/engine-folder.ts'
import type { EnginePaths } from '../../src/engine/engine-paths.ts'
import type { LetOut } from '../../src/engine/let-out.ts'
import { pinMember } from '../../src/engine/pins.ts'
import { readPins, writePins } from '../../src/engine/pins-file.ts'
import { parseCatalogueCells } from '../../src/engine/reference-tables.ts'
import { runJob } from '../../src/engine/run-job.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import type { NationalTableJob } from '../../src/model/generated/engine-job.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { aCutNode, aTrial, DABRAFENIB, exampleBasis, ingestState, SOTORASIB } from '../cut/cut-node.ts'
import { shippedTables } from '../terminology/shipped-terminology.ts'

export const TUMOURS =
  '# synthetic\ncode,name,parent\nBOWEL,Bowel,\nCOADREAD,Colorectal,BOWEL\nBILIARY_TRACT,"Biliary, tract",\nCHOL,Bile,BILIARY_TRACT\n'
export const CATALOGUE = JSON.stringify({
  schema: 'catalogue/1',
  version: 'test',
  serial: 1,
  validUntil: '2030-12-31',
  cohorts: [SOTORASIB, DABRAFENIB].map(key => ({ key, label: 'synthetic' })),
})

export interface EngineNode {
  folder: string
  tables: string
  paths: EnginePaths
  cut: CutDescription
  keys: Readonly<Record<'anna' | 'bo' | 'cecilie', PrivateJwk>>
  approve(member: 'anna' | 'bo' | 'cecilie', change?: Partial<CutDescription>): Promise<string>
  job(change?: Partial<NationalTableJob>): Promise<NationalTableJob>
  /** Another cut of the same node, with data up to this day. */
  nextCut(cutoff: string, rows?: TrialRows): Promise<CutDescription>
  /** The job for another cut than the first. */
  jobFor(cut: CutDescription, change?: Partial<NationalTableJob>): Promise<NationalTableJob>
  /** Puts a job file where the engine looks for it. */
  writeJob(name: string, content: unknown): string
  remove(): void
}

type TrialRows = ReturnType<typeof aTrial>

export async function anEngineNode({
  rows = aTrial(),
  catalogue = CATALOGUE,
}: {
  readonly rows?: TrialRows
  readonly catalogue?: string
} = {}): Promise<EngineNode> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-engine-'))
  const tables = join(folder, 'tables')
  for (const [path, text] of [
    ...Object.entries(shippedTables()).map(([name, csv]) => [`terminology/${name}.csv`, csv] as const),
    ['terminology/tumours.csv', TUMOURS],
    ['catalogue/starter.json', catalogue],
    ['../keys/pseudonym.key', 'canary'],
  ] as const) {
    mkdirSync(join(tables, path, '..'), { recursive: true })
    writeFileSync(join(tables, path), text)
  }
  const paths = prepareEngineFolder(folder, { member: 'impress-norway', trialId: 'impress-norway', country: 'NO' })
  const keys = { anna: generateKey(), bo: generateKey(), cecilie: generateKey() }
  for (const name of ['anna', 'bo'] as const) {
    writePins(paths, pinMember(readPins(paths), { name, publicJwk: publicKeyOf(keys[name]) }))
  }
  const cut = await buildSyntheticCut(paths, { rows, cutoff: ingestState.cutoff })
  const approve = (member: keyof typeof keys, change: Partial<CutDescription> = {}) =>
    approveCut({
      cut: { ...cut, ...change },
      member,
      key: keys[member],
      iat: 1_767_225_600,
      jti: randomBytes(16).toString('hex'),
    })
  const jobFor = async (of: CutDescription, change: Partial<NationalTableJob> = {}): Promise<NationalTableJob> => ({
    schema: 'engine-job/1',
    act: 'national-table',
    cut: of,
    approvals: [await approve('anna', of), await approve('bo', of)],
    policy: defaultPolicy,
    catalogueSha256: parseCatalogueCells(Buffer.from(catalogue)).sha256,
    ...change,
  })
  return {
    folder,
    tables,
    paths,
    cut,
    keys,
    approve,
    job: (change = {}) => jobFor(cut, change),
    nextCut: (cutoff, next = rows) => buildSyntheticCut(paths, { rows: next, cutoff }),
    jobFor,
    writeJob: (name, content) => {
      const path = join(paths.in, name)
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function buildSyntheticCut(
  paths: EnginePaths,
  { rows, cutoff }: { readonly rows: TrialRows; readonly cutoff: string },
): Promise<CutDescription> {
  const node = aCutNode()
  node.rows = rows
  node.state = { ...ingestState, cutoff }
  return buildCut({
    store: node.store,
    snapshots: openSnapshotFolder(paths.cuts),
    snapshotKeys: openSnapshotKeys(paths.snapshotKeys),
    terminology: node.terminology,
    randomBytes,
    member: 'impress-norway',
    country: 'NO',
    withdrawalKey: parseSnapshotKey(readFileSync(join(paths.snapshotKeys, WITHDRAWAL_KEY_FILE), 'utf8')),
    sharingBasis: exampleBasis,
  })
}

/** Does a job in this process, without the confinement. */
export async function runNodeJob(node: EngineNode, job: unknown): Promise<LetOut> {
  const file = node.writeJob('job.json', job)
  const clock = { now: () => 1_767_225_600_000 }
  const done = await runJob({ paths: node.paths, job: file, tables: node.tables, clock })
  if ('file' in done) return done
  throw new Error('the engine let out no file')
}

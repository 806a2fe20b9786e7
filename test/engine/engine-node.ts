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
import { pinMember } from '../../src/engine/pins.ts'
import { readPins, writePins } from '../../src/engine/pins-file.ts'
import { parseCatalogueCells } from '../../src/engine/reference-tables.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import type { NationalTableJob } from '../../src/model/generated/engine-job.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { aCutNode, DABRAFENIB, exampleBasis, SOTORASIB } from '../cut/cut-node.ts'

export const TUMOURS =
  '# synthetic\ncode,name,parent\nBOWEL,Bowel,\nCOADREAD,Colorectal,BOWEL\nBILIARY_TRACT,"Biliary, tract",\nCHOL,Bile,BILIARY_TRACT\n'
export const CATALOGUE = JSON.stringify({
  schema: 'catalogue/1',
  version: 'test',
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
  /** Puts a job file where the engine looks for it. */
  writeJob(name: string, content: unknown): string
  remove(): void
}

export async function anEngineNode(): Promise<EngineNode> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-engine-'))
  const tables = join(folder, 'tables')
  for (const [path, text] of [
    ['terminology/tumours.csv', TUMOURS],
    ['catalogue/starter.json', CATALOGUE],
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
  const cut = await buildSyntheticCut(paths)
  const approve = (member: keyof typeof keys, change: Partial<CutDescription> = {}) =>
    approveCut({
      cut: { ...cut, ...change },
      member,
      key: keys[member],
      iat: 1_767_225_600,
      jti: randomBytes(16).toString('hex'),
    })
  return {
    folder,
    tables,
    paths,
    cut,
    keys,
    approve,
    job: async (change = {}) => ({
      schema: 'engine-job/1',
      act: 'national-table',
      cut,
      approvals: [await approve('anna'), await approve('bo')],
      policy: defaultPolicy,
      catalogueSha256: parseCatalogueCells(Buffer.from(CATALOGUE)).sha256,
      ...change,
    }),
    writeJob: (name, content) => {
      const path = join(paths.in, name)
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function buildSyntheticCut(paths: EnginePaths): Promise<CutDescription> {
  return buildCut({
    store: aCutNode().store,
    snapshots: openSnapshotFolder(paths.cuts),
    snapshotKeys: openSnapshotKeys(paths.snapshotKeys),
    randomBytes,
    member: 'impress-norway',
    country: 'NO',
    withdrawalKey: parseSnapshotKey(readFileSync(join(paths.snapshotKeys, WITHDRAWAL_KEY_FILE), 'utf8')),
    sharingBasis: exampleBasis,
  })
}

import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { approveCut } from '../../src/cut/approvals.ts'
import { openSnapshotKeys } from '../../src/cut/snapshot-keys.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { prepareEngineFolder, readEnginePublicKey } from '../../src/engine/engine-folder.ts'
import { TABLE_TYP } from '../../src/engine/make-table.ts'
import { readRecord } from '../../src/engine/record.ts'
import { runJob } from '../../src/engine/run-job.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { verifyDocument } from '../../src/trust/documents.ts'
import { keyIdOf } from '../../src/trust/keys.ts'
import { SOTORASIB } from '../cut/cut-node.ts'
import { anEngineNode, type EngineNode } from './engine-node.ts'

let node: EngineNode
beforeEach(async () => {
  node = await anEngineNode()
})
afterEach(() => node.remove())

const run = (job: string) =>
  runJob({ paths: node.paths, job, tables: node.tables, clock: { now: () => 1_767_225_600_000 } })
const runContent = async (content: unknown) => {
  const done = await run(node.writeJob('job.json', content))
  if (!('file' in done)) throw new Error('not a table')
  return done
}
const record = () =>
  readRecord(readFileSync(node.paths.record, 'utf8'), Buffer.from(readFileSync(node.paths.recordKey, 'utf8'), 'hex'))
const openTable = async () => {
  const key = readEnginePublicKey(node.folder)
  const jws = readFileSync(join(node.paths.out, `${node.cut.id}.national-table.jws`), 'utf8')
  const rules = { typ: TABLE_TYP, schemaId: 'urn:prime-rose:national-table/2' } as const
  const { document } = await verifyDocument<NationalTable>(jws, {
    ...rules,
    keyOf: kid => (kid === keyIdOf(key) ? key : null),
  })
  return document
}

describe('the ordinary job', () => {
  it('lets out one signed table with every cell of the catalogue', async () => {
    const done = await runContent(await node.job())
    expect(readdirSync(node.paths.out)).toEqual([done.file])
    const table = await openTable()
    expect(table).toMatchObject({ member: 'impress-norway', cut: { id: node.cut.id }, policy: { version: '1', k: 5 } })
    const counts = Object.fromEntries(
      table.cells.map(({ denominator, kind, code, count }) => [`${denominator} ${kind} ${code}`, count]),
    )
    expect(Object.keys(counts)).toHaveLength(16)
    expect(counts).toMatchObject({
      [`treated cohort ${SOTORASIB}`]: 9,
      'treated drugs sotorasib': 9,
      'treated tumour BOWEL': 9,
      'treated cohort v1|CHOL|V:HGNC:1097:p.Val600Glu|dabrafenib+trametinib': 'masked',
      'treated drugs dabrafenib+trametinib': 'masked',
      'treated tumour BILIARY_TRACT': 'masked',
      // 12 treated, less the 9 shown: three.
      'treated total *': 'masked',
      // 12 screened, of whom 9 were treated: the difference of three must not show.
      'screened tumour BOWEL': 'masked',
    })
    // Nor as 20 less 8: which of the two goes is for the engine's secret.
    const others = [counts['screened total *'], counts['screened tumour BILIARY_TRACT']]
    expect(others.filter(count => count === 'masked')).toHaveLength(1)
  })

  it('gives the same bytes again, and is recorded once', async () => {
    const first = await runContent(await node.job())
    const bytes = readFileSync(join(node.paths.out, first.file))
    rmSync(join(node.paths.out, first.file))
    expect(await runContent(await node.job())).toEqual(first)
    expect(readFileSync(join(node.paths.out, first.file))).toEqual(bytes)
    expect(record().map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ kind: 'let-out', cut: node.cut.id, sha256: first.sha256, approvedBy: ['anna', 'bo'] }),
    ])
  })

  it('is recorded before the file appears', async () => {
    rmSync(node.paths.out, { recursive: true })
    await expect(runContent(await node.job())).rejects.toThrow()
    expect(record().map(({ facts }) => facts.kind)).toEqual(['let-out'])
    mkdirSync(node.paths.out)
    await runContent(await node.job())
    expect(record()).toHaveLength(1)
    await openTable()
  })

  it('lets nothing out when its record cannot be written', async () => {
    rmSync(node.paths.record)
    mkdirSync(node.paths.record)
    await expect(runContent(await node.job())).rejects.toThrow()
    expect(readdirSync(node.paths.out)).toEqual([])
  })

  it('goes on after an engine that was killed while it wrote its record', async () => {
    writeFileSync(node.paths.recordLock, '999999999')
    appendFileSync(node.paths.record, '{"at":"2026-')
    await runContent(await node.job())
    expect(record()).toHaveLength(1)
    expect(existsSync(node.paths.recordLock)).toBe(false)
  })

  it('waits for nobody: a second engine at the same time is refused', async () => {
    writeFileSync(node.paths.recordLock, String(process.pid))
    await expect(runContent(await node.job())).rejects.toMatchObject({ code: 'engine/busy' })
  })

  it('replaces what somebody else put in place of its table', async () => {
    const target = join(node.folder, 'elsewhere')
    writeFileSync(target, 'untouched')
    symlinkSync(target, join(node.paths.out, `${node.cut.id}.national-table.jws`))
    await runContent(await node.job())
    expect(readFileSync(target, 'utf8')).toBe('untouched')
    await openTable()
  })
})

describe('a job without valid approvals', () => {
  const cases: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    ['no approval', 'approval/missing', () => node.job({ approvals: [] })],
    ['one approval', 'approval/missing', async () => node.job({ approvals: [await node.approve('anna')] })],
    [
      'one person twice',
      'approval/same-person',
      async () => node.job({ approvals: [await node.approve('anna'), await node.approve('anna')] }),
    ],
    [
      'a member who is not pinned',
      'approval/unknown-member',
      async () => node.job({ approvals: [await node.approve('anna'), await node.approve('cecilie')] }),
    ],
    [
      "a member's name under a stranger's key",
      'approval/unknown-member',
      async () =>
        node.job({
          approvals: [
            await node.approve('anna'),
            await approveCut({ cut: node.cut, member: 'bo', key: node.keys.cecilie, iat: 1, jti: '0'.repeat(16) }),
          ],
        }),
    ],
    [
      'approvals of another description',
      'approval/wrong-bytes',
      async () => node.job({ cut: { ...node.cut, cutoff: '2024-01-01' } }),
    ],
    ['an approval that is no signature', 'approval/wrong-bytes', () => node.job({ approvals: ['a.b.c', 'a.b.c'] })],
    ['a weaker policy', 'engine/job-refused', () => node.job({ policy: { ...defaultPolicy, k: 1 } })],
    ['a policy nobody pinned', 'engine/job-refused', () => node.job({ policy: { ...defaultPolicy, k: 6 } })],
    ['another catalogue', 'engine/job-refused', () => node.job({ catalogueSha256: '0'.repeat(64) })],
    ['another node', 'engine/job-refused', () => node.job({ cut: { ...node.cut, member: 'drup' } })],
    [
      'a snapshot of another name',
      'engine/job-refused',
      () =>
        node.job({ cut: { ...node.cut, snapshot: { ...node.cut.snapshot, file: 'cut-0000000000000000.snapshot' } } }),
    ],
    [
      'a snapshot outside its folder',
      'engine/job-refused',
      () => node.job({ cut: { ...node.cut, snapshot: { ...node.cut.snapshot, file: '../keys/snapshot.key' } } }),
    ],
    ['an unknown member', 'engine/job-refused', async () => ({ ...(await node.job()), out: '/tmp/x' })],
    ['an unknown act', 'engine/job-refused', async () => ({ ...(await node.job()), act: 'export' })],
    [
      'a duplicate member',
      'engine/job-refused',
      async () => JSON.stringify(await node.job()).replace('{', '{"act":"x",'),
    ],
    ['no JSON', 'engine/job-refused', async () => 'table please'],
  ]
  it.each(cases)('is refused with %s (%s), lets nothing out and is recorded once', async (_, code, content) => {
    const written = await content()
    await expect(runContent(written)).rejects.toMatchObject({ code })
    await expect(runContent(written)).rejects.toMatchObject({ code })
    expect(readdirSync(node.paths.out)).toEqual([])
    expect(record().map(({ facts }) => facts)).toEqual([expect.objectContaining({ kind: 'refused', code })])
  })

  it('is refused when the approvals were used for another table of this cut', async () => {
    await runContent(await node.job())
    const policy = { ...defaultPolicy, k: 10, serial: 2, version: '2' }
    const pins = JSON.parse(readFileSync(node.paths.pins, 'utf8')) as object
    rmSync(node.paths.pins)
    const pinned = { sha256: canonicalHash(policy), serial: 2, k: 10 }
    writeFileSync(node.paths.pins, JSON.stringify({ ...pins, policy: pinned }))
    await expect(runContent(await node.job({ policy }))).rejects.toMatchObject({ code: 'approval/replayed' })
    expect((await openTable()).policy.k).toBe(5)
  })

  it('is refused when the snapshot has changed since', async () => {
    rmSync(join(node.paths.cuts, node.cut.snapshot.file))
    writeFileSync(join(node.paths.cuts, node.cut.snapshot.file), 'PRSNAP01')
    await expect(runContent(await node.job())).rejects.toMatchObject({ code: 'cut/snapshot-damaged' })
  })
})

describe('a cut whose key was destroyed', () => {
  it('is refused, though its snapshot is there', async () => {
    await openSnapshotKeys(node.paths.snapshotKeys).destroy(node.cut.id)
    await expect(runContent(await node.job())).rejects.toMatchObject({ code: 'cut/key-destroyed' })
    expect(readdirSync(node.paths.out)).toEqual([])
  })

  it.each([
    ['of another cut', (file: string) => writeFileSync(file, 'ab'.repeat(32)), 'cut/snapshot-damaged'],
    ['that is a link', (file: string) => symlinkSync(node.paths.recordKey, file), 'engine/job-refused'],
    ['that is cut short', (file: string) => writeFileSync(file, 'ab'.repeat(31)), 'trust/bad-key'],
  ])('is refused with a key in its place %s', async (_, replace, code) => {
    const file = join(node.paths.snapshotKeys, `${node.cut.id}.key`)
    rmSync(file)
    replace(file)
    await expect(runContent(await node.job())).rejects.toMatchObject({ code })
  })
})

describe('a job file', () => {
  const good = async () => node.writeJob('good.json', await node.job())
  const cases: readonly (readonly [string, () => Promise<string>])[] = [
    ['outside the job folder', async () => join(node.paths.in, '..', 'pinned.json')],
    ['below the job folder', async () => join(node.paths.in, 'a', 'job.json')],
    ['of a hidden name', async () => join(node.paths.in, '.job')],
    [
      'that is a symbolic link',
      async () => {
        symlinkSync(await good(), join(node.paths.in, 'link.json'))
        return join(node.paths.in, 'link.json')
      },
    ],
    [
      'with a second name',
      async () => {
        linkSync(await good(), join(node.folder, 'other.json'))
        return join(node.paths.in, 'good.json')
      },
    ],
    [
      'that is a pipe',
      async () => {
        execFileSync('mkfifo', [join(node.paths.in, 'pipe.json')])
        return join(node.paths.in, 'pipe.json')
      },
    ],
    [
      'that is a folder',
      async () => {
        mkdirSync(join(node.paths.in, 'folder.json'))
        return join(node.paths.in, 'folder.json')
      },
    ],
    ['that is missing', async () => join(node.paths.in, 'none.json')],
    ['that is too large', async () => node.writeJob('large.json', ' '.repeat(1_048_577))],
  ]
  it.each(cases)('%s is refused', async (_, path) => {
    await expect(run(await path())).rejects.toMatchObject({ code: 'engine/job-refused' })
    expect(readdirSync(node.paths.out)).toEqual([])
  })
})

describe("the engine's folder", () => {
  it('keeps its keys readable by their owner alone, and its pins and keys through a second preparation', () => {
    for (const path of [node.paths.signingKey, node.paths.recordKey]) expect(statSync(path).mode & 0o777).toBe(0o400)
    const before = [node.paths.signingKey, node.paths.pins, node.paths.recordKey].map(path =>
      readFileSync(path, 'utf8'),
    )
    prepareEngineFolder(node.folder, { member: 'impress-norway', trialId: 'impress-norway', country: 'NO' })
    expect(
      [node.paths.signingKey, node.paths.pins, node.paths.recordKey].map(path => readFileSync(path, 'utf8')),
    ).toEqual(before)
  })
})

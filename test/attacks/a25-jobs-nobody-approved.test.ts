/**
 * A25: whoever took the gateway over writes jobs. The engine refuses what two pinned members did not sign for these bytes,
 * with a code, lets nothing out, and says it once in a record of its own.
 */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveCut } from '../../src/cut/approvals.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { readEnginePublicKey } from '../../src/engine/engine-folder.ts'
import { runEngine } from '../../src/engine/launch.ts'
import { TABLE_TYP } from '../../src/engine/make-table.ts'
import { pinMember } from '../../src/engine/pins.ts'
import { readPins, writePins } from '../../src/engine/pins-file.ts'
import { readRecord } from '../../src/engine/record.ts'
import { runJob } from '../../src/engine/run-job.ts'
import type { NationalTableJob } from '../../src/model/generated/engine-job.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { verifyDocument } from '../../src/trust/documents.ts'
import { generateKey, keyIdOf, publicKeyOf } from '../../src/trust/keys.ts'
import { anEngineNode, type EngineNode, runNodeJob } from '../engine/engine-node.ts'

let node: EngineNode
beforeAll(async () => {
  node = await anEngineNode()
})
afterAll(() => node.remove())

const clock = { now: () => 1_767_225_600_000 }
const ask = (content: unknown, name = 'job.json') =>
  runJob({ paths: node.paths, job: node.writeJob(name, content), tables: node.tables, clock })
const record = () =>
  readRecord(readFileSync(node.paths.record, 'utf8'), Buffer.from(readFileSync(node.paths.recordKey, 'utf8'), 'hex'))
const facts = () => record().map(entry => entry.facts)
const out = () => readdirSync(node.paths.out)
const jti = () => randomBytes(16).toString('hex')
const approvalBy = (member: string, key = generateKey(), cut = node.cut) =>
  approveCut({ cut, member, key, iat: 1_767_225_600, jti: jti() })
const changed = (text: string) => {
  const [header = '', payload = '', signature = ''] = text.split('.')
  const document = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), snapshotSha256: 'f'.repeat(64) }
  return [header, Buffer.from(JSON.stringify(document)).toString('base64url'), signature].join('.')
}

describe('A25: a job that nobody approved', () => {
  const anna = () => node.approve('anna')
  const bo = () => node.approve('bo')
  const cases: readonly (readonly [string, string, () => Promise<Partial<NationalTableJob> & object>])[] = [
    ['no approval', 'approval/missing', async () => ({ approvals: [] })],
    ['one approval', 'approval/missing', async () => ({ approvals: [await anna()] })],
    [
      'a forged approval',
      'approval/unknown-member',
      async () => ({ approvals: [await anna(), await approvalBy('bo')] }),
    ],
    ['one person twice', 'approval/same-person', async () => ({ approvals: [await anna(), await anna()] })],
    [
      'a person who was never pinned, under a key of her own',
      'approval/unknown-member',
      async () => ({ approvals: [await anna(), await node.approve('cecilie')] }),
    ],
    [
      "one person's key under two names",
      'approval/unknown-member',
      async () => ({ approvals: [await anna(), await approvalBy('bo', node.keys.anna)] }),
    ],
    [
      'an approval changed after signing',
      'approval/wrong-bytes',
      async () => ({ approvals: [await anna(), changed(await bo())] }),
    ],
    ['approvals of other bytes', 'approval/wrong-bytes', async () => ({ cut: { ...node.cut, cutoff: '2023-11-01' } })],
    [
      'approvals of another cut',
      'approval/wrong-bytes',
      async () => {
        const other = await node.nextCut('2024-12-01')
        return { approvals: [await anna(), await approvalBy('bo', node.keys.bo, other)] }
      },
    ],
    [
      'the cut of another node',
      'engine/job-refused',
      async () => ({ cut: { ...node.cut, member: 'protarget-denmark' } }),
    ],
    [
      'a policy with k = 1',
      'engine/job-refused',
      async () => ({ policy: { ...defaultPolicy, k: 1 } as NationalTableJob['policy'] }),
    ],
    ['an older policy', 'engine/job-refused', async () => ({ policy: { ...defaultPolicy, serial: 0 } })],
    [
      'another policy of the same serial',
      'engine/job-refused',
      async () => ({ policy: { ...defaultPolicy, version: '1b' } as NationalTableJob['policy'] }),
    ],
    ['finer cells', 'engine/job-refused', async () => ({ catalogueSha256: 'e'.repeat(64) })],
    [
      'cells of its own',
      'engine/job-refused',
      async () => ({ cells: [{ kind: 'cohort', code: 'one patient' }] }) as object,
    ],
    ['a recipient', 'engine/job-refused', async () => ({ recipient: 'mallory' }) as object],
    [
      'a round that there is not',
      'engine/job-refused',
      async () => ({ act: 'contribution', round: '2026-q3' }) as object,
    ],
    ['an export', 'engine/job-refused', async () => ({ act: 'export' }) as object],
    ['a path', 'engine/job-refused', async () => ({ out: '../../stolen' }) as object],
  ]

  it.each(cases)('with %s is refused (%s), lets nothing out, and is recorded once', async (_, code, change) => {
    const before = facts().length
    const job = { ...(await node.job()), ...(await change()) }
    for (let times = 0; times < 3; times++) await expect(ask(job)).rejects.toMatchObject({ code })
    expect(out()).toEqual([])
    expect(facts().slice(before)).toEqual([expect.objectContaining({ kind: 'refused', code })])
  })

  it('ten thousand jobs let nothing out, and cost the record a line for each that is new', { timeout: 60_000 }, async ({
    annotate,
  }) => {
    const before = facts().length
    const bytesBefore = readFileSync(node.paths.record).length
    const asked = 10_000
    const different = 100
    const start = performance.now()
    for (let at = 0; at < different; at++) await ask(`{"schema":"engine-job/1","n":${at}}`).catch(() => {})
    // The others are the same again; each costs a reading of the record, so a hundredth of them stands for all.
    const again = (asked - different) / 100
    for (let at = 0; at < again; at++) await ask(`{"schema":"engine-job/1","n":${at % different}}`).catch(() => {})
    expect(out()).toEqual([])
    expect(facts().length - before).toBe(different)
    const bytes = readFileSync(node.paths.record).length - bytesBefore
    expect(bytes / different).toBeLessThan(1_000)
    await annotate(
      `${((performance.now() - start) / (different + again)).toFixed(1)} ms and ${Math.round(bytes / different)} bytes a job`,
    )
  })

  it('the approved job runs once: the same bytes again are the same table, another is refused (counter-test)', async () => {
    const done = await runNodeJob(node, await node.job())
    expect(out()).toEqual([done.file])
    const bytes = readFileSync(join(node.paths.out, done.file))
    await runNodeJob(node, await node.job())
    expect(readFileSync(join(node.paths.out, done.file))).toEqual(bytes)
    const letOut = facts().filter(({ kind }) => kind === 'let-out')
    // Its own record, and not the gateway's, says what was used: these bytes, for this job, by these members.
    expect(letOut).toEqual([
      expect.objectContaining({ cut: node.cut.id, sha256: done.sha256, approvedBy: ['anna', 'bo'] }),
    ])
  })

  it('an old list of members and old approvals are not believed', async () => {
    const approvals = [await node.approve('anna'), await node.approve('cecilie')]
    const old = readPins(node.paths)
    writePins(node.paths, {
      ...pinMember({ ...old, members: [] }, { name: 'anna', publicJwk: publicKeyOf(node.keys.anna) }),
    })
    await expect(ask(await node.job())).rejects.toMatchObject({ code: 'approval/unknown-member' })
    writePins(node.paths, old)
    await expect(ask(await node.job({ approvals }))).rejects.toMatchObject({ code: 'approval/unknown-member' })
  })

  it('a table that the gateway changed fails at the partner, under the engine’s key', async () => {
    const key = readEnginePublicKey(node.folder)
    const open = (jws: string) =>
      verifyDocument<NationalTable>(jws, {
        typ: TABLE_TYP,
        schemaId: 'urn:prime-rose:national-table/2',
        keyOf: kid => (kid === keyIdOf(key) ? key : null),
      })
    const jws = readFileSync(join(node.paths.out, out()[0] ?? ''), 'utf8')
    const { document } = await open(jws)
    const cells = document.cells.map(cell => (cell.count === 'masked' ? { ...cell, count: 9 } : cell))
    const [header = '', , signature = ''] = jws.split('.')
    const forged = [header, Buffer.from(JSON.stringify({ ...document, cells })).toString('base64url'), signature].join(
      '.',
    )
    await expect(open(forged)).rejects.toMatchObject({ code: 'trust/bad-signature' })
  })
})

describe('A25: a job that is changed while it is read', () => {
  it('is done as it was approved, or not at all', { timeout: 60_000 }, async () => {
    const twin = await anEngineNode()
    try {
      const [good, bad] = [
        JSON.stringify(await twin.job()),
        JSON.stringify({ ...(await twin.job()), policy: { ...defaultPolicy, k: 1 } }),
      ]
      const jobFile = twin.writeJob('race.json', good)
      let turn = 0
      const flip = setInterval(() => {
        turn += 1
        if (turn % 3 === 0) return writeFileSync(jobFile, turn % 2 === 0 ? good : bad)
        const beside = join(twin.paths.in, 'next.json')
        writeFileSync(beside, turn % 2 === 0 ? good : bad)
        renameSync(beside, jobFile)
      }, 1)
      const request = { nodeFolder: twin.folder, tables: twin.tables, jobFile }
      const outcome = await runEngine(request).then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
      clearInterval(flip)
      expect(['done', 'engine/job-refused']).toContain(outcome)
      expect(turn).toBeGreaterThan(20)
      const key = Buffer.from(readFileSync(twin.paths.recordKey, 'utf8'), 'hex')
      const entries = readRecord(readFileSync(twin.paths.record, 'utf8'), key).map(entry => entry.facts)
      expect(entries).toHaveLength(1)
      expect(readdirSync(twin.paths.out)).toHaveLength(outcome === 'done' ? 1 : 0)
      if (outcome === 'done') {
        const { sha256 } = await runNodeJob(twin, JSON.parse(good))
        expect(entries[0]).toMatchObject({ kind: 'let-out', sha256 })
      }
    } finally {
      twin.remove()
    }
  })
})

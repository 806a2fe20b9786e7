/** Engine and gateway as processes of their own, each with what its account needs: jobs by a folder, tables by the database. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyNodeAudit } from '../../src/app/audit.ts'
import { withCut } from '../../src/app/cuts.ts'
import { readConfig } from '../../src/config.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { launchEngine, readEngineRecord } from '../../src/engine/launch.ts'
import { systemClock } from '../../src/model/clock.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { rose, serve, stay } from '../support/rose-process.ts'

let node: TestNode
const config = () => readConfig(node.folder)
const use = <T>(act: Parameters<typeof withCut<T>>[2]) => withCut(config(), new AbortController().signal, act)
const set = (change: object) => {
  const file = join(node.folder, 'rose.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }))
}

beforeAll(async () => {
  node = await aNode({ patients: 60, people: { anna: 'committee', bo: 'committee' } })
  await node.ingest()
  set({ engine: 'service' })
})
afterAll(() => node.remove())

describe('an engine that watches its job folder', () => {
  let watching: Awaited<ReturnType<typeof stay>>
  beforeAll(async () => {
    watching = await stay(['engine', 'watch', '--node', node.folder])
  })
  afterAll(() => watching.stop())

  it('makes the national table of a cut that two members open, and its record agrees with the audit', async () => {
    const cut = await use(cuts => cuts.build())
    const opened = await use(async cuts => {
      await cuts.open({ cutId: cut.id, as: 'anna', clock: systemClock, onProgress() {} })
      return cuts.open({ cutId: cut.id, as: 'bo', clock: systemClock, onProgress() {} })
    })
    expect(opened.table).toMatch(/^[0-9a-f]{64}$/)
    expect(await verifyNodeAudit(config(), [])).toMatchObject({ ok: true, faults: [] })
    // What the engine's account must read is readable by its group; the folder decides who gets there.
    expect(statSync(join(node.folder, 'snapshot-keys', `${cut.id}.key`)).mode & 0o777).toBe(0o440)
    expect(statSync(join(node.folder, 'snapshot-keys')).mode & 0o777).toBe(0o700)
  })

  it('answers a refusal as one, does nothing with what is no job of its kind, and cleans up', async () => {
    const paths = enginePaths(node.folder)
    writeFileSync(join(paths.in, 'record.read.0123456789abcdef.json'), '{"act":"everything"}')
    writeFileSync(join(paths.in, 'other.txt'), 'x')
    await expect.poll(() => watching.said(), { timeout: 20_000 }).toContain('record.read: refused, engine/job-refused')
    rmSync(join(paths.in, 'record.read.0123456789abcdef.json'))
    await expect
      .poll(() => readdirSync(paths.out).filter(name => name.endsWith('.answer')), { timeout: 10_000 })
      .toEqual([])
    expect(readdirSync(paths.in)).toEqual(['other.txt'])
  })

  it('stops when it is asked to, and then nobody answers', async () => {
    expect(await watching.stop()).toBe(0)
    const job = { schema: 'engine-job/1', act: 'record.read' } as never
    await expect(
      launchEngine({ nodeFolder: node.folder, engine: 'service', job, timeoutMilliseconds: 600 }),
    ).rejects.toMatchObject({ code: 'engine/away', hint: expect.stringContaining('rose engine watch') })
    expect(readdirSync(enginePaths(node.folder).in)).toEqual(['other.txt'])
    // The node that starts its engine itself goes on as ever.
    expect(await readEngineRecord(node.folder)).toContain('out')
  })
})

describe("a gateway in a folder of its own account's", () => {
  const folder = () => join(node.folder, '..', 'gateway')
  let gateway: Awaited<ReturnType<typeof serve>> | undefined
  afterAll(() => gateway?.stop())

  it('holds keys for partners, signed documents and one login, and nothing of patients', async () => {
    const made = await rose(['gateway', 'prepare', '--node', node.folder, '--out', folder(), '--json'])
    expect(made.code).toBe(0)
    expect(JSON.parse(made.out).files).toEqual([
      'database-url',
      'engine/pinned.json',
      'engine/public.jwk',
      'keys/database.json',
      'keys/sealing.jwk',
      'keys/signing.jwk',
      'rose.json',
    ])
    expect(Object.keys(JSON.parse(readFileSync(join(folder(), 'keys/database.json'), 'utf8')).logins)).toEqual([
      'gateway',
    ])
    const url = new URL(readFileSync(join(folder(), 'database-url'), 'utf8'))
    expect([url.username, url.password]).toEqual(['', ''])
  })

  it('answers from there what the node published', async () => {
    gateway = await serve(folder())
    const { tables } = (await (await fetch(`${gateway.url}/api/v1/tables`)).json()) as { tables: unknown[] }
    expect(tables).toHaveLength(1)
    expect(await (await fetch(`${gateway.url}/health/ready`)).json()).toMatchObject({ status: 'ok' })
  })

  it('cannot do what the node does: no login for records, no key of a pseudonym', async () => {
    const ingested = await rose(['ingest', node.source, '--node', folder()])
    expect(ingested.code).not.toBe(0)
    expect(ingested.err).toMatch(/config\/missing|store\/role-refused/)
    const built = await rose(['cut', 'build', '--node', folder()])
    expect(built.err).toContain('store/role-refused')
  })

  it('is not made from an embedded database, nor over the node itself', async () => {
    expect((await rose(['gateway', 'prepare', '--node', node.folder, '--out', node.folder])).code).toBe(2)
  })
})

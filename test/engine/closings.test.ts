/** The engine itself keeps closed data cuts closed, whatever the rest of the node says. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseSnapshotKey } from '../../src/cut/snapshot-file.ts'
import { WITHDRAWAL_KEY_FILE, withdrawalMark } from '../../src/cut/withdrawal-mark.ts'
import { readRecord } from '../../src/engine/record.ts'
import { runJob } from '../../src/engine/run-job.ts'
import type { CloseCutsJob } from '../../src/model/generated/engine-job.ts'
import { anEngineNode, type EngineNode } from './engine-node.ts'

let node: EngineNode
beforeEach(async () => {
  node = await anEngineNode()
})
afterEach(() => node.remove())

const run = (content: unknown) =>
  runJob({
    paths: node.paths,
    job: node.writeJob('job.json', content),
    tables: node.tables,
    clock: { now: () => 1_767_225_600_000 },
  })
const close = (change: Partial<CloseCutsJob> = {}): CloseCutsJob => ({
  schema: 'engine-job/1',
  act: 'cut.close',
  cuts: [node.cut.id],
  reason: 'committee',
  ...change,
})
const key = () => parseSnapshotKey(readFileSync(join(node.paths.snapshotKeys, WITHDRAWAL_KEY_FILE), 'utf8'))
const withdrawal = (serial: number, change: Partial<CloseCutsJob> = {}) =>
  close({ reason: 'withdrawal', withdrawals: { serial, mark: withdrawalMark(key(), serial) }, ...change })
const record = () =>
  readRecord(readFileSync(node.paths.record, 'utf8'), Buffer.from(readFileSync(node.paths.recordKey, 'utf8'), 'hex'))
const facts = () => record().map(entry => entry.facts)

describe('a data cut that the engine was told is closed', () => {
  it('gives no table, though two members approve it', async () => {
    expect(await run(close())).toEqual({ closed: [node.cut.id] })
    await expect(run(await node.job())).rejects.toMatchObject({ code: 'cut/not-open' })
    expect(readdirSync(node.paths.out)).toEqual([])
  })

  it('stays closed when its snapshot and key come back from a backup', async () => {
    const backup = join(node.folder, 'backup')
    mkdirSync(backup)
    cpSync(node.paths.cuts, join(backup, 'cuts'), { recursive: true })
    cpSync(node.paths.snapshotKeys, join(backup, 'keys'), { recursive: true })
    await run(close())
    rmSync(node.paths.cuts, { recursive: true })
    cpSync(join(backup, 'cuts'), node.paths.cuts, { recursive: true })
    cpSync(join(backup, 'keys'), node.paths.snapshotKeys, { recursive: true, force: true })
    await expect(run(await node.job())).rejects.toMatchObject({ code: 'cut/not-open' })
  })

  it('is recorded once, however often it is told', async () => {
    await run(close())
    expect(await run(close())).toEqual({ closed: [] })
    expect(facts()).toEqual([expect.objectContaining({ kind: 'closed', cuts: [node.cut.id], reason: 'committee' })])
  })

  it('does not close others', async () => {
    await run(close({ cuts: ['cut-0000000000000000'] }))
    expect(await run(await node.job())).toMatchObject({ file: `${node.cut.id}.national-table.jws` })
  })
})

describe('after a withdrawal', () => {
  it('a cut that has not taken it up gives no table, although nobody named it', async () => {
    await run(withdrawal(1, { cuts: [] }))
    await expect(run(await node.job())).rejects.toMatchObject({ code: 'cut/lacks-withdrawal' })
    expect(readdirSync(node.paths.out)).toEqual([])
  })

  it('a cut that has taken it up gives its table', async () => {
    await run(withdrawal(1, { cuts: [] }))
    const cut = { ...node.cut, withdrawalMark: withdrawalMark(key(), 1) }
    const approvals = [await node.approve('anna', cut), await node.approve('bo', cut)]
    expect(await run(await node.job({ cut, approvals }))).toHaveProperty('file')
  })

  it('told again it changes nothing; an older one is refused', async () => {
    await run(withdrawal(2))
    await run(withdrawal(2))
    await expect(run(withdrawal(1))).rejects.toMatchObject({ code: 'engine/job-refused' })
    expect(facts().map(({ kind }) => kind)).toEqual(['closed', 'refused'])
  })

  it.each<[string, () => CloseCutsJob]>([
    ['that was invented without the key', () => withdrawal(9, { withdrawals: { serial: 9, mark: 'f'.repeat(32) } })],
    [
      "under another number's mark",
      () => withdrawal(9, { withdrawals: { serial: 9, mark: withdrawalMark(key(), 8) } }),
    ],
    ['without its number', () => close({ reason: 'withdrawal' })],
    ['behind another reason', () => withdrawal(9, { reason: 'committee' })],
  ])('one %s is refused, and closes nothing', async (_, job) => {
    await expect(run(job())).rejects.toMatchObject({ code: 'engine/job-refused' })
    expect(await run(await node.job())).toHaveProperty('file')
  })
})

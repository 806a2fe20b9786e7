/** Retention on a real database with a real engine: what goes when, what stays, and what a broken-off run leaves. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyNodeAudit } from '../../src/app/audit.ts'
import { withCut } from '../../src/app/cuts.ts'
import { keepRetention, runRetention } from '../../src/app/retention.ts'
import { withdrawSubject } from '../../src/app/withdrawals.ts'
import type { Config } from '../../src/config.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { systemClock } from '../../src/model/clock.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, localIds, type TestNode } from '../support/a-node.ts'
import { runInProcess } from '../support/test-terminal.ts'

let node: TestNode
beforeAll(async () => {
  node = await aNode({ people: { anna: 'committee', bo: 'committee' } })
  await node.ingest()
})
afterAll(() => node.remove())

const DAY = 86_400_000
const inDays = (days: number) => ({ now: () => Date.now() + days * DAY })
const run = (days: number, dryRun = false) => runRetention(node.config, { dryRun, clock: inDays(days) })
const cuts = <T>(use: Parameters<typeof withCut<T>>[2], config: Config = node.config) =>
  withCut(config, new AbortController().signal, use)
const open = (cutId: string, as: string, config?: Config) =>
  cuts(use => use.open({ cutId, as, clock: systemClock, onProgress() {} }), config)
const stateOf = async (cutId: string) => (await cuts(use => use.list())).find(({ cut }) => cut.id === cutId)?.state
const filesOf = (cutId: string) => [
  join(node.config.paths.snapshotKeys, `${cutId}.key`),
  join(node.config.paths.cuts, `${cutId}.snapshot`),
]
const whichAreThere = (cutId: string) => filesOf(cutId).filter(file => existsSync(file))
const kinds = async () =>
  (await Array.fromAsync(readAuditEvents(await node.database.connect('ingest')))).map(event => event.kind)

describe('retention', () => {
  let cutId: string

  it('lets nothing go before its time', async () => {
    cutId = (await cuts(use => use.build())).id
    await open(cutId, 'anna')
    await open(cutId, 'bo')
    const nothing = {
      cutsClosed: [],
      cutsEnded: [],
      leftovers: [],
      tableBuilds: [],
      accessEvents: 0,
      usedMessages: 0,
      keptReading: false,
    }
    expect(await run(0)).toMatchObject(nothing)
    expect(await run(399)).toMatchObject(nothing)
    expect([await stateOf(cutId), whichAreThere(cutId)]).toEqual(['opened', filesOf(cutId)])
  })

  it('closes a cut, and removes accounts of tables, old access events and used messages', async () => {
    const gateway = await node.database.connect('gateway')
    const ask = (at: string) =>
      gateway.query("INSERT INTO audit.access (at, kind, member) VALUES ($1, 'question.answered', 'drup')", [at])
    await ask('2020-01-01T00:00:00.000Z')
    await ask(new Date().toISOString())
    await gateway.query("INSERT INTO published.used_messages VALUES ('drup', 'a', now() - interval '3 days')")
    expect(readdirSync(enginePaths(node.folder).builds)).toHaveLength(1)

    const expected = {
      cutsClosed: [{ cut: cutId, rule: 'openedCutDays' }],
      tableBuilds: [cutId],
      accessEvents: 1,
      usedMessages: 1,
    }
    expect(await run(401, true)).toMatchObject(expected)
    expect(await stateOf(cutId)).toBe('opened')
    expect(await run(401)).toMatchObject(expected)
    expect([await stateOf(cutId), whichAreThere(cutId)]).toEqual(['closed', filesOf(cutId)])
    expect(readdirSync(enginePaths(node.folder).builds)).toEqual([])
    // What is younger than a month stays, whatever clock the job has.
    expect((await gateway.query('SELECT at FROM audit.access')).rowCount).toBe(1)
    await expect(open(cutId, 'anna')).rejects.toMatchObject({ code: 'cut/not-open' })
    expect((await kinds()).slice(-2)).toEqual(['cut.closed', 'retention.applied'])
  })

  it('destroys key and snapshot afterwards, again where they come back, and the audit holds', async () => {
    const backup = join(node.folder, 'backup')
    mkdirSync(backup)
    const [key = '', snapshot = ''] = filesOf(cutId)
    copyFileSync(key, join(backup, 'key'))
    copyFileSync(snapshot, join(backup, 'snapshot'))
    expect((await run(430)).cutsEnded).toEqual([])
    const ended = await run(432)
    expect(ended.cutsEnded).toEqual([{ cut: cutId, rule: 'closedCutDays' }])
    expect([await stateOf(cutId), whichAreThere(cutId)]).toEqual(['ended', []])

    copyFileSync(join(backup, 'key'), key)
    copyFileSync(join(backup, 'snapshot'), snapshot)
    await expect(open(cutId, 'anna')).rejects.toMatchObject({ code: 'cut/not-open' })
    expect((await run(432)).leftovers).toEqual([cutId])
    expect(whichAreThere(cutId)).toEqual([])
    expect(await verifyNodeAudit(node.config, [])).toMatchObject({ ok: true })
  })

  it('keeps published tables and every event', async () => {
    const gateway = await node.database.connect('gateway')
    expect((await gateway.query('SELECT FROM published.tables')).rowCount).toBe(1)
    expect(await kinds()).toContain('table.published')
  })

  it('destroys a cut that a withdrawal closed sooner, and finishes what a killed run left', async () => {
    const { id } = await cuts(use => use.build())
    const [subject = ''] = [...(await localIds(node)).values()]
    await withdrawSubject(node.config, { subject, scope: 'data', reasonCode: 'subject', isNew: false })
    // Killed between the key and the commit: the key is gone, the state is not.
    const [key = ''] = filesOf(id)
    rmSync(key)
    expect((await run(6)).cutsEnded).toEqual([])
    expect((await run(8)).cutsEnded).toEqual([{ cut: id, rule: 'withdrawnCutDays' }])
    expect([await stateOf(id), whichAreThere(id)]).toEqual(['ended', []])
  })

  it('destroys what a build left that was killed before it was registered, a day later', async () => {
    const stray = 'cut-00000000000000aa'
    for (const file of filesOf(stray)) writeFileSync(file, 'ab'.repeat(32))
    expect((await run(0)).leftovers).toEqual([])
    expect((await run(2)).leftovers).toEqual([stray])
    expect(whichAreThere(stray)).toEqual([])
  })

  it('is kept to at use, whether the job ran or not', async () => {
    const { id } = await cuts(use => use.build())
    const overdue = { ...node.config, retention: { ...node.config.retention, builtCutDays: 0 } }
    await expect(open(id, 'anna', overdue)).rejects.toMatchObject({ code: 'cut/not-open' })
    expect(await stateOf(id)).toBe('closed')
  })

  it('runs on a schedule until it is stopped, also after a run that failed', async () => {
    const stop = new AbortController()
    const seen: string[] = []
    const broken = { ...node.config, retention: { ...node.config.retention, accessEventDays: Number.NaN } }
    const schedule = {
      everyHours: 1 / 36_000,
      clock: systemClock,
      stopped: stop.signal,
      onRun: () => void seen.push('run'),
      onError: () => {
        seen.push('failed')
        if (seen.length >= 2) stop.abort()
      },
    }
    await keepRetention(broken, schedule)
    expect(seen).toEqual(['failed', 'failed'])
  })

  it('leaves the removal of access events to nobody but the role of data cuts', async () => {
    for (const role of ['gateway', 'ingest', 'auditor'] as const) {
      const login = await node.database.connect(role)
      await expect(login.query('SELECT audit.forget_access(now())')).rejects.toMatchObject({ code: '42501' })
    }
    await withAdministrator(node.database.adminUrl, async admin => {
      expect((await admin.query('SELECT FROM audit.access')).rowCount).toBe(1)
    })
  })

  it('is shown and run by commands', async () => {
    const shown = await runInProcess(['retention', 'show', '--node', node.folder, '--json'])
    const { rules } = JSON.parse(shown.out) as { rules: { setting: string; kept: number }[] }
    expect(rules.find(({ setting }) => setting === 'openedCutDays')?.kept).toBe(400)
    const dry = await runInProcess(['retention', 'run', '--node', node.folder, '--dry-run', '--json'])
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, cutsClosed: [] })
    const wrong = await runInProcess(['retention', 'run', '--node', node.folder, '--every', '24', '--json'])
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('usage/bad-argument') })
  })
})

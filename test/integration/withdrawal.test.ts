/** Withdrawals against a real database and a real engine: what goes, what is remembered, and what may come in between. */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWithdrawalKey } from '../../src/app/closings.ts'
import { withCut } from '../../src/app/cuts.ts'
import { mappingOf } from '../../src/app/mappings.ts'
import { identityStoreOf, keyOfStore, lookUpPerson, rotateKey } from '../../src/app/pseudonym-keys.ts'
import { localTerminologyOf } from '../../src/app/terminology.ts'
import { countWithdrawals, type WithdrawSubject, withdrawSubject } from '../../src/app/withdrawals.ts'
import { buildCut } from '../../src/cut/build-cut.ts'
import { openSnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import { openSnapshotKeys } from '../../src/cut/snapshot-keys.ts'
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import type { RecordSource } from '../../src/ingest/ports.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { systemClock } from '../../src/model/clock.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createCutStore } from '../../src/store/cut-store.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { aNode, localIds, type TestNode } from '../support/a-node.ts'
import { append } from '../support/database.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

let node: TestNode
beforeAll(async () => {
  node = await aNode({ patients: 60, people: { olga: 'operator', anna: 'committee', bo: 'committee' } })
  await node.ingest()
})
afterAll(() => node.remove())

const withdraw = (subject: string, change: Partial<WithdrawSubject> = {}) =>
  withdrawSubject(node.config, { subject, scope: 'data', reasonCode: 'subject', isNew: false, ...change })
const someone = async (at = 0) => {
  const [pseudonym, subject] = [...(await localIds(node))][at] ?? []
  if (pseudonym === undefined || subject === undefined) throw new Error('nobody is left')
  return { pseudonym, subject }
}
const select = <T>(statement: string) =>
  withAdministrator(node.database.adminUrl, async admin => (await admin.query(statement)).rows as T[])
const counts = async () => (await select<{ counts: object }>('SELECT counts FROM record.ingests'))[0]?.counts
const build = () => withCut(node.config, new AbortController().signal, cuts => cuts.build())
const events = async () => Array.fromAsync(readAuditEvents(await node.database.connect('ingest')))
const textOf = async (schema: string) => {
  const tables = await select<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname = '${schema}'`,
  )
  return JSON.stringify(await Promise.all(tables.map(({ name }) => select(`SELECT * FROM ${name}`))))
}

describe('a withdrawal of data', () => {
  it('takes the person out of the records, and leaves the store as an ingest without them would', async () => {
    const { pseudonym, subject } = await someone()
    const before = (await counts()) as { screened: number; withdrawn: number }
    expect(await withdraw(subject)).toMatchObject({ outcome: 'recorded', scope: 'data' })
    expect(await counts()).toMatchObject({ screened: before.screened - 1, withdrawn: before.withdrawn + 1 })
    expect(await select(`SELECT 1 FROM record.subjects WHERE pseudonym = '${pseudonym}'`)).toEqual([])
    expect(await select(`SELECT 1 FROM record.enrolments WHERE pseudonym = '${pseudonym}'`)).toEqual([])
    expect(await select(`SELECT 1 FROM record.persons WHERE pseudonym = '${pseudonym}'`)).toEqual([])
    // The export still holds them.
    const report = await node.ingest()
    expect(report.unchanged).toBe(true)
    expect(report.problems.filter(problem => problem.subject === subject && problem.code === 'withdrawn')).toEqual([
      { code: 'withdrawn', sheet: null, line: null, subject, column: null },
    ])
  })

  it('is recorded once, and not taken back by another word', async () => {
    const { subject } = await someone()
    await withdraw(subject)
    const before = (await events()).length
    expect(await withdraw(subject)).toEqual({ outcome: 'was-recorded', scope: 'data', cutsClosed: [] })
    expect(await withdraw(subject, { scope: 'treatment' })).toMatchObject({ outcome: 'was-recorded', scope: 'data' })
    expect((await events()).length).toBe(before)
  })

  it('takes a pseudonym of the store as well', async () => {
    const { pseudonym, subject } = await someone()
    expect(await withdraw(pseudonym)).toMatchObject({ outcome: 'recorded' })
    expect([...(await localIds(node)).values()]).not.toContain(subject)
  })

  it('is told in the audit by names that lead nowhere without the key', async () => {
    const { pseudonym, subject } = await someone()
    await withdraw(subject, { as: 'olga' })
    const last = (await events()).at(-1)
    expect(last).toMatchObject({ kind: 'subject.withdrawn', actor: 'operator:olga', facts: { scope: 'data' } })
    const audit = await textOf('audit')
    expect(audit).not.toContain(pseudonym)
    expect(audit).not.toContain(subject)
    expect(await textOf('record')).not.toContain(subject)
  })

  it('survives a rotation of the key', async () => {
    const { subject } = await someone()
    await withdraw(subject)
    await rotateKey(node.config, {})
    expect(await withdraw(subject)).toMatchObject({ outcome: 'was-recorded' })
    expect((await node.ingest()).unchanged).toBe(true)
    expect([...(await localIds(node)).values()]).not.toContain(subject)
  })

  it('of somebody who is not in the store is refused, unless it is to wait for them', async () => {
    await expect(withdraw('9999-999')).rejects.toMatchObject({ code: 'withdrawal/unknown-subject' })
    await expect(withdraw(`p1-${'0'.repeat(32)}`)).rejects.toMatchObject({ code: 'withdrawal/unknown-subject' })
    expect(await withdraw('9999-999', { isNew: true })).toMatchObject({ outcome: 'recorded', cutsClosed: [] })
  })

  it.each([
    ['a scope', { scope: 'everything' }],
    ['a reason', { reasonCode: 'asked me on the phone' }],
  ])('is refused with %s that does not exist', async (_, change) => {
    const { subject } = await someone()
    await expect(withdraw(subject, change)).rejects.toMatchObject({ code: 'usage/bad-argument' })
  })

  it('is told of in steps of k only', async () => {
    const { data } = await countWithdrawals(node.config)
    const [{ count = 0 } = {}] = await select<{ count: number }>(
      "SELECT count(*)::integer AS count FROM record.withdrawals WHERE scope = 'data'",
    )
    expect(count).toBeGreaterThan(5)
    expect(data).toBe(5)
  })
})

describe('what comes between', () => {
  const database = (role: 'ingest' | 'snapshot') => node.database.connect(role)

  it('an ingest that has read the person begins again', async () => {
    const { subject } = await someone()
    const mapping = mappingOf(node.config.mapping)
    const real = rowRecords(openExportFiles(node.source, mapping), {
      ...node.config,
      mapping,
      spillFolder: node.config.paths.spill,
    })
    let reads = 0
    const source: RecordSource = {
      async read(...asked) {
        const found = await real.read(...asked)
        reads += 1
        return { ...found, readings: reads > 1 ? found.readings : withdrawingAtTheEnd(found.readings) }
      },
    }
    async function* withdrawingAtTheEnd<T>(readings: AsyncIterable<T>) {
      yield* readings
      await withdraw(subject)
    }
    const pool = await database('ingest')
    const report = await ingestExport({
      source,
      mapping,
      trialId: node.config.trialId,
      terminology: localTerminologyOf(node.config.paths),
      key: await keyOfStore(node.config, identityStoreOf(pool)),
      store: createIngestStore({ database: pool, append, clock: systemClock }),
      spillFolder: node.config.paths.spill,
      localIds: true,
      today: '2026-03-01',
      stopped: new AbortController().signal,
      onProgress() {},
    })
    expect(reads).toBe(2)
    expect(report.unchanged).toBe(true)
    expect([...(await localIds(node)).values()]).not.toContain(subject)
  })

  it('a withdrawal waits for an ingest that is storing, and takes the person out of what it stored', async () => {
    const { subject } = await someone()
    const pool = await database('ingest')
    await withAdministrator(node.database.adminUrl, admin =>
      admin.query("UPDATE record.ingests SET content_hash = repeat('0', 64)"),
    )
    const mapping = mappingOf(node.config.mapping)
    let storing = () => {}
    const reached = new Promise<void>(done => {
      storing = done
    })
    const ingesting = ingestExport({
      source: rowRecords(openExportFiles(node.source, mapping), {
        ...node.config,
        mapping,
        spillFolder: node.config.paths.spill,
      }),
      mapping,
      trialId: node.config.trialId,
      terminology: localTerminologyOf(node.config.paths),
      key: await keyOfStore(node.config, identityStoreOf(pool)),
      store: createIngestStore({
        database: pool,
        clock: systemClock,
        append: async (transaction, event) => {
          storing()
          await wait(300)
          await append(transaction, event)
        },
      }),
      spillFolder: node.config.paths.spill,
      localIds: true,
      today: '2026-03-01',
      stopped: new AbortController().signal,
      onProgress() {},
    })
    await reached
    const [report, done] = await Promise.all([ingesting, withdraw(subject)])
    expect(report.unchanged).toBe(false)
    expect(done).toMatchObject({ outcome: 'recorded' })
    expect([...(await localIds(node)).values()]).not.toContain(subject)
    const kinds = (await events()).map(({ kind }) => kind)
    expect(kinds.lastIndexOf('subject.withdrawn')).toBeGreaterThan(kinds.lastIndexOf('ingest.saved'))
  })

  it('a data cut that is being built is not registered, and leaves nothing behind', async () => {
    const { subject } = await someone()
    const snapshots = openSnapshotFolder(node.config.paths.cuts)
    const snapshotKeys = openSnapshotKeys(node.config.paths.snapshotKeys)
    const written: string[] = []
    const building = buildCut({
      store: createCutStore({ database: await database('snapshot'), append, clock: systemClock }),
      snapshots: {
        ...snapshots,
        write: async (name, bytes) => {
          await snapshots.write(name, bytes)
          written.push(name)
          await withdraw(subject)
        },
      },
      snapshotKeys,
      randomBytes,
      member: node.config.member,
      country: 'NO',
      withdrawalKey: readWithdrawalKey(node.config),
      sharingBasis: { kind: 'example', consentForm: '5.0', approval: 'example' },
      terminology: shipped,
    })
    await expect(building).rejects.toMatchObject({ code: 'cut/overtaken' })
    expect(await snapshots.read(written[0] ?? '')).toBeNull()
    expect(await snapshotKeys.read((written[0] ?? '').replace('.snapshot', ''))).toBeNull()
  })

  it('a cut that was built before is closed, and nothing changes where the engine cannot be told', async () => {
    const cut = await build()
    const { subject } = await someone()
    const store = identityStoreOf(await database('ingest'))
    const key = await keyOfStore(node.config, store)
    const { withdraw: useCase } = await import('../../src/ingest/withdraw.ts')
    const deps = { store, key, keyName: (await store.readKey()) ?? { version: 0, id: '' }, newId: () => 'a'.repeat(32) }
    const request = { subject, scope: 'data', reasonCode: 'subject', isNew: false, actor: 'test' }
    const failing = useCase({ ...deps, tell: () => Promise.reject(new Error('no engine')) }, request)
    await expect(failing).rejects.toMatchObject({ code: 'internal' })
    expect([...(await localIds(node)).values()]).toContain(subject)
    expect(await withdraw(subject)).toMatchObject({ cutsClosed: [cut.id] })
    const open = withCut(node.config, new AbortController().signal, cuts =>
      cuts.open({ cutId: cut.id, as: 'anna', clock: systemClock, onProgress() {} }),
    )
    await expect(open).rejects.toMatchObject({ code: 'cut/not-open' })
  })
})

describe('who stopped treatment only', () => {
  it('stays, and is held back by no text any more', async () => {
    const held = (await node.ingest()).problems.find(problem => problem.code === 'possible-withdrawal')?.subject
    if (held === undefined || held === null) throw new Error('the synthetic export holds nobody back')
    const before = await node.ingest()
    await expect(withdraw(held, { scope: 'treatment' })).rejects.toMatchObject({ code: 'withdrawal/unknown-subject' })
    expect(await withdraw(held, { scope: 'treatment', isNew: true })).toMatchObject({
      outcome: 'recorded',
      cutsClosed: [],
    })
    const after = await node.ingest()
    expect(after).toMatchObject({ screened: before.screened + 1, heldBack: before.heldBack - 1 })
    expect(after.problems.filter(({ code, subject }) => code === 'possible-withdrawal' && subject === held)).toEqual([])
    expect(await withdraw(held)).toMatchObject({ outcome: 'recorded', scope: 'data' })
    expect(await node.ingest()).toMatchObject({ screened: before.screened, heldBack: before.heldBack - 1 })
  })
})

describe('looking somebody up', () => {
  const lookUp = (pseudonym: string, change: Partial<Parameters<typeof lookUpPerson>[1]> = {}) =>
    lookUpPerson(node.config, {
      pseudonym,
      as: 'olga',
      reason: 'Incidental finding, re-contact approved by the data committee, case 2026-17',
      ...change,
    })

  it('answers an operator with a reason, and the audit has it first', async () => {
    const { pseudonym, subject } = await someone(3)
    expect(await lookUp(pseudonym)).toBe(subject)
    const last = (await events()).at(-1)
    expect(last).toMatchObject({ kind: 'pseudonym.looked-up', actor: 'operator:olga' })
    expect(JSON.stringify(last)).not.toContain(subject)
    expect(JSON.stringify(last)).not.toContain(pseudonym)
  })

  it.each([
    ['a committee member', { as: 'anna' }, 'member/wrong-role'],
    ['nobody', { as: 'nobody' }, 'member/not-found'],
    ['no reason', { reason: ' ' }, 'pseudonym/reason-refused'],
    ['a reason with a national number', { reason: 'asked for by fnr 15108695088 himself' }, 'pseudonym/reason-refused'],
    ['no pseudonym', {}, 'usage/bad-argument'],
  ])('is refused to %s', async (name, change, code) => {
    const { pseudonym } = await someone(3)
    const before = (await events()).length
    await expect(lookUp(name === 'no pseudonym' ? 'x' : pseudonym, change)).rejects.toMatchObject({ code })
    expect((await events()).length).toBe(before)
  })

  it('finds nobody who has withdrawn, and tells the audit that somebody asked', async () => {
    const { pseudonym, subject } = await someone(3)
    await withdraw(subject)
    await expect(lookUp(pseudonym)).rejects.toMatchObject({ code: 'pseudonym/not-found' })
    expect((await events()).at(-1)).toMatchObject({ kind: 'pseudonym.lookup-refused', facts: { outcome: 'not-found' } })
  })

  it('is refused once as many were looked up within a day as are allowed, also all at once', async () => {
    const people = [...(await localIds(node)).keys()].slice(0, 14)
    const outcomes = await Promise.allSettled(people.map(pseudonym => lookUp(pseudonym)))
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code as string] : []))
    expect(refused).toEqual(Array(5).fill('pseudonym/rate-limited'))
    expect((await events()).filter(({ kind }) => kind === 'pseudonym.looked-up')).toHaveLength(node.config.lookupsADay)
  })

  it('answers nothing where the audit cannot be written', async () => {
    const { pseudonym } = await someone(3)
    const { createIdentityStore } = await import('../../src/store/identity-store.ts')
    const { lookUp: useCase } = await import('../../src/ingest/look-up.ts')
    const pool = await node.database.connect('ingest')
    const store = createIdentityStore({
      database: pool,
      clock: systemClock,
      append: () => Promise.reject(new Error('disk')),
    })
    const key = await keyOfStore(node.config, identityStoreOf(pool))
    const asked = useCase(
      { store, key, perDay: 1000, scan: { country: 'NO' } },
      { pseudonym, reason: 'a reason that is long enough', actor: 'operator:olga' },
    )
    await expect(asked).rejects.toMatchObject({ code: 'internal' })
  })
})

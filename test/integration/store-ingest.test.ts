import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/audit/chain.ts'
import type { ChainedEvent } from '../../src/audit/event.ts'
import type { IngestStore } from '../../src/ingest/ports.ts'
import { NodeError } from '../../src/model/errors.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { type Database, withAdministrator } from '../../src/store/connection.ts'
import { createCutStore } from '../../src/store/cut-store.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { readLocalEnrolments } from '../../src/store/local-enrolments.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { aBatch, anEnrolment, aPseudonym, aStoredSubject } from '../support/subjects.ts'

const clock = { now: () => Date.UTC(2024, 0, 1) }

describe('saving an ingest', () => {
  let node: TestDatabase
  let database: Database
  let store: IngestStore

  beforeAll(async () => {
    node = await aDatabase()
    database = await node.connect('ingest')
    store = createIngestStore({ database, append, clock })
  })
  beforeEach(() =>
    withAdministrator(node.adminUrl, admin => admin.query('TRUNCATE record.ingests, record.persons CASCADE')),
  )

  it('keeps typed columns of subjects and enrolments, nulls as nulls', async () => {
    const untreated = anEnrolment({ number: 2, treated: false, startDay: null, startQuarter: null, pfsEvent: null })
    await store.save(aBatch([aStoredSubject(1, [anEnrolment(), untreated]), aStoredSubject(2, [], null)]))
    const cuts = createCutStore({ database: await node.connect('snapshot'), append, clock })
    const { rows } = await database.query('SELECT pseudonym, tumour FROM record.subjects ORDER BY pseudonym')
    expect(rows).toEqual([
      { pseudonym: aPseudonym(1), tumour: 'COAD' },
      { pseudonym: aPseudonym(2), tumour: null },
    ])
    const held = await readLocalEnrolments({ database, append, clock, actor: 'test' })
    expect(held?.enrolments).toEqual([
      { pseudonym: aPseudonym(1), ...anEnrolment() },
      { pseudonym: aPseudonym(1), ...untreated },
    ])
    const state = await cuts.readIngestState()
    expect(state).toMatchObject({ trialId: 'synthetic-trial', cutoff: '2023-10-01', counts: { screened: 2 } })
    expect(state?.contentHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('writes nothing at all when the batch is the one that the store holds', async () => {
    const batch = () => aBatch([aStoredSubject(1), aStoredSubject(2)])
    expect(await store.save(batch())).toEqual({ removed: 0 })
    const before = await fingerprint(node)
    expect(await store.save(batch())).toBe('unchanged')
    expect(await fingerprint(node)).toEqual(before)
  })

  it('writes only the subjects that changed, and removes those that are gone', async () => {
    await store.save(aBatch([aStoredSubject(1), aStoredSubject(2), aStoredSubject(3)]))
    const before = await versions(database)
    await store.save(aBatch([aStoredSubject(1), aStoredSubject(2, [anEnrolment({ serious: true })])]))
    const after = await versions(database)
    expect(Object.keys(after)).toEqual([aPseudonym(1), aPseudonym(2)])
    expect(after[aPseudonym(1)]).toBe(before[aPseudonym(1)])
    expect(after[aPseudonym(2)]).not.toBe(before[aPseudonym(2)])
    const events = await all(database)
    expect(events.at(-1)).toMatchObject({ kind: 'ingest.saved', facts: { accepted: 2, written: 1, removed: 1 } })
  })

  it('refuses a batch without most of the subjects that are there, unless that is meant', async () => {
    const stored = Array.from({ length: 12 }, (_, index) => aStoredSubject(index + 1))
    await store.save(aBatch(stored))
    const before = await fingerprint(node)
    const another = [...stored.slice(0, 5), aStoredSubject(13), aStoredSubject(14)]
    await expect(store.save(aBatch(another))).rejects.toMatchObject({
      code: 'ingest/most-subjects-gone',
      message: '7 of 12 stored subjects are not in the export',
    })
    expect(await fingerprint(node)).toEqual(before)
    expect(await store.save(aBatch(stored.slice(0, 6)))).toEqual({ removed: 6 })
    await store.save(aBatch(stored))
    expect(await store.save(aBatch(another, {}, { allowRemovals: true }))).toEqual({ removed: 7 })
  })

  it('counts any difference as another content', async () => {
    const subjects = [aStoredSubject(1), aStoredSubject(2)]
    const versions = { derivation: 'w16/2', normaliser: '1', oncotree: '2025-10-03' }
    const others = [
      aBatch([aStoredSubject(1)]),
      aBatch([aStoredSubject(1), aStoredSubject(2, [anEnrolment({ osDays: 201 })])]),
      aBatch([aStoredSubject(1), aStoredSubject(2, [anEnrolment()], 'READ')]),
      aBatch(subjects, { cutoff: '2023-10-02' }),
      aBatch(subjects, { trialId: 'other' }),
      aBatch(subjects, { mappingVersion: '2' }),
      aBatch(subjects, { versions }),
      aBatch(subjects, { counts: { screened: 2, withdrawn: 1, heldBack: 0, rejected: 0 } }),
    ]
    const hashes = new Set<string>()
    for (const batch of [aBatch(subjects), ...others]) {
      expect(await store.save(batch)).not.toBe('unchanged')
      const { rows } = await database.query<{ hash: string }>('SELECT content_hash AS hash FROM record.ingests')
      hashes.add(rows[0]?.hash ?? '')
    }
    expect(hashes.size).toBe(others.length + 1)
  })

  it('leaves everything as it was when a row in the middle is refused, and says so without the value', async () => {
    await store.save(aBatch([aStoredSubject(1)]))
    const before = await fingerprint(node)
    const secret = '2023-13'
    const broken = aStoredSubject(3, [anEnrolment({ startQuarter: secret })])
    const error: unknown = await store.save(aBatch([aStoredSubject(2), broken])).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'store/failed', detail: { sqlstate: '23514' } })
    expect(JSON.stringify(error) + String(error)).not.toContain(secret)
    expect(error).not.toHaveProperty('cause')
    expect(await fingerprint(node)).toEqual(before)
  })

  it('leaves everything as it was when the audit event cannot be written', async () => {
    await store.save(aBatch([aStoredSubject(1)]))
    const before = await fingerprint(node)
    const failing = createIngestStore({ database, clock, append: () => Promise.reject(new Error('disk')) })
    await expect(failing.save(aBatch([aStoredSubject(2)]))).rejects.toMatchObject({ code: 'internal' })
    expect(await fingerprint(node)).toEqual(before)
  })

  it('refuses a pseudonym that comes twice', async () => {
    const twice = aBatch([aStoredSubject(1), aStoredSubject(1)])
    await expect(store.save(twice)).rejects.toMatchObject({ code: 'store/failed', detail: { sqlstate: '23505' } })
  })

  it('keeps two ingests at the same time apart: the store holds one of them, whole', async () => {
    const first = [1, 2, 3, 4].map(n => aStoredSubject(n))
    const second = [3, 4, 5].map(n => aStoredSubject(n, [anEnrolment({ serious: true })]))
    const slow = createIngestStore({
      database,
      clock,
      append: async (transaction, event) => {
        await wait(50)
        await append(transaction, event)
      },
    })
    await Promise.all([slow.save(aBatch(first)), slow.save(aBatch(second))])
    const stored = Object.keys(await versions(database))
    expect([first, second].map(subjects => subjects.map(subject => subject.pseudonym))).toContainEqual(stored)
  })

  it('leaves everything as it was when the subjects do not come to their end', async () => {
    await store.save(aBatch([aStoredSubject(1)]))
    const before = await fingerprint(node)
    async function* breaking() {
      yield [aStoredSubject(2)]
      throw new NodeError('ingest/bad-csv', 'the source broke off')
    }
    await expect(store.save({ ...aBatch([]), subjects: breaking() })).rejects.toMatchObject({ code: 'ingest/bad-csv' })
    expect(await fingerprint(node)).toEqual(before)
  })

  it('holds the same content whatever the order and the chunks in which the subjects came', async () => {
    const subjects = [1, 2, 3].map(n => aStoredSubject(n))
    await store.save(aBatch(subjects))
    const shuffled = { ...aBatch(subjects), subjects: subjects.toReversed().map(subject => [subject]) }
    expect(await store.save(shuffled)).toBe('unchanged')
    const another = { ...aBatch(subjects), subjects: [[aStoredSubject(1), aStoredSubject(2)], [aStoredSubject(4)]] }
    expect(await store.save(another)).toEqual({ removed: 1 })
  })

  it('gives the same content whether it comes into an empty store or in place of another', async () => {
    const batch = () => aBatch([aStoredSubject(1, [anEnrolment(), anEnrolment({ number: 2 })]), aStoredSubject(2)])
    await store.save(batch())
    const first = await contents(database)
    await store.save(aBatch([aStoredSubject(3)]))
    await store.save(batch())
    expect(await contents(database)).toEqual(first)
  })

  it('takes nothing into an empty store where somebody has withdrawn in the meantime', async () => {
    const before = await fingerprint(node)
    expect(await store.save({ ...aBatch([aStoredSubject(1)]), withdrawals: 1 })).toBe('overtaken')
    expect(await fingerprint(node)).toEqual(before)
  })

  it('takes some thousands of subjects', async () => {
    const subjects = Array.from({ length: 2_500 }, (_, n) => aStoredSubject(n + 1))
    await store.save(aBatch(subjects))
    expect(Object.keys(await versions(database))).toHaveLength(2_500)
  })
})

describe('reading the exact rows for the local cohort table', () => {
  it('gives rows with the state they belong to, and leaves an event', async () => {
    const node = await aDatabase()
    const database = await node.connect('ingest')
    expect(await readLocalEnrolments({ database, append, clock, actor: 'test' })).toBeNull()
    await createIngestStore({ database, append, clock }).save(aBatch([aStoredSubject(1)]))
    const found = await readLocalEnrolments({ database, append, clock, actor: 'operator:anna' })
    expect(found).toMatchObject({ state: { cutoff: '2023-10-01' }, enrolments: [{ pseudonym: aPseudonym(1) }] })
    const events = await all(database)
    expect(events.map(event => event.kind)).toEqual(['ingest.saved', 'local.cohorts-read'])
    expect(events[1]?.actor).toBe('operator:anna')
    expect(verifyChain(events)).toMatchObject({ ok: true, events: 2 })
  })

  it('hands no row over when the event cannot be written', async () => {
    const node = await aDatabase()
    const database = await node.connect('ingest')
    await createIngestStore({ database, append, clock }).save(aBatch([aStoredSubject(1)]))
    const refusing = () => Promise.reject(new Error('disk'))
    await expect(readLocalEnrolments({ database, append: refusing, clock, actor: 'test' })).rejects.toMatchObject({
      code: 'internal',
    })
  })
})

async function all(database: Database): Promise<ChainedEvent[]> {
  return Array.fromAsync(readAuditEvents(database))
}

/** Row versions by pseudonym: a row that was written again has another. */
async function versions(database: Database): Promise<Record<string, string>> {
  const { rows } = await database.query<{ pseudonym: string; version: string }>(
    'SELECT pseudonym, xmin::text AS version FROM record.subjects ORDER BY pseudonym',
  )
  return Object.fromEntries(rows.map(row => [row.pseudonym, row.version]))
}

/** What is stored, less who is who in data cuts and when it was written. */
async function contents(database: Database): Promise<unknown> {
  const found: unknown[] = []
  for (const table of ['ingests', 'subjects', 'enrolments']) {
    const { rows } = await database.query(`SELECT * FROM record.${table} AS t ORDER BY t::text`)
    found.push(rows)
  }
  return found
}

/** Every row of every table that an ingest may write, with its version. */
function fingerprint(node: TestDatabase): Promise<unknown> {
  return withAdministrator(node.adminUrl, async admin => {
    const tables = ['record.ingests', 'record.subjects', 'record.enrolments', 'audit.events']
    const found: unknown[] = []
    for (const table of tables) {
      const { rows } = await admin.query(`SELECT xmin::text, t.* FROM ${table} AS t ORDER BY t::text`)
      found.push(rows)
    }
    return found
  })
}

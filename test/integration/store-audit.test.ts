import { beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/audit/chain.ts'
import type { AuditEvent } from '../../src/audit/event.ts'
import { appendAuditEvent, readAuditEvents } from '../../src/store/audit-log.ts'
import { type Database, inTransaction, withAdministrator } from '../../src/store/connection.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'

const anEvent = (n: number): AuditEvent => ({
  kind: 'member.added',
  at: '2024-01-01T00:00:00.000Z',
  actor: 'operator:test',
  facts: { n, text: 'å € 😀', list: ['b', 'a'], ratio: 0.1, nothing: null },
})

describe('the audit in the database', () => {
  let node: TestDatabase
  let database: Database
  beforeAll(async () => {
    node = await aDatabase()
    database = await node.connect('ingest')
  })

  it('has one chain without forks, however many write at the same time and in whatever role', async () => {
    const pools = [database, await node.connect('snapshot'), await node.connect('gateway')]
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => appendAuditEvent(pools[n % 3] ?? database, append, anEvent(n))),
    )
    const events = await Array.fromAsync(readAuditEvents(database))
    expect(events.map(event => event.facts['n']).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 60 }, (_, n) => n),
    )
    expect(verifyChain(events)).toMatchObject({ ok: true, events: 60 })
  })

  it('comes back from the database as it was hashed', async () => {
    const [event] = await Array.fromAsync(readAuditEvents(database))
    expect(event?.facts).toMatchObject({ text: 'å € 😀', list: ['b', 'a'], ratio: 0.1, nothing: null })
  })

  it('holds no event of a transaction that failed', async () => {
    const before = await Array.fromAsync(readAuditEvents(database))
    const failing = inTransaction(database, 'test', async transaction => {
      await append(transaction, anEvent(99))
      throw new Error('later step')
    })
    await expect(failing).rejects.toMatchObject({ code: 'internal' })
    expect(await Array.fromAsync(readAuditEvents(database))).toEqual(before)
  })

  it('refuses a second event behind the same one, whoever writes it', async () => {
    const fork = `INSERT INTO audit.events (sequence, kind, at, actor, facts, previous_hash, hash)
      SELECT 1000, kind, at, actor, facts, previous_hash, repeat('a', 64) FROM audit.events WHERE sequence = 2`
    await expect(database.query(fork)).rejects.toMatchObject({ code: '23505', constraint: 'events_previous_hash_key' })
  })

  it('is found out when the owner of the database edits, removes or swaps events', async () => {
    const edits = [
      ["UPDATE audit.events SET facts = '{}' WHERE sequence = 7", { sequence: 7, reason: 'hash' }],
      ["UPDATE audit.events SET actor = 'someone' WHERE sequence = 5", { sequence: 5, reason: 'hash' }],
      ['DELETE FROM audit.events WHERE sequence = 3', { sequence: 3, reason: 'sequence' }],
    ] as const
    for (const [edit, verdict] of edits) {
      await withAdministrator(node.adminUrl, admin => admin.query(edit))
      expect(verifyChain(await Array.fromAsync(readAuditEvents(database)))).toMatchObject({ ok: false, ...verdict })
    }
  })

  it('names process and transaction beside each event', async () => {
    const { rows } = await database.query('SELECT DISTINCT written_in, written_by FROM audit.events ORDER BY 2')
    expect(rows).toEqual(
      ['gateway', 'ingest', 'snapshot'].map(role => ({
        written_in: 'rose audit',
        written_by: `${node.database}_${role}_login`,
      })),
    )
  })
})

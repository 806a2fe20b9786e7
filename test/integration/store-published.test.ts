import { beforeAll, describe, expect, it } from 'vitest'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { nationalTableSchema } from '../../src/model/generated/national-table.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { type Database, withAdministrator } from '../../src/store/connection.ts'
import { createPublishedTables } from '../../src/store/published-tables.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'

const clock = { now: () => Date.UTC(2024, 0, 1) }
const aTable = (digit: string): Omit<PublishedTable, 'publishedAt'> => ({
  table: structuredClone<unknown>(nationalTableSchema.examples[0]) as NationalTable,
  jws: `x.y.${digit}`,
  sha256: digit.repeat(64),
})

describe('published tables in the store', () => {
  let node: TestDatabase
  let database: Database
  beforeAll(async () => {
    node = await aDatabase()
    database = await node.connect('gateway')
  })

  it('are published once, with one event, and listed oldest first', async () => {
    const tables = createPublishedTables({ database, append, clock })
    const first = await tables.publish(aTable('b'))
    expect(first).toEqual({ ...aTable('b'), publishedAt: '2024-01-01T00:00:00.000Z' })
    await tables.publish(aTable('a'))
    const later = createPublishedTables({ database, append, clock: { now: () => Date.UTC(2025, 0, 1) } })
    expect(await later.publish(aTable('b'))).toEqual(first)
    expect((await tables.list()).map(table => table.sha256[0])).toEqual(['b', 'a'])
    const events = await Array.fromAsync(readAuditEvents(await node.connect('snapshot')))
    expect(events.map(event => event.facts['tableSha256'])).toEqual([aTable('b').sha256, aTable('a').sha256])
  })

  it('are not there when the event cannot be written', async () => {
    const failing = createPublishedTables({ database, clock, append: () => Promise.reject(new Error('disk')) })
    await expect(failing.publish(aTable('c'))).rejects.toMatchObject({ code: 'internal' })
    expect((await failing.list()).map(table => table.sha256[0])).not.toContain('c')
  })

  it('are announced to other processes, also after their connection was cut', async () => {
    const tables = createPublishedTables({ database, append, clock })
    let calls = 0
    const stop = await createPublishedTables({ database: await node.connect('gateway'), append, clock }).onPublished(
      () => {
        calls += 1
      },
    )
    await tables.publish(aTable('d'))
    await expect.poll(() => calls).toBe(1)
    await withAdministrator(node.adminUrl, admin =>
      admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
      ),
    )
    await expect.poll(() => calls).toBe(2)
    await tables.publish(aTable('e'))
    await expect.poll(() => calls).toBe(3)
    await stop()
    await tables.publish(aTable('f'))
    expect(calls).toBe(3)
  })
})

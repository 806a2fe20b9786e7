import { beforeAll, describe, expect, it } from 'vitest'
import type { AccessEntry } from '../../src/discovery/ports.ts'
import { createAccessLog } from '../../src/store/access-log.ts'
import type { Database } from '../../src/store/connection.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'

const NOW = Date.UTC(2024, 0, 1)
const clock = { now: () => NOW }
const anEntry = (jti: string, changes: Partial<AccessEntry> = {}): AccessEntry => ({
  at: '2024-01-01T00:00:00.000Z',
  kind: 'question.answered',
  member: 'hub-a',
  code: null,
  cohortHash: '0'.repeat(64),
  tableSha256: '1'.repeat(64),
  use: { member: 'hub-a', jti, expires: NOW / 1000 + 60 },
  ...changes,
})

describe('access events and used messages', () => {
  let node: TestDatabase
  let database: Database
  beforeAll(async () => {
    node = await aDatabase()
    database = await node.connect('gateway')
  })

  it('lets a message be used once, also when it comes twice in one batch', async () => {
    const log = createAccessLog({ database, clock })
    const outcomes = await Promise.all([
      log.record(anEntry('warm-up')),
      log.record(anEntry('same')),
      log.record(anEntry('other')),
      log.record(anEntry('same')),
    ])
    expect(outcomes).toEqual(['fresh', 'fresh', 'fresh', 'replayed'])
    expect(await log.record(anEntry('same'))).toBe('replayed')
    expect(await log.record(anEntry('same', { use: { member: 'hub-b', jti: 'same', expires: NOW } }))).toBe('fresh')
  })

  it('writes a replay as a refusal', async () => {
    const { rows } = await database.query(
      'SELECT kind, code, count(*)::integer FROM audit.access GROUP BY kind, code ORDER BY kind',
    )
    expect(rows).toEqual([
      { kind: 'question.answered', code: null, count: 4 },
      { kind: 'question.refused', code: 'trust/replayed', count: 2 },
    ])
  })

  it('remembers across processes', async () => {
    const logs = await Promise.all(
      [1, 2, 3].map(async () => createAccessLog({ database: await node.connect('gateway'), clock })),
    )
    const names = Array.from({ length: 100 }, (_, n) => `race-${n}`)
    const outcomes = await Promise.all(
      logs.flatMap((log, turn) => {
        const order = turn % 2 === 0 ? names : names.toReversed()
        return order.map(name => log.record(anEntry(name)))
      }),
    )
    expect(outcomes.filter(outcome => outcome === 'fresh')).toHaveLength(100)
  })

  it('writes refusals without a message, with the number that they stand for', async () => {
    const log = createAccessLog({ database, clock })
    const refusal = { kind: 'question.refused', member: null, code: 'trust/bad-signature', use: null } as const
    expect(await log.record(anEntry('', { ...refusal, occurrences: 12 }))).toBe('fresh')
    const { rows } = await database.query("SELECT occurrences FROM audit.access WHERE code = 'trust/bad-signature'")
    expect(rows).toEqual([{ occurrences: 12 }])
  })

  it('shares one transaction among callers that come together', async () => {
    const log = createAccessLog({ database, clock })
    await Promise.all(Array.from({ length: 300 }, (_, n) => log.record(anEntry(`group-${n}`))))
    const { rows } = await database.query<{ transactions: number; entries: number }>(
      `SELECT count(DISTINCT xmin::text)::integer AS transactions, count(*)::integer AS entries
       FROM published.used_messages WHERE jti LIKE 'group-%'`,
    )
    expect(rows[0]?.entries).toBe(300)
    expect(rows[0]?.transactions).toBeLessThanOrEqual(3)
  })

  it('writes together what comes within one turn of the event loop', async () => {
    const log = createAccessLog({ database, clock })
    await Promise.all([
      log.record(anEntry('turn-1')),
      Promise.resolve().then(() => log.record(anEntry('turn-2'))),
      new Promise(process.nextTick).then(() => log.record(anEntry('turn-3'))),
    ])
    const { rows } = await database.query<{ transactions: number; entries: number }>(
      `SELECT count(DISTINCT xmin::text)::integer AS transactions, count(*)::integer AS entries
       FROM published.used_messages WHERE jti LIKE 'turn-%'`,
    )
    expect(rows).toEqual([{ transactions: 1, entries: 3 }])
  })

  it('writes an entry that comes alone as it writes one among others', async () => {
    const log = createAccessLog({ database, clock })
    const forms: readonly Partial<AccessEntry>[] = [
      {},
      { cohortHash: null, tableSha256: null },
      { kind: 'question.refused', member: null, code: 'trust/bad-token', use: null, occurrences: 3 },
      { kind: 'question.refused', code: 'trust/replayed', use: null },
    ]
    const entriesAt = (at: string) => forms.map((form, n) => anEntry(`${at} ${n}`, { at, ...form }))
    const alone: string[] = []
    for (const entry of entriesAt('alone')) alone.push(await log.record(entry), await log.record(entry))
    const among = await Promise.all(entriesAt('among').flatMap(entry => [log.record(entry), log.record(entry)]))
    expect(alone).toEqual(['fresh', 'replayed', 'fresh', 'replayed', 'fresh', 'fresh', 'fresh', 'fresh'])
    expect(among).toEqual(alone)
    const written = async (at: string) => {
      const { rows } = await database.query(
        `SELECT kind, member, code, cohort_hash, table_sha256, occurrences FROM audit.access WHERE at = $1 ORDER BY number`,
        [at],
      )
      return rows
    }
    expect(await written('alone')).toHaveLength(8)
    expect(await written('among')).toEqual(await written('alone'))
  })

  it('keeps one odd message from spoiling the answers of others', async () => {
    const log = createAccessLog({ database, clock })
    const outcomes = await Promise.allSettled(
      ['fine-1', 'odd\0odd', 'fine-2', 'fine-3'].map(jti => log.record(anEntry(jti))),
    )
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'store/failed' } })
  })

  it('forgets messages an hour after they expired, not before', async () => {
    await database.query(
      `INSERT INTO published.used_messages (member, jti, expires)
       VALUES ('hub-a', 'old', to_timestamp($1::double precision)), ('hub-a', 'recent', to_timestamp($2::double precision))`,
      [NOW / 1000 - 3_601, NOW / 1000 - 3_599],
    )
    await createAccessLog({ database, clock }).record(anEntry('any'))
    await expect
      .poll(async () => {
        const { rows } = await database.query("SELECT jti FROM published.used_messages WHERE jti IN ('old', 'recent')")
        return rows.map(row => row.jti)
      })
      .toEqual(['recent'])
  })

  it('refuses all who wait when the database is gone', async () => {
    const lost = await node.connect('gateway')
    const log = createAccessLog({ database: lost, clock })
    const query = lost.query.bind(lost)
    lost.query = (() => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))) as never
    const outcomes = await Promise.allSettled([log.record(anEntry('lost-1')), log.record(anEntry('lost-2'))])
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store/unreachable' } })
    }
    lost.query = query
    expect(await log.record(anEntry('lost-1'))).toBe('fresh')
  })
})

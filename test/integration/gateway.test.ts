/** The gateway over a real PostgreSQL, in the role that it has in production. */
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAnswer } from '../../src/discovery/messages.ts'
import { systemClock } from '../../src/model/clock.ts'
import { createAccessLog } from '../../src/store/access-log.ts'
import type { Database } from '../../src/store/connection.ts'
import { createPublishedTables } from '../../src/store/published-tables.ts'
import { knowing } from '../support/correspondents.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { aGateway, aQuestion, DENMARK, denmarkSealing, norway, post } from '../support/gateway.ts'
import { aDefinition, aPublishedTable, aTable, krasColorectal } from '../support/published-tables.ts'

let database: TestDatabase
let pool: Database

beforeAll(async () => {
  database = await aDatabase()
  pool = await database.connect('gateway')
})

const asDenmark = { member: DENMARK, sealingKeys: [denmarkSealing], find: knowing(norway), clock: systemClock }
const tablesOver = (over: Database) => createPublishedTables({ database: over, append, clock: systemClock })

async function start(): Promise<FastifyInstance> {
  const probe = async () => {
    await pool.query('SELECT 1')
  }
  const { app } = await aGateway({
    changes: {
      tables: tablesOver(pool),
      access: createAccessLog({ database: pool, clock: systemClock }),
      clock: systemClock,
      probes: { database: probe, audit: probe },
    },
  })
  return app
}

async function rows(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('a gateway over PostgreSQL', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    app = await start()
  })
  afterAll(() => app.close())

  it('becomes ready when another process publishes the first table, and answers from it', async () => {
    const before = await app.inject({ method: 'GET', url: '/health/ready' })
    expect(before.json()).toEqual({ status: 'not-ready', missing: ['table'] })
    const other = await database.connect('gateway')
    const published = await tablesOver(other).publish(await aPublishedTable())
    await expect
      .poll(async () => (await post(app, (await aQuestion(systemClock)).message)).statusCode, { timeout: 5000 })
      .toBe(200)
    const reply = await post(app, (await aQuestion(systemClock)).message)
    const answer = await openAnswer(reply.json().message, asDenmark)
    expect(answer.reading).toMatchObject({ table: published.sha256, result: { status: 'value', count: 12 } })
  })

  it('serves the bytes that the engine signed, through the database and back', async () => {
    const published = await aPublishedTable()
    const reply = await app.inject({ method: 'GET', url: `/api/v1/tables/${published.sha256}` })
    expect(reply.body).toBe(published.jws)
  })

  it('uses each message once, however many gateways and connections ask at once', async () => {
    const second = await start()
    const { message } = await aQuestion(systemClock)
    const asked = Array.from({ length: 20 }, (_, index) => post(index % 2 === 0 ? app : second, message))
    const statuses = (await Promise.all(asked)).map(reply => reply.statusCode)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 409)).toHaveLength(19)
    await second.close()
  })

  it('writes an access event for every answer, with hash and table, and used messages to match', async () => {
    const count = async (table: string) => Number((await rows(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'])
    const answers = async () => count(`audit.access WHERE kind = 'question.answered'`)
    const [answersBefore, usedBefore] = [await answers(), await count('published.used_messages')]
    const messages = await Promise.all(Array.from({ length: 50 }, () => aQuestion(systemClock)))
    const replies = await Promise.all(messages.map(({ message }) => post(app, message)))
    expect(replies.every(reply => reply.statusCode === 200)).toBe(true)
    expect([await answers(), await count('published.used_messages')]).toEqual([answersBefore + 50, usedBefore + 50])
  })

  it('keeps what an asker wrote out of the audit', async () => {
    await post(app, (await aQuestion(systemClock, { cohort: aDefinition({ tumour: ['CANARYCODE'] }) })).message)
    await post(app, 'canary-message')
    await expect
      .poll(async () => (await rows('SELECT code FROM audit.access')).map(row => row['code']))
      .toEqual(expect.arrayContaining(['cohort/unknown-code', 'trust/bad-token']))
    expect(JSON.stringify(await rows('SELECT * FROM audit.access'))).not.toMatch(/canary/i)
  })

  it('takes a newer table from the moment that it is published', async () => {
    const newer = await aPublishedTable(aTable({ cut: { id: 'cut-fedcba9876543210', cutoff: '2024-04-01' } }))
    await tablesOver(pool).publish(newer)
    const cutOf = async () => {
      const reply = await post(app, (await aQuestion(systemClock, { cohort: krasColorectal })).message)
      return (await openAnswer(reply.json().message, asDenmark)).reading.cut.id
    }
    await expect.poll(cutOf, { timeout: 5000 }).toBe('cut-fedcba9876543210')
  })

  it('cannot read a record, even in its own database role', async () => {
    const tables = await rows(`SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'record'`)
    expect(tables.length).toBeGreaterThan(0)
    for (const { schemaname, tablename } of tables) {
      await expect(pool.query(`SELECT * FROM ${schemaname}.${tablename} LIMIT 1`)).rejects.toThrow(/permission denied/)
    }
  })
})

import { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { connect, type StoreRole, withAdministrator } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { prepareDatabase } from '../../src/store/prepare-database.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'

/** What the committee would vote on: every table, every role; what is not named is refused. */
const RIGHTS: Readonly<Record<string, Partial<Record<StoreRole, readonly string[]>>>> = {
  'asking.members': { gateway: ['INSERT', 'SELECT', 'UPDATE'] },
  'asking.questions': { gateway: ['INSERT', 'SELECT', 'UPDATE'] },
  'asking.tables': { gateway: ['INSERT', 'SELECT'] },
  'audit.access': { gateway: ['INSERT', 'SELECT'], auditor: ['SELECT'] },
  'audit.events': {
    ingest: ['INSERT', 'SELECT'],
    snapshot: ['INSERT', 'SELECT'],
    gateway: ['INSERT'],
    combiner: ['INSERT'],
    auditor: ['SELECT'],
  },
  'cut.approvals': { snapshot: ['INSERT', 'SELECT'] },
  'cut.cuts': { snapshot: ['INSERT', 'SELECT', 'UPDATE'] },
  'exchange.arrivals': { gateway: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'] },
  'exchange.outgoing': { gateway: ['INSERT', 'SELECT', 'UPDATE'] },
  'exchange.sequences': { gateway: ['INSERT', 'SELECT', 'UPDATE'] },
  'pooling.conflicts': { gateway: ['INSERT', 'SELECT'], combiner: ['INSERT', 'SELECT'] },
  'pooling.documents': { gateway: ['INSERT', 'SELECT'], combiner: ['INSERT', 'SELECT', 'UPDATE'] },
  'pooling.recipients': { gateway: ['INSERT', 'SELECT', 'UPDATE'], combiner: ['INSERT', 'SELECT', 'UPDATE'] },
  'pooling.rounds': {
    gateway: ['INSERT', 'SELECT', 'UPDATE'],
    combiner: ['INSERT', 'SELECT', 'UPDATE'],
    auditor: ['SELECT'],
  },
  'pooling.tables': { gateway: ['INSERT', 'SELECT'], combiner: ['INSERT', 'SELECT'] },
  'published.tables': { gateway: ['INSERT', 'SELECT'], auditor: ['SELECT'] },
  'published.used_messages': { gateway: ['DELETE', 'INSERT', 'SELECT'] },
  'record.enrolments': { ingest: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'], snapshot: ['SELECT'] },
  'record.ingests': { ingest: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'], snapshot: ['SELECT'] },
  'record.persons': { ingest: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'] },
  'record.pseudonym_keys': { ingest: ['INSERT', 'SELECT', 'UPDATE'], snapshot: ['SELECT'] },
  'record.staged_subjects': { ingest: ['DELETE', 'INSERT', 'SELECT'] },
  'record.subjects': { ingest: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'], snapshot: ['SELECT'] },
  'record.withdrawals': { ingest: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'] },
  'store.migrations': {
    ingest: ['SELECT'],
    snapshot: ['SELECT'],
    gateway: ['SELECT'],
    combiner: ['SELECT'],
    auditor: ['SELECT'],
  },
}
const ROLES = ['ingest', 'snapshot', 'gateway', 'combiner', 'auditor'] as const

/** A column that a statement names, one that the role may name where rights are given column by column. */
const COLUMNS: Readonly<Record<string, { readonly insert: string; readonly update: string }>> = {
  'asking.members': { insert: 'member', update: 'answer' },
  'asking.questions': { insert: 'id', update: 'state' },
  'asking.tables': { insert: 'jws', update: 'jws' },
  'audit.access': { insert: 'at', update: 'at' },
  'audit.events': { insert: 'kind', update: 'kind' },
  'cut.approvals': { insert: 'jws', update: 'jws' },
  'cut.cuts': { insert: 'id', update: 'opened_at' },
  'exchange.arrivals': { insert: 'id', update: 'code' },
  'exchange.outgoing': { insert: 'id', update: 'state' },
  'exchange.sequences': { insert: 'recipient', update: 'last' },
  'pooling.conflicts': { insert: 'body', update: 'body' },
  'pooling.documents': { insert: 'body', update: 'body' },
  'pooling.recipients': { insert: 'recipient', update: 'posted' },
  'pooling.rounds': { insert: 'round', update: 'state' },
  'pooling.tables': { insert: 'body', update: 'body' },
  'published.tables': { insert: 'jws', update: 'jws' },
  'published.used_messages': { insert: 'jti', update: 'jti' },
  'record.enrolments': { insert: 'number', update: 'number' },
  'record.ingests': { insert: 'trial_id', update: 'trial_id' },
  'record.persons': { insert: 'pseudonym', update: 'pseudonym' },
  'record.pseudonym_keys': { insert: 'version', update: 'ended_at' },
  'record.staged_subjects': { insert: 'pseudonym', update: 'pseudonym' },
  'record.subjects': { insert: 'pseudonym', update: 'pseudonym' },
  'record.withdrawals': { insert: 'number', update: 'number' },
  'store.migrations': { insert: 'name', update: 'name' },
}

function statementsFor(table: string): Readonly<Record<string, string>> {
  const { insert = 'none', update = 'none' } = COLUMNS[table] ?? {}
  return {
    SELECT: `SELECT * FROM ${table}`,
    INSERT: `INSERT INTO ${table} (${insert}) SELECT NULL WHERE false`,
    UPDATE: `UPDATE ${table} SET ${update} = NULL WHERE false`,
    DELETE: `DELETE FROM ${table} WHERE false`,
    TRUNCATE: `TRUNCATE ${table}`,
  }
}

describe('rights of the logins', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await aDatabase()
  })

  it('cover every table there is', async () => {
    const tables = await withAdministrator(database.adminUrl, async admin => {
      const { rows } = await admin.query<{ name: string }>(
        `SELECT schemaname || '.' || tablename AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
      )
      return rows.map(row => row.name)
    })
    expect(tables).toEqual(Object.keys(RIGHTS))
  })

  it.each(ROLES)('%s may do what the table of rights says, and nothing else', async role => {
    const client = new Client({ connectionString: database.url(role) })
    await client.connect()
    const found: Record<string, readonly string[]> = {}
    for (const table of Object.keys(RIGHTS)) {
      const allowed: string[] = []
      for (const [right, statement] of Object.entries(statementsFor(table))) {
        const typed = statement.replace('SELECT NULL', `SELECT (NULL::${table}).${COLUMNS[table]?.insert}`)
        const state = await client.query(typed).then(
          () => 'done',
          (error: { code: string }) => error.code,
        )
        expect(['done', '42501']).toContain(state)
        if (state === 'done') allowed.push(right)
      }
      if (allowed.length > 0) found[table] = allowed.sort()
    }
    await client.end()
    expect(found).toEqual(rightsOf(role))
  })

  it('show the gateway of audit events no fact, only what it needs to append', async () => {
    const gateway = await database.connect('gateway')
    await expect(gateway.query('SELECT facts FROM audit.events')).rejects.toMatchObject({ code: '42501' })
    await expect(gateway.query('SELECT sequence, hash FROM audit.events')).resolves.toBeDefined()
  })

  it('show the snapshot of persons and withdrawals only what a data cut needs, never a sealed local id', async () => {
    const snapshot = await database.connect('snapshot')
    for (const table of ['persons', 'withdrawals']) {
      const sealed = snapshot.query(`SELECT sealed_local_id FROM record.${table}`)
      await expect(sealed).rejects.toMatchObject({ code: '42501' })
    }
    await expect(snapshot.query('SELECT pseudonym FROM record.withdrawals')).rejects.toMatchObject({ code: '42501' })
    await expect(snapshot.query('SELECT pseudonym, person FROM record.persons')).resolves.toBeDefined()
    await expect(snapshot.query('SELECT number, scope FROM record.withdrawals')).resolves.toBeDefined()
  })

  it('show the auditor of data cuts their state alone, and of records nothing', async () => {
    const auditor = await database.connect('auditor')
    await expect(auditor.query('SELECT id, state FROM cut.cuts')).resolves.toBeDefined()
    await expect(auditor.query('SELECT description FROM cut.cuts')).rejects.toMatchObject({ code: '42501' })
    await expect(auditor.query('SELECT FROM record.subjects')).rejects.toMatchObject({ code: '42501' })
  })

  it('let no login make tables, temporary ones included, or take another role', async () => {
    for (const role of ROLES) {
      const pool = await database.connect(role)
      await expect(pool.query('CREATE TABLE public.x (n integer)')).rejects.toMatchObject({ code: '42501' })
      await expect(pool.query('CREATE TEMP TABLE x (n integer)')).rejects.toMatchObject({ code: '42501' })
      await expect(pool.query('SET ROLE postgres')).rejects.toMatchObject({ code: '42501' })
    }
    const gateway = await database.connect('gateway')
    await expect(gateway.query('SET ROLE rose_ingest')).rejects.toMatchObject({ code: '42501' })
  })

  it('keep the logins of one node out of the database of another', async () => {
    const other = await prepareDatabase({ adminUrl: database.adminUrl, database: `${database.database}_b` })
    const url = withDatabase(database.adminUrl, other.database, database.logins.ingest)
    await expect(connect({ url, role: 'ingest' })).rejects.toMatchObject({ code: 'store/role-refused' })
  })

  it('refuse a gateway whose login could read records, and a login of another role', async () => {
    await expect(connect({ url: database.adminUrl, role: 'gateway' })).rejects.toMatchObject({
      code: 'store/role-refused',
    })
    await expect(connect({ url: database.url('gateway'), role: 'ingest' })).rejects.toMatchObject({
      code: 'store/role-refused',
    })
  })
})

function rightsOf(role: StoreRole): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(RIGHTS).flatMap(([table, rights]) => {
      const mine = rights[role]
      return mine === undefined ? [] : [[table, mine]]
    }),
  )
}

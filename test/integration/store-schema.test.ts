import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { connect, withAdministrator } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { type Migration, migrate, readMigrations } from '../../src/store/migrations.ts'
import { prepareDatabase } from '../../src/store/prepare-database.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'
import { describeSchema } from '../support/schema-text.ts'

const SNAPSHOT = new URL('../schema-snapshot.sql', import.meta.url)

describe('the schema of the database', () => {
  let node: TestDatabase
  beforeAll(async () => {
    node = await aDatabase()
  })

  it('is the one in schema-snapshot.sql (ROSE_UPDATE_SNAPSHOT=1 writes it anew)', async () => {
    const schema = `-- What the migrations make, read back from the catalogue. Written by a test; read its differences.\n\n${await describeSchema(node.adminUrl)}`
    if (process.env['ROSE_UPDATE_SNAPSHOT'] === '1') writeFileSync(SNAPSHOT, schema)
    expect(existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '').toBe(schema)
  })

  it('has a comment on every schema, table and column', async () => {
    const lines = (await describeSchema(node.adminUrl)).split('\n')
    expect(lines.filter(line => /^(SCHEMA|TABLE|COLUMN) .* -- $/.test(line))).toEqual([])
    expect(lines.some(line => line.startsWith('COLUMN record.subjects.pseudonym'))).toBe(true)
  })
})

const ALL = readMigrations().length

describe('migrating', () => {
  let node: TestDatabase
  beforeAll(async () => {
    node = await aDatabase()
  })
  const run = (migrations?: readonly Migration[]) =>
    withAdministrator(node.adminUrl, admin => migrate(admin, migrations))
  const known = readMigrations()
  const next = (sql: string): Migration => ({
    version: known.length + 1,
    name: 'next.sql',
    sql,
    sha256: 'f'.repeat(64),
  })

  it('does nothing when the database is current', async () => {
    expect(await run()).toBe(0)
  })

  it('leaves nothing of a migration that fails in the middle', async () => {
    const before = await describeSchema(node.adminUrl)
    await expect(run([...known, next('CREATE TABLE audit.half (n integer); SELECT 1 / 0')])).rejects.toMatchObject({
      code: 'store/failed',
    })
    expect(await describeSchema(node.adminUrl)).toBe(before)
    expect(await run()).toBe(0)
  })

  it('refuses a database that was made by another text of a migration', async () => {
    const [first, ...rest] = known
    const edited = first === undefined ? [] : [{ ...first, sha256: '0'.repeat(64) }, ...rest]
    await expect(run(edited)).rejects.toMatchObject({ code: 'store/migration-changed' })
  })

  it('is done once by two that start together', async () => {
    const later = [...known, next('CREATE TABLE audit.later (n integer)')]
    expect((await Promise.all([run(later), run(later)])).sort()).toEqual([0, 1])
  })

  it('refuses a database that is newer than the program, for every process', async () => {
    await expect(run()).rejects.toMatchObject({ code: 'store/unknown-version', detail: { found: ALL + 1, known: ALL } })
    await expect(connect({ url: node.url('gateway'), role: 'gateway' })).rejects.toMatchObject({
      code: 'store/unknown-version',
    })
  })
})

describe('preparing a database', () => {
  it('uses one that is there, keeps what it holds, and gives the logins new passwords', async () => {
    const node = await aDatabase()
    const first = await node.connect('ingest')
    await first.query("INSERT INTO record.pseudonym_keys (version, key_id, began_at) VALUES (1, repeat('0', 16), 'x')")
    const again = await prepareDatabase({ adminUrl: node.adminUrl })
    expect(again).toMatchObject({ database: node.database, migrated: 0 })
    expect(again.logins.ingest.user).toBe(node.logins.ingest.user)
    await expect(connect({ url: node.url('ingest'), role: 'ingest' })).rejects.toMatchObject({
      code: 'store/role-refused',
    })
    const url = withDatabase(node.adminUrl, node.database, again.logins.ingest)
    const pool = await connect({ url, role: 'ingest' })
    expect((await pool.query('SELECT FROM record.pseudonym_keys')).rowCount).toBe(1)
    await pool.end()
  })

  it('may run twice at the same time on one server', async () => {
    const node = await aDatabase()
    const names = ['one', 'two'].map(name => `${node.database}_${name}`)
    const made = await Promise.all(
      names.map(database => prepareDatabase({ adminUrl: node.adminUrl, database, rolePrefix: database })),
    )
    expect(made.map(one => one.migrated)).toEqual([ALL, ALL])
  })

  it('works for an administrator who is no superuser, with a database name of any kind', async () => {
    const node = await aDatabase()
    const login = { user: `${node.database}_site`, password: 'synthetic' }
    await withAdministrator(node.adminUrl, async admin => {
      await admin.query(`CREATE ROLE ${login.user} LOGIN CREATEROLE CREATEDB PASSWORD '${login.password}'`)
      await admin.query(
        `GRANT rose_ingest, rose_snapshot, rose_gateway, rose_combiner, rose_auditor TO ${login.user} WITH ADMIN OPTION`,
      )
      await admin.query(`CREATE DATABASE "${node.database}-Site å" OWNER ${login.user}`)
    })
    const adminUrl = withDatabase(node.adminUrl, `${node.database}-Site å`, login)
    const made = await prepareDatabase({ adminUrl })
    expect(made).toMatchObject({ database: `${node.database}-Site å`, migrated: ALL })
    const pool = await connect({ url: withDatabase(adminUrl, made.database, made.logins.gateway), role: 'gateway' })
    await pool.end()
  })

  it('refuses a prefix that is no plain name', async () => {
    const node = await aDatabase()
    const options = { adminUrl: node.adminUrl, rolePrefix: 'a"; DROP' }
    await expect(prepareDatabase(options)).rejects.toMatchObject({ code: 'config/bad-value' })
  })

  it('says plainly that a server cannot be reached, or refuses the log-in', async () => {
    const node = await aDatabase()
    const nobody = 'postgresql://x:y@127.0.0.1:1/none'
    await expect(prepareDatabase({ adminUrl: nobody })).rejects.toMatchObject({ code: 'store/unreachable' })
    const wrong = withDatabase(node.adminUrl, node.database, { user: 'postgres', password: 'wrong' })
    await expect(prepareDatabase({ adminUrl: wrong })).rejects.toMatchObject({ code: 'store/role-refused' })
  })

  it('needs an account that may create roles, and says so', async () => {
    const node = await aDatabase()
    const options = { adminUrl: node.url('ingest'), rolePrefix: 'other' }
    await expect(prepareDatabase(options)).rejects.toMatchObject({ code: 'store/role-refused' })
  })
})

/** The relay's PostgreSQL: a schema, a role and migrations of its own; nothing of a node is in it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Client, Pool } from 'pg'
import { NodeError } from '../model/errors.ts'

export type RelayDatabase = Pool

const ROLE = 'rose_relay'
const LOCK = "hashtextextended('prime-rose/relay', 0)"
const CONNECTIONS = 8
const STATEMENT_TIMEOUT_MS = 10_000

/**
 * Brings the database to this program's version with the given login, which must be allowed to create a schema and a role,
 * and connects in the role `rose_relay`, which may touch the mailboxes and nothing else.
 */
export async function openRelayDatabase(url: string): Promise<RelayDatabase> {
  await asOurs(migrate(url))
  const pool = new Pool({
    connectionString: url,
    application_name: 'rose relay',
    max: CONNECTIONS,
    connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    options: `-c role=${ROLE}`,
  })
  // An idle connection that is lost is replaced at the next use, which says so if it cannot.
  pool.on('error', () => {})
  return pool
}

/** PostgreSQL quotes values in its messages: what leaves here names the state alone. */
export async function asOurs<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NodeError) throw error
    const state = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new NodeError('store/unreachable', `the relay's database cannot be used (${state})`, { cause: error })
  }
}

async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'rose relay set-up' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${LOCK})`)
    await prepare(client)
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM relay.migrations ORDER BY name',
    )
    const known = readMigrations()
    const changed = rows.find((row, index) => known[index]?.sha256 !== row.sha256)
    if (changed !== undefined) {
      throw new NodeError('store/unknown-version', 'the relay’s database was made by another version of this program')
    }
    for (const { name, sha256, sql } of known.slice(rows.length)) {
      await client.query('BEGIN')
      await client.query('INSERT INTO relay.migrations (name, sha256) VALUES ($1, $2)', [name, sha256])
      await client.query(sql)
      await client.query('COMMIT')
    }
  } finally {
    await client.end().catch(() => {})
  }
}

async function prepare(client: Client): Promise<void> {
  const role = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [ROLE])
  if (role.rowCount === 0) await client.query(`CREATE ROLE ${ROLE} NOLOGIN`)
  await client.query(`
    BEGIN;
    CREATE SCHEMA IF NOT EXISTS relay;
    COMMENT ON SCHEMA relay IS 'Mailboxes of the relay.';
    CREATE TABLE IF NOT EXISTS relay.migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE relay.migrations IS 'Migrations that were applied.';
    COMMENT ON COLUMN relay.migrations.name IS 'Name of the file.';
    COMMENT ON COLUMN relay.migrations.sha256 IS 'SHA-256 of the file as it was applied.';
    COMMENT ON COLUMN relay.migrations.applied_at IS 'When.';
    GRANT USAGE ON SCHEMA relay TO ${ROLE};
    GRANT ${ROLE} TO CURRENT_USER;
    COMMIT`)
}

function readMigrations() {
  const folder = new URL('./migrations/', import.meta.url)
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => {
      const sql = readFileSync(new URL(name, folder), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

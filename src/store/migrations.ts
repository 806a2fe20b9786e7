/** The database's versions: numbered SQL files, applied forwards, each whole or not at all, and never edited once landed. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { ClientBase } from 'pg'
import { NodeError } from '../model/errors.ts'
import { hasState } from './database-error.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the file, hex. */
  readonly sha256: string
}

interface Applied {
  readonly version: number
  readonly name: string
  readonly sha256: string
}

/** One key a database; any two starters meet here. */
const LOCK = "hashtextextended('prime-rose/migrations', 0)"
const UNDEFINED_TABLE = '42P01'
const FILE = /^([0-9]{4})-[a-z0-9-]+\.sql$/

/** The files lie beside this module, in a checkout and in the compiled package. */
export function readMigrations(folder: URL = new URL('./migrations/', import.meta.url)): readonly Migration[] {
  const files = readdirSync(folder).filter(file => FILE.test(file))
  return files.sort().map((file, index) => {
    const version = Number(FILE.exec(file)?.[1])
    if (version !== index + 1) throw new NodeError('internal', `migration ${file} is out of order`)
    const sql = readFileSync(new URL(file, folder), 'utf8')
    return { version, name: file, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings the database to the newest version, and returns how many migrations that took. A database newer than this
 * program is refused (`store/unknown-version`), as is one made by a migration that was edited (`store/migration-changed`).
 */
export async function migrate(client: ClientBase, migrations: readonly Migration[] = readMigrations()) {
  await client.query(`SELECT pg_advisory_lock(${LOCK})`)
  try {
    await prepareLedger(client)
    const applied = await readApplied(client)
    checkApplied(applied, migrations)
    const missing = migrations.slice(applied.length)
    for (const migration of missing) await apply(client, migration)
    return missing.length
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${LOCK})`)
  }
}

/** Refuses to work on a database that is newer or older than the program. Any role may ask. */
export async function checkVersion(client: Pick<ClientBase, 'query'>, migrations = readMigrations()): Promise<void> {
  const applied = await readApplied(client).catch((error: unknown): readonly Applied[] => {
    if (hasState(error, UNDEFINED_TABLE)) return []
    throw error
  })
  checkApplied(applied, migrations)
  if (applied.length === migrations.length) return
  throw unknownVersion(
    applied.length,
    migrations.length,
    'Run rose init on this node again, which brings it up to date.',
  )
}

function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length) {
    throw unknownVersion(applied.length, migrations.length, 'Use the program that made it, or a newer one.')
  }
  const changed = applied.find((row, index) => row.sha256 !== migrations[index]?.sha256)
  if (changed === undefined) return
  throw new NodeError('store/migration-changed', `the database was made by another text of ${changed.name}`, {
    hint: 'A migration that has landed is never edited: use the program that made this database.',
    detail: { version: changed.version },
  })
}

function unknownVersion(found: number, known: number, hint: string): NodeError {
  return new NodeError('store/unknown-version', `the database has version ${found}, this program knows ${known}`, {
    hint,
    detail: { found, known },
  })
}

async function readApplied(client: Pick<ClientBase, 'query'>): Promise<readonly Applied[]> {
  const { rows } = await client.query<Applied>('SELECT version, name, sha256 FROM store.migrations ORDER BY version')
  return rows
}

/** Recorded first, so that a second starter that got past the lock would stop here. */
async function apply(client: ClientBase, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('INSERT INTO store.migrations (version, name, sha256) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.sha256,
    ])
    await client.query(migration.sql)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function prepareLedger(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    "SELECT to_regclass('store.migrations') IS NOT NULL AS present",
  )
  if (rows[0]?.present === true) return
  await client.query(`
    BEGIN;
    CREATE SCHEMA store;
    COMMENT ON SCHEMA store IS 'Version of this database.';
    CREATE TABLE store.migrations (
      version integer PRIMARY KEY,
      name text NOT NULL UNIQUE,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    );
    COMMENT ON TABLE store.migrations IS 'Migrations that were applied.';
    COMMENT ON COLUMN store.migrations.version IS 'Number of the file.';
    COMMENT ON COLUMN store.migrations.name IS 'Name of the file.';
    COMMENT ON COLUMN store.migrations.sha256 IS 'SHA-256 of the file as it was applied.';
    COMMENT ON COLUMN store.migrations.applied_at IS 'When.';
    GRANT USAGE ON SCHEMA store TO rose_ingest, rose_snapshot, rose_gateway;
    GRANT SELECT ON store.migrations TO rose_ingest, rose_snapshot, rose_gateway;
    COMMIT`)
}

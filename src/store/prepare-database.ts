/**
 * Makes a node's database ready: the database itself, groups that hold the rights, one login in each, and the
 * newest version of the tables. Safe to run again; each run gives the logins new passwords.
 */
import { randomBytes } from 'node:crypto'
import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { NodeError } from '../model/errors.ts'
import type { StoreRole } from './connection.ts'
import { withAdministrator } from './connection.ts'
import { hasState } from './database-error.ts'
import type { DatabaseLogin } from './database-url.ts'
import { databaseOf, withDatabase } from './database-url.ts'
import { migrate } from './migrations.ts'
import { scramVerifier } from './scram.ts'

export interface PrepareDatabaseOptions {
  /** URL of an account that may create roles and, where `database` is missing, databases. */
  readonly adminUrl: string
  /** Left out: the database that the URL names. */
  readonly database?: string
  /** Names the logins: `<prefix>_ingest_login`; a node's own where several share a server. Left out: the database's name. */
  readonly rolePrefix?: string
  /** Database to copy where `database` is missing; for tests. */
  readonly template?: string
}

export interface PreparedDatabase {
  readonly database: string
  readonly logins: Readonly<Record<StoreRole, DatabaseLogin>>
  /** Number of migrations that were applied. */
  readonly migrated: number
}

const ROLES = ['ingest', 'snapshot', 'gateway', 'combiner', 'auditor'] as const satisfies readonly StoreRole[]
const NAME = /^[a-z][a-z0-9_]{0,40}$/
const DUPLICATE = ['42710', '42P04', '23505']

export async function prepareDatabase(options: PrepareDatabaseOptions): Promise<PreparedDatabase> {
  const database = options.database ?? databaseOf(options.adminUrl)
  const prefix = checkName(options.rolePrefix ?? prefixOf(database))
  await withAdministrator(options.adminUrl, async admin => {
    for (const role of ROLES) await createGroup(admin, `rose_${role}`)
    await createDatabase(admin, database, options.template)
  })
  return withAdministrator(withDatabase(options.adminUrl, database), async admin => {
    await closeToOthers(admin, database)
    const logins = {
      ingest: await createLogin(admin, database, prefix, 'ingest'),
      snapshot: await createLogin(admin, database, prefix, 'snapshot'),
      gateway: await createLogin(admin, database, prefix, 'gateway'),
      combiner: await createLogin(admin, database, prefix, 'combiner'),
      auditor: await createLogin(admin, database, prefix, 'auditor'),
    }
    return { database, logins, migrated: await migrate(admin) }
  })
}

/** An empty database beside those of nodes, made where it is missing; its administrator's URL. */
export async function createNamedDatabase(adminUrl: string, name: string): Promise<string> {
  await withAdministrator(adminUrl, admin => createDatabase(admin, checkName(name), undefined))
  return withDatabase(adminUrl, name)
}

/** Brings an existing database to this program's version, without touching logins. */
export async function migrateDatabase(adminUrl: string): Promise<number> {
  return withAdministrator(adminUrl, async admin => {
    for (const role of ROLES) await createGroup(admin, `rose_${role}`)
    return migrate(admin)
  })
}

function prefixOf(database: string): string {
  const plain = database
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, '_')
    .slice(0, 30)
  return /^[a-z]/.test(plain) ? plain : `node_${plain}`
}

/** The prefix becomes part of role names and is chosen by whoever sets up the node. */
function checkName(prefix: string): string {
  if (NAME.test(prefix)) return prefix
  throw new NodeError('config/bad-value', 'the prefix of the database logins has other than a-z, 0-9 and _', {
    hint: `It has the form ${NAME.source}.`,
  })
}

/** Groups belong to the whole server and are shared by its nodes; only logins may connect, each to its own database. */
async function createGroup(admin: Client, name: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  if (rowCount === 0) await unlessPresent(admin.query(`CREATE ROLE ${escapeIdentifier(name)} NOLOGIN`))
}

async function createDatabase(admin: Client, database: string, template?: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database])
  if (rowCount !== 0) return
  const origin =
    template === undefined
      ? `TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`
      : `TEMPLATE ${escapeIdentifier(template)} STRATEGY file_copy`
  await unlessPresent(admin.query(`CREATE DATABASE ${escapeIdentifier(database)} ${origin}`))
}

/** Another starter may be doing the same at this moment. */
async function unlessPresent(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!hasState(error, ...DUPLICATE)) throw error
  })
}

async function closeToOthers(admin: Client, database: string): Promise<void> {
  await admin.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`)
  await admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
}

async function createLogin(admin: Client, database: string, prefix: string, role: StoreRole): Promise<DatabaseLogin> {
  const login = { user: `${prefix}_${role}_login`, password: randomBytes(24).toString('base64url') }
  const user = escapeIdentifier(login.user)
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [login.user])
  if (rowCount === 0) await unlessPresent(admin.query(`CREATE ROLE ${user}`))
  // The server gets a verifier: a password in a statement could end in its log.
  await admin.query(`ALTER ROLE ${user} LOGIN INHERIT PASSWORD ${escapeLiteral(scramVerifier(login.password))}`)
  await admin.query(`GRANT ${escapeIdentifier(`rose_${role}`)} TO ${user}`)
  await admin.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${user}`)
  return login
}

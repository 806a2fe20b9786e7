/** Connections of a node: each process under its own role. */
import { resolve } from 'node:path'
import { chainEvent } from '../audit/chain.ts'
import { type Config, type NodePaths, readSecret } from '../config.ts'
import { NodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import { checkMayLeave, documentScanner } from '../pseudonymisation/scanner/scan-document.ts'
import type { Schema } from '../pseudonymisation/scanner/told-by-schema.ts'
import { auditAppender } from '../store/audit-log.ts'
import { connect, type Database, type StoreRole } from '../store/connection.ts'
import { type DatabaseLogin, serverUrl, withDatabase } from '../store/database-url.ts'
import { canServeBelow, openEmbeddedServer, stopEmbeddedServer } from '../store/embedded-server.ts'
import { createNamedDatabase } from '../store/prepare-database.ts'

/** Facts are ids, hashes and counts: whatever else gets there by mistake is stopped, and the change with it. */
const scanFacts = documentScanner({ schema: factsSchema() })

/** Of keys: their thumbprints, and the ids of pseudonym keys. Other hashes and ids are known as words. */
function factsSchema(): Schema {
  const keyId = { anyOf: [{ pattern: '^[0-9a-f]{16}$' }, { pattern: '^[A-Za-z0-9_-]{43}$' }] }
  return { properties: { keyId, fromKeyId: keyId, toKeyId: keyId, keys: { items: keyId } } }
}

export const appendAudit = auditAppender((last, event) => {
  checkMayLeave(event.facts, scanFacts, 'the audit event')
  return chainEvent(last, event)
})

/** What `rose init` keeps of the database: its name and a login a role. */
export interface DatabaseLogins {
  readonly database: string
  /** One that a later version brought may be missing. */
  readonly logins: Readonly<Partial<Record<StoreRole, DatabaseLogin>>>
}

export function saveLogins(paths: NodePaths, logins: DatabaseLogins): void {
  writeWhole(paths.databasePasswords, `${JSON.stringify(logins, null, 2)}\n`, 0o400)
}

export function readLogins(paths: NodePaths): DatabaseLogins {
  return JSON.parse(readSecret(paths.databasePasswords, 'the file of database logins')) as DatabaseLogins
}

export interface OpenServer {
  /** The administrator's URL of the node's server. */
  readonly adminUrl: string
  release(): Promise<void>
}

/** The embedded server, started where nobody uses it yet, or the one whose URL the node was given. */
export async function openServer(database: Config['database'], paths: NodePaths): Promise<OpenServer> {
  if (database.kind === 'external') {
    const adminUrl = readSecret(`${paths.folder}/${database.urlFile}`, 'the file of the database URL').trim()
    return { adminUrl, release: async () => {} }
  }
  const server = await openEmbeddedServer({ folder: serverFolderOf(database, paths) })
  return { adminUrl: serverUrl(server.port, server.superuserPassword), release: () => server.release() }
}

/** Its own, or one that it shares with other nodes of this machine. */
function serverFolderOf(database: Extract<Config['database'], { kind: 'embedded' }>, paths: NodePaths): string {
  return database.folder === undefined ? paths.database : resolve(paths.folder, database.folder)
}

/** A server of a folder that is no node's: for several nodes of one machine, and for what stands beside them. */
export async function openSharedServer(folder: string): Promise<OpenServer> {
  const server = await openEmbeddedServer({ folder })
  return { adminUrl: serverUrl(server.port, server.superuserPassword), release: () => server.release() }
}

/** A database of that name, made where it is missing; its administrator's URL. */
export function namedDatabase(adminUrl: string, name: string): Promise<string> {
  return createNamedDatabase(adminUrl, name)
}

/** Stops a shared server that killed processes left running. */
export async function stopSharedServer(folder: string): Promise<void> {
  await stopEmbeddedServer(folder)
}

/** Runs `use` with a connection under `role`, then gives everything back, also where it fails. */
export async function withDatabaseAs<T>(
  config: Pick<Config, 'database' | 'paths'>,
  role: StoreRole,
  use: (database: Database) => Promise<T>,
): Promise<T> {
  const opened = await openDatabaseAs(config, role)
  try {
    return await use(opened.database)
  } finally {
    await opened.close()
  }
}

export interface OpenDatabase {
  readonly database: Database
  close(): Promise<void>
}

export async function openDatabaseAs(
  config: Pick<Config, 'database' | 'paths'>,
  role: StoreRole,
): Promise<OpenDatabase> {
  const { database: name, logins } = readLogins(config.paths)
  const login = logins[role]
  if (login === undefined) {
    throw new NodeError('store/role-refused', `this node has no login for the role ${role} yet`, {
      hint: 'Run rose init on its folder again: it brings the database to this version and keeps everything.',
    })
  }
  const server = await openServer(config.database, config.paths)
  try {
    const database = await connect({ url: withDatabase(server.adminUrl, name, login), role })
    return {
      database,
      async close() {
        await database.end()
        await server.release()
      },
    }
  } catch (error) {
    await server.release()
    throw error
  }
}

/** Whether a node with an embedded database can be made below `folder`: as root its account must be able to enter it. */
export function canHoldNodes(folder: string): boolean {
  return canServeBelow(folder)
}

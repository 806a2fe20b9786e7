/** Pools of connections, one role a process, and named transactions. */
import { Client, Pool, type PoolClient } from 'pg'
import { NodeError } from '../model/errors.ts'
import { toNodeError } from './database-error.ts'
import { checkVersion } from './migrations.ts'

/** What a process may do is decided by the group its login is in; see `migrations/`. */
export type StoreRole = 'ingest' | 'snapshot' | 'gateway' | 'combiner' | 'auditor'

export type Database = Pool
export type Transaction = PoolClient

interface RoleSettings {
  readonly connections: number
  readonly statementTimeoutMs: number
}

const ROLES = {
  ingest: { connections: 4, statementTimeoutMs: 0 },
  snapshot: { connections: 4, statementTimeoutMs: 0 },
  gateway: { connections: 8, statementTimeoutMs: 10_000 },
  combiner: { connections: 4, statementTimeoutMs: 60_000 },
  auditor: { connections: 2, statementTimeoutMs: 0 },
} as const satisfies Record<StoreRole, RoleSettings>

const CONNECT_TIMEOUT_MS = 10_000

/**
 * Connects with the login of `role`. Refuses a login that lacks the role, and for gateway and auditor one that could
 * read records (`store/role-refused`); a database of another version than this program's (`store/unknown-version`).
 */
export async function connect({ url, role }: { readonly url: string; readonly role: StoreRole }): Promise<Database> {
  const { connections, statementTimeoutMs } = ROLES[role]
  const pool = new Pool({
    connectionString: url,
    application_name: `rose ${role}`,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
  })
  // An idle connection that is lost is replaced at the next use, which says so if it cannot.
  pool.on('error', () => {})
  try {
    await checkRole(pool, role)
    await checkVersion(pool)
    return pool
  } catch (error) {
    await pool.end()
    throw toNodeError(error)
  }
}

async function checkRole(pool: Pool, role: StoreRole): Promise<void> {
  const { rows } = await pool.query<{ member: boolean; records: boolean }>(
    `SELECT coalesce(pg_has_role(to_regrole($1), 'member'), false) AS member,
            EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                    WHERE nspname = 'record' AND has_table_privilege(pg_class.oid, 'SELECT')) AS records`,
    [`rose_${role}`],
  )
  const [rights] = rows
  const mayRead = role === 'ingest' || role === 'snapshot'
  if (rights?.member === true && (mayRead || !rights.records)) return
  const message = rights?.member === true ? 'this login may read records' : `this login is not in the role rose_${role}`
  throw new NodeError('store/role-refused', `${message}: refused for the ${role}`, {
    hint: `Give the ${role} its own login.`,
  })
}

/** All of `work` or nothing. The name is seen in the server's activity view and in the rows of the audit. */
export async function inTransaction<T>(
  database: Database,
  name: string,
  work: (transaction: Transaction) => Promise<T>,
  mode: 'READ COMMITTED' | 'REPEATABLE READ, READ ONLY' = 'READ COMMITTED',
): Promise<T> {
  const transaction = await database.connect().catch((error: unknown) => {
    throw toNodeError(error)
  })
  // A connection that breaks while nobody waits for an answer must not end the process.
  transaction.on('error', ignore)
  let failure: Error | undefined
  try {
    await transaction.query(
      `BEGIN ISOLATION LEVEL ${mode}; SET LOCAL application_name = ${transaction.escapeLiteral(`rose ${name}`)}`,
    )
    const result = await work(transaction)
    await transaction.query('COMMIT')
    return result
  } catch (error) {
    await transaction.query('ROLLBACK').catch((broken: Error) => {
      failure = broken
    })
    throw toNodeError(error)
  } finally {
    transaction.removeListener('error', ignore)
    transaction.release(failure)
  }
}

function ignore(): void {}

/** One connection of the administrator, for setting up. */
export async function withAdministrator<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'rose set-up',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', ignore)
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw toNodeError(error)
  } finally {
    await client.end().catch(ignore)
  }
}

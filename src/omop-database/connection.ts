/**
 * A PostgreSQL that holds OMOP CDM tables: the site's own, or one that an export fills. PostgreSQL quotes values in its
 * messages, so an error here names the SQLSTATE and the table at most.
 */
import { Client } from 'pg'
import { isNodeError, NodeError } from '../model/errors.ts'

export interface OmopDatabaseSettings {
  /** Connection URL; from a file that only its owner reads. */
  readonly url: string
  readonly schema: string
  /** A statement that takes longer is given up; 0 = never. */
  readonly statementTimeoutMs: number
}

export interface OmopConnection {
  readonly client: Client
  /** The schema as an identifier in SQL. */
  readonly schema: string
}

const CONNECT_TIMEOUT_MS = 10_000
const SCHEMA = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/

/** All of `work` in one transaction, or nothing of it; the connection is closed whatever happens. */
export async function withOmopDatabase<T>(
  settings: OmopDatabaseSettings,
  mode: 'READ ONLY' | 'READ WRITE',
  work: (connection: OmopConnection) => Promise<T>,
): Promise<T> {
  const connection = await openOmopDatabase(settings, mode)
  try {
    const result = await work(connection)
    await connection.client.query('COMMIT')
    return result
  } catch (error) {
    throw toNodeError(error)
  } finally {
    await closeOmopDatabase(connection)
  }
}

/** A connection with its transaction begun; whoever opens it closes it. Errors of its statements go through `toNodeError`. */
export async function openOmopDatabase(
  settings: OmopDatabaseSettings,
  mode: 'READ ONLY' | 'READ WRITE',
): Promise<OmopConnection> {
  if (!SCHEMA.test(settings.schema)) {
    throw new NodeError('config/bad-value', 'the schema of the OMOP tables is not the name of a schema', {
      hint: 'Letters, digits and underscores.',
    })
  }
  const client = clientOf(settings)
  // A connection that breaks between two statements is told by the next one.
  client.on('error', () => {})
  try {
    await connect(client)
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ, ${mode}`)
  } catch (error) {
    await client.end().catch(() => {})
    throw toNodeError(error)
  }
  return { client, schema: client.escapeIdentifier(settings.schema) }
}

export async function closeOmopDatabase({ client }: OmopConnection): Promise<void> {
  await client.end().catch(() => {})
}

/** A URL that is none is refused without being quoted. */
function clientOf({ url, statementTimeoutMs }: OmopDatabaseSettings): Client {
  try {
    return new Client({
      connectionString: url,
      application_name: 'rose omop',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: statementTimeoutMs,
    })
  } catch {
    throw new NodeError('config/bad-value', 'the file of the OMOP database holds no database URL', {
      hint: 'One line: postgresql://user:password@host:5432/database',
    })
  }
}

async function connect(client: Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    throw new NodeError('omop/unreachable', `the OMOP database cannot be reached${stateOf(error)}`, {
      hint: 'See the URL in the file, the server, and whether this login may connect.',
      cause: error,
    })
  }
}

const TIMED_OUT = '57014'
const NO_RIGHT = '42501'

/** A failure of the database without any value of it. */
export function toNodeError(error: unknown): NodeError {
  if (isNodeError(error)) return error
  const state = codeOf(error)
  if (state === TIMED_OUT) {
    return new NodeError('omop/timed-out', 'a statement took longer than the OMOP database was given', {
      hint: 'Raise statementTimeoutSeconds, or read a copy of the CDM with fewer persons.',
      cause: error,
    })
  }
  if (state === NO_RIGHT) {
    return new NodeError('omop/no-right', 'this login may not do that in the OMOP database', {
      hint: 'A source needs SELECT on the tables of its schema; an export needs a schema of its own.',
      cause: error,
    })
  }
  return new NodeError('omop/failed', `the OMOP database failed${stateOf(error)}`, {
    hint: 'Nothing was changed. The log of the database says more.',
    cause: error,
  })
}

function codeOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

function stateOf(error: unknown): string {
  const code = codeOf(error)
  return code !== null && /^[A-Z0-9_]{4,20}$/.test(code) ? ` (${code})` : ''
}

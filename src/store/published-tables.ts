/** Published national tables (role `rose_gateway`). */
import { setTimeout as wait } from 'node:timers/promises'
import type { EngineNote } from '../audit/event.ts'
import type { PublishedTable, PublishedTables } from '../discovery/ports.ts'
import type { Clock } from '../model/clock.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { toNodeError } from './database-error.ts'

const CHANNEL = 'rose_table_published'
const RETRY_MS = 1_000

export interface PublishedTablesDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

export function createPublishedTables(deps: PublishedTablesDeps): PublishedTables {
  return {
    publish: (table, note) =>
      inTransaction(deps.database, 'publish-table', transaction => publish(transaction, { table, note }, deps)),
    list: () => inTransaction(deps.database, 'list-tables', transaction => selectTables(transaction, null)),
    onPublished: listener => listen(deps.database, listener),
  }
}

async function publish(
  transaction: Transaction,
  { table, note }: { table: Omit<PublishedTable, 'publishedAt'>; note: EngineNote | undefined },
  { append, clock }: PublishedTablesDeps,
): Promise<PublishedTable> {
  const publishedAt = new Date(clock.now()).toISOString()
  const { rowCount } = await transaction.query(
    `INSERT INTO published.tables (sha256, document, jws, published_at) VALUES ($1, $2::jsonb, $3, $4)
     ON CONFLICT DO NOTHING`,
    [table.sha256, JSON.stringify(table.table), table.jws, publishedAt],
  )
  if (rowCount === 0) {
    const [earlier] = await selectTables(transaction, table.sha256)
    return earlier ?? { ...table, publishedAt }
  }
  await append(transaction, {
    kind: 'table.published',
    at: publishedAt,
    actor: 'gateway',
    facts: {
      tableSha256: table.sha256,
      cutId: table.table.cut.id,
      catalogueSha256: table.table.catalogue.sha256,
      policyVersion: table.table.policy.version,
      ...note,
    },
  })
  await transaction.query('SELECT pg_notify($1, $2)', [CHANNEL, table.sha256])
  return { ...table, publishedAt }
}

async function selectTables(transaction: Transaction, sha256: string | null): Promise<readonly PublishedTable[]> {
  const { rows } = await transaction.query<PublishedTable>(
    `SELECT document AS table, jws, sha256, published_at AS "publishedAt"
     FROM published.tables WHERE $1::text IS NULL OR sha256 = $1 ORDER BY number`,
    [sha256],
  )
  return rows
}

/** Listens on a connection of its own; when that is lost it takes another, and calls back for what it may have missed. */
async function listen(database: Database, listener: () => void): Promise<() => Promise<void>> {
  const stopped = new AbortController()
  let current = await listenOnce(database, listener)
  const keepListening = async () => {
    while (!stopped.signal.aborted) {
      await current.lost
      if (stopped.signal.aborted) return
      current = await listenAgain(database, listener, stopped.signal)
      if (!stopped.signal.aborted) listener()
    }
  }
  const kept = keepListening()
  return async () => {
    stopped.abort()
    current.end()
    await kept
  }
}

interface Listening {
  /** Resolves when the connection is gone. */
  readonly lost: Promise<void>
  end(): void
}

async function listenOnce(database: Database, listener: () => void): Promise<Listening> {
  const connection = await database.connect().catch((error: unknown) => {
    throw toNodeError(error)
  })
  const lost = new Promise<void>(resolve => {
    connection.once('end', () => resolve())
    connection.on('error', () => resolve())
  })
  connection.on('notification', listener)
  await connection.query(`LISTEN ${CHANNEL}`).catch((error: unknown) => {
    connection.release(true)
    throw toNodeError(error)
  })
  let ended = false
  const end = () => {
    if (!ended) connection.release(true)
    ended = true
  }
  return { lost: lost.then(end), end }
}

async function listenAgain(database: Database, listener: () => void, stop: AbortSignal): Promise<Listening> {
  while (!stop.aborted) {
    try {
      return await listenOnce(database, listener)
    } catch {
      await wait(RETRY_MS, undefined, { signal: stop }).catch(() => {})
    }
  }
  return { lost: Promise.resolve(), end: () => {} }
}

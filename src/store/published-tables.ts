/** Published national tables (role `rose_gateway`). */
import type { EngineNote } from '../audit/event.ts'
import type { PublishedTable, PublishedTables } from '../discovery/ports.ts'
import type { Clock } from '../model/clock.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { listen } from './listen.ts'

const CHANNEL = 'rose_table_published'

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
    onPublished: listener => listen(deps.database, CHANNEL, () => listener()),
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

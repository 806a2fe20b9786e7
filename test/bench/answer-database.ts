/** A PostgreSQL of the bench's own, as durable as in production. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, withAdministrator } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { prepareDatabase } from '../../src/store/prepare-database.ts'

export interface BenchDatabase {
  /** In the gateway's role. */
  readonly pool: Database
  countWritten(): Promise<{ readonly accessEvents: number; readonly usedMessages: number }>
  close(): Promise<void>
}

const DATABASE = 'rose_bench'

export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rose-bench-'))
  const server = await openEmbeddedServer({ folder })
  const { logins } = await prepareDatabase({ adminUrl: server.url, database: DATABASE })
  const pool = await connect({ url: withDatabase(server.url, DATABASE, logins.gateway), role: 'gateway' })
  const adminUrl = withDatabase(server.url, DATABASE)
  await checkDurable(adminUrl)
  return {
    pool,
    countWritten: () => countWritten(adminUrl),
    close: async () => {
      await pool.end()
      await server.release()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function checkDurable(adminUrl: string): Promise<void> {
  await withAdministrator(adminUrl, async admin => {
    const { rows } = await admin.query<{ durable: boolean }>(
      `SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on' AS durable`,
    )
    if (rows[0]?.durable !== true) throw new Error('the database does not wait for the disk: no figures')
  })
}

function countWritten(adminUrl: string) {
  return withAdministrator(adminUrl, async admin => {
    const { rows } = await admin.query<{ accessEvents: number; usedMessages: number }>(
      `SELECT (SELECT count(*)::integer FROM audit.access WHERE kind = 'question.answered') AS "accessEvents",
              (SELECT count(*)::integer FROM published.used_messages) AS "usedMessages"`,
    )
    return rows[0] ?? { accessEvents: 0, usedMessages: 0 }
  })
}

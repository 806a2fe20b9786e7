import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

/** `npm run chaos`: the long run, which is no part of `npm test`. */
export default defineConfig({
  // Not what it is called from, and not this folder.
  root: resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/chaos/{steps-of-senders,steps-of-readers,clocks-and-commands,shuffled-files,storms}.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/no-outside-network.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 240_000,
    pool: 'forks',
    // They mostly wait.
    maxWorkers: 4,
  },
})

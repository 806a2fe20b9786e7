import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/no-outside-network.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // What comes is seen at once; a second is short where other tests have the cores.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // Many tests wait for processes and deadlines: a third of them may, while others have the cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
  },
})

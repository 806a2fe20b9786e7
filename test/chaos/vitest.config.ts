import { defineConfig } from 'vitest/config'

/** `npm run chaos`: the long run, which is no part of `npm test`. */
export default defineConfig({
  test: {
    root: '../..',
    include: ['test/chaos/{steps-of-senders,steps-of-readers,shuffled-files,storms}.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    setupFiles: ['test/support/no-outside-network.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 240_000,
    pool: 'forks',
  },
})

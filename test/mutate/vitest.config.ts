/** For `npm run mutate`: the quick tests of `src/disclosure`, without database. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/disclosure/{near-covers,policy,protect-table,verify-audit}.test.ts'],
    testTimeout: 20_000,
    pool: 'forks',
  },
})

/** For `npm run mutate`: the quick tests of `src/disclosure`, without database. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/disclosure/!(*.property).test.ts', 'test/attacks/a0{2,3,4}-*.test.ts'],
    testTimeout: 20_000,
    pool: 'forks',
  },
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../src/statistics/proportion/clopper-pearson.ts'
import { binomialAtLeast, binomialAtMost } from '../../src/statistics/proportion/exact-test.ts'
import { jeffreys } from '../../src/statistics/proportion/jeffreys.ts'
import { midP } from '../../src/statistics/proportion/mid-p.ts'
import { wilson } from '../../src/statistics/proportion/wilson.ts'

const count = fc.integer({ min: 1, max: 400 }).chain(n =>
  fc.record({
    n: fc.constant(n),
    x: fc.integer({ min: 0, max: n }),
    level: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
  }),
)

describe('intervals of a proportion', () => {
  it('hold the estimate, and mirror when responders and others change places', () => {
    fc.assert(
      fc.property(count, ({ x, n, level }) => {
        for (const interval of [clopperPearson, jeffreys, midP, wilson]) {
          const [lower, upper] = interval({ x, n, level })
          const [mirrored] = interval({ x: n - x, n, level })
          expect(lower).toBeLessThanOrEqual(x / n + 1e-12)
          expect(upper).toBeGreaterThanOrEqual(x / n - 1e-12)
          expect(1 - upper).toBeCloseTo(mirrored, 11)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('of Clopper and Pearson leave half of 1 - level in each tail', () => {
    fc.assert(
      fc.property(count, ({ x, n, level }) => {
        const [lower, upper] = clopperPearson({ x, n, level })
        if (x > 0) expect(binomialAtLeast({ x, n, p: lower })).toBeCloseTo((1 - level) / 2, 11)
        if (x < n) expect(binomialAtMost({ x, n, p: upper })).toBeCloseTo((1 - level) / 2, 11)
      }),
      { numRuns: 100 },
    )
  })
})

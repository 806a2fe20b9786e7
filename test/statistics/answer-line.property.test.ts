import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerStatsLine } from '../../src/statistics/answer/answer-line.ts'
import { methods } from '../../src/statistics/answer/methods.ts'

/** Anything a script could put where a count, a rate or a list belongs: mostly sound, at times not. */
const oddNumber = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 12 }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  fc.constantFrom(-1, 0.5, 1e-300, 2 ** 53, 2 ** 53 - 1, 1e300, 24, 0.1, 0.3),
)
const oddValue = fc.oneof(
  { weight: 8, arbitrary: oddNumber },
  fc.constantFrom(null, true, '3', [], {}),
  fc.array(oddNumber, { maxLength: 4 }),
)
const stratum = fc.record({ label: fc.constantFrom('NO', 'DK', 'FI'), x: oddNumber, n: oddNumber })
const group = fc.record({
  times: fc.array(fc.nat({ max: 9 }), { maxLength: 6 }),
  status: fc.array(fc.nat({ max: 1 }), { maxLength: 6 }),
})
const names = ['x', 'n', 'r1', 'n1', 'r', 'p0', 'p1', 'alpha', 'beta', 'x1', 'm2', 'x2', 'level', 'a', 'b', 'events']
const others = ['personTime', 'muMean', 'muSd', 'tauScale', 'binWidth', 'entered', 'times', 'status', 'thresholds']

/** All members of a method may be there or not, and nothing agrees with anything else. */
const request = fc
  .record({
    method: fc.constantFrom(...methods.keys(), 'wald'),
    nmax: fc.nat({ max: 20 }),
    strata: fc.array(stratum, { maxLength: 5 }),
    groups: fc.array(group, { maxLength: 3 }),
    rest: fc.dictionary(fc.constantFrom(...names, ...others), oddValue, { maxKeys: 9 }),
  })
  .map(({ method, rest, ...lists }) => keep(method, { ...rest, ...lists }))

/** Mostly only what the method takes, so that much gets past the first refusal. */
function keep(method: string, members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const takes: Readonly<Record<string, readonly string[]>> = {
    proportion: ['x', 'n', 'level'],
    simon: ['r1', 'n1', 'r', 'n', 'p0', 'p1'],
    'simon-search': ['p0', 'p1', 'alpha', 'beta', 'nmax'],
    'two-stage': ['r1', 'n1', 'r', 'n', 'x', 'p0', 'level'],
    'koyama-chen': ['r1', 'n1', 'r', 'n', 'x1', 'm2', 'x2', 'p0'],
    attained: ['n1', 'r1', 'n', 'p0', 'p1', 'alpha'],
    pool: ['strata', 'level'],
    survival: ['times', 'status', 'level'],
    logrank: ['groups'],
    rate: ['events', 'personTime', 'level'],
    'beta-binomial': ['x', 'n', 'a', 'b', 'thresholds', 'level'],
    hierarchical: ['strata', 'muMean', 'muSd', 'tauScale'],
  }
  const sound = { x: 1, n: 9, r1: 0, n1: 4, r: 2, p0: 0.1, p1: 0.3, alpha: 0.1, beta: 0.2, x1: 1, m2: 3, x2: 1, a: 1 }
  const defaults = { ...sound, b: 1, events: 2, personTime: 9, muMean: -1, muSd: 2, tauScale: 1, thresholds: [0.1] }
  const wanted = takes[method] ?? Object.keys(members)
  return Object.fromEntries([
    ['method', method],
    ...wanted.flatMap(name => {
      const value: unknown = { ...defaults, times: [1, 2], status: [1, 0], ...members }[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  ])
}

/** Every number of an answer, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(numbersIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

describe('whatever is asked of rose stats', () => {
  it('is answered or refused with a code, and never with NaN or infinity', () => {
    let answered = 0
    fc.assert(
      fc.property(request, asked => {
        const answer = answerStatsLine(JSON.stringify(asked))
        const { error } = answer as { error?: { code: string } }
        if (error === undefined) {
          answered += 1
          expect(numbersIn(answer).every(Number.isFinite)).toBe(true)
        } else expect(error.code).toMatch(/^stats\/[a-z-]+$/)
      }),
      { numRuns: 3000, seed: 20260101 },
    )
    // A counter-test: the property is about answers as well as about refusals.
    expect(answered).toBeGreaterThan(300)
  })
})

import { describe, expect, it } from 'vitest'
import { betaBinomial } from '../../src/statistics/bayes/beta-binomial.ts'
import { clopperPearson } from '../../src/statistics/proportion/clopper-pearson.ts'
import { jeffreys } from '../../src/statistics/proportion/jeffreys.ts'
import { midP } from '../../src/statistics/proportion/mid-p.ts'
import { wilson } from '../../src/statistics/proportion/wilson.ts'
import { rate } from '../../src/statistics/rate.ts'
import { expectInterval, expectRelative, referenceValues } from './reference.ts'

type Pair = readonly [number, number]

interface Reference {
  readonly proportions: readonly {
    x: number
    n: number
    level: number
    clopperPearson: Pair
    wilson: Pair
    jeffreys: Pair
    midP: Pair
  }[]
  readonly rates: readonly { events: number; personTime: number; level: number; exact: Pair }[]
  readonly posterior: readonly {
    x: number
    n: number
    a: number
    b: number
    thresholds: number[]
    interval: Pair
    exceeds: number[]
  }[]
}

const r = referenceValues<Reference>('proportion')

describe('proportions and rates against R', () => {
  it.each(r.proportions)('gives the four intervals of $x/$n at level $level', expected => {
    expectInterval(clopperPearson(expected), expected.clopperPearson)
    expectInterval(wilson(expected), expected.wilson)
    expectInterval(jeffreys(expected), expected.jeffreys)
    expectInterval(midP(expected), expected.midP)
  })

  it.each(r.rates)('gives the Garwood interval of $events events at level $level', expected => {
    expectInterval(rate(expected).exact, expected.exact)
  })

  it.each(r.posterior)('gives the posterior of $x/$n with prior Beta($a, $b)', expected => {
    const found = betaBinomial({ ...expected, level: 0.95 })
    expectInterval(found.interval, expected.interval)
    expectInterval(
      found.exceeds.map(({ probability }) => probability),
      expected.exceeds,
    )
  })
})

describe('proportions against published figures', () => {
  it('gives the intervals of 81/263 (Newcombe 1998)', () => {
    const count = { x: 81, n: 263, level: 0.95 }
    expectInterval(wilson(count), [0.2552885, 0.3662096], 2e-7)
    expectInterval(clopperPearson(count), [0.2527367, 0.3676219], 2e-7)
  })

  it('gives 4.795389 to 18.390356 for 10 events (Garwood 1936)', () => {
    expectInterval(rate({ events: 10, personTime: 1, level: 0.95 }).exact, [4.795389, 18.390356], 1e-7)
  })

  /** IMPRESS 2024 (doi 10.2340/1651-226X.2024.28322); DRUP (doi 10.1038/s41586-019-1600-x; EJC 202:113988). */
  it.each([
    [58, 145, 40, 32.0, 48.5],
    [58, 170, 34, 27.0, 41.8],
    [74, 215, 34, 28.1, 41.2],
    [19, 30, 63, 43.9, 80.1],
    [11, 24, 46, 25.6, 67.2],
  ])('gives the exact interval of %i/%i as published', (x, n, percent, lower, upper) => {
    const [low, high] = clopperPearson({ x, n, level: 0.95 })
    expect(Math.round((100 * x) / n)).toBe(percent)
    expect((100 * low).toFixed(1)).toBe(lower.toFixed(1))
    expect((100 * high).toFixed(1)).toBe(upper.toFixed(1))
  })

  it('gives the posterior of 5/24 with a uniform prior', () => {
    const { exceeds } = betaBinomial({ x: 5, n: 24, a: 1, b: 1, level: 0.95, thresholds: [0.1, 0.3] })
    expectRelative(exceeds[0]?.probability, 0.9666000554, 1e-9)
    expectRelative(exceeds[1]?.probability, 0.1934884421, 1e-9)
  })
})

describe('proportions at the edges', () => {
  it('reaches 0 and 1 exactly, and only at 0 and n responders', () => {
    for (const interval of [clopperPearson, jeffreys, midP, wilson]) {
      expect(interval({ x: 0, n: 8, level: 0.95 })[0]).toBe(0)
      expect(interval({ x: 8, n: 8, level: 0.95 })[1]).toBe(1)
      expect(interval({ x: 1, n: 8, level: 0.95 })[0]).toBeGreaterThan(0)
      expect(interval({ x: 7, n: 8, level: 0.95 })[1]).toBeLessThan(1)
    }
  })

  it('has the closed form 1 - half^(1/n) at no responder', () => {
    expectRelative(clopperPearson({ x: 0, n: 24, level: 0.95 })[1], -Math.expm1(Math.log(0.025) / 24))
  })

  it('keeps its digits for 1 among 9e15, where the limits are 1e-17', () => {
    const count = { x: 1, n: 9e15, level: 0.95 }
    expectRelative(clopperPearson(count)[0], -Math.log1p(-0.025) / 9e15)
    expectInterval(wilson(count), [0.176535 / 9e15, 5.664881 / 9e15], 1e-3)
    expectRelative(midP(count)[1] * 9e15, 5.0, 0.02)
  })
})

import { describe, expect, it } from 'vitest'
import { attained } from '../../src/statistics/simon/attained.ts'
import { binomialTable } from '../../src/statistics/simon/binomial-table.ts'
import { conditionalPower, predictivePower } from '../../src/statistics/simon/conditional-power.ts'
import {
  type Design,
  type OperatingCharacteristics,
  operatingCharacteristics,
} from '../../src/statistics/simon/design.ts'
import { koyamaChen } from '../../src/statistics/simon/koyama-chen.ts'
import { type FoundDesign, simonSearch } from '../../src/statistics/simon/search.ts'
import { outcomeAtLeast, outcomeAtMost, twoStage } from '../../src/statistics/simon/two-stage.ts'
import { umvue } from '../../src/statistics/simon/umvue.ts'
import { expectInterval, expectRelative, referenceValues } from './reference.ts'

interface Reference {
  readonly designs: readonly (Design & OperatingCharacteristics & { p0: number; p1: number })[]
  readonly inference: readonly (Design & {
    x: number
    p0: number
    level: number
    umvue: number
    pValue: number
    interval: [number, number]
    intervalKoyamaChen: [number, number | null]
  })[]
  readonly koyamaChen: readonly (Design & {
    x1: number
    m2: number
    x2: number
    p0: number
    pValue: number
    conditionalAlpha: number
    reject: boolean
  })[]
  readonly searches: readonly {
    p0: number
    p1: number
    alpha: number
    beta: number
    nmax: number
    minimax: Design & { en0: number }
    optimal: Design & { en0: number }
  }[]
}

const r = referenceValues<Reference>('simon')
const DRUP: Design = { r1: 0, n1: 8, r: 4, n: 24 }

function nameOf({ r1, n1, r: threshold, n }: Design): string {
  return `${r1}/${n1} ${threshold}/${n}`
}

describe('two-stage designs against enumeration in R', () => {
  it.each(r.designs)('gives the operating characteristics of $r1/$n1 $r/$n at $p0 and $p1', expected => {
    const found = operatingCharacteristics(expected, expected)
    for (const name of ['alpha', 'power', 'pet0', 'pet1', 'en0', 'en1'] as const)
      expectRelative(found[name], expected[name])
  })

  it.each(r.inference)('gives estimates, p value and intervals of $x responders in $r1/$n1 $r/$n', expected => {
    const found = twoStage(expected)
    expectRelative(found.umvue, expected.umvue)
    expectRelative(found.pValue, expected.pValue)
    expectInterval(found.interval, expected.interval)
    expectInterval(found.intervalKoyamaChen, expected.intervalKoyamaChen)
  })

  it.each(r.koyamaChen)('tests $x2 of $m2 in stage 2 after $x1 in stage 1 (planned $r1/$n1 $r/$n)', expected => {
    const found = koyamaChen(expected)
    expectRelative(found.pValue, expected.pValue)
    expectRelative(found.conditionalAlpha, expected.conditionalAlpha)
    expect(found.reject).toBe(expected.reject)
  })

  it.each(r.searches)('finds the designs of an exhaustive search at $p0, $p1, $alpha, $beta', expected => {
    const { minimax, optimal } = simonSearch(expected)
    expect(minimax).toMatchObject(pick(expected.minimax))
    expect(optimal).toMatchObject(pick(expected.optimal))
  })
})

function pick({ r1, n1, r: threshold, n }: Design): Design {
  return { r1, n1, r: threshold, n }
}

describe('the design 0/8, 4/24 of DRUP-like trials', () => {
  it('has alpha .0778 and power .857', () => {
    const found = operatingCharacteristics(DRUP, { p0: 0.1, p1: 0.3 })
    expectRelative(found.alpha, 0.0777552222, 1e-9)
    expectRelative(found.power, 0.8572128439, 1e-9)
    expectRelative(found.pet0, 0.43046721)
    expectRelative(found.pet1, 0.05764801)
    expectRelative(found.en0, 17.11252464)
    expectRelative(found.en1, 23.07763184)
    expectRelative(found.alpha / (1 - found.pet0), 0.1365245751, 1e-9)
  })

  it('has the conditional and predictive power of the reference', () => {
    const percent = (p: number) => [1, 2, 3].map(x1 => Number((100 * conditionalPower(DRUP, x1, p)).toFixed(1)))
    expect(percent(0.1)).toEqual([6.8, 21.1, 48.5])
    expect(percent(0.3)).toEqual([75.4, 90.1, 97.4])
    expect(conditionalPower(DRUP, 0, 0.3)).toBe(0)
    const predictive = [1, 2, 3, 4].map(x1 => predictivePower(DRUP, x1))
    expectInterval(predictive, [0.3, 0.72, 0.95, 0.997], 0.015)
    expect(predictivePower(DRUP, 0)).toBe(0)
    expect(predictivePower(DRUP, 5)).toBeCloseTo(1, 12)
  })

  it('gives the worked inference after 5/24', () => {
    const found = twoStage({ ...DRUP, x: 5, p0: 0.1, level: 0.9 })
    expectRelative(found.mle, 5 / 24)
    expectRelative(found.umvue, 0.232195301, 1e-9)
    expectRelative(found.pValue, 0.0777552222, 1e-9)
    expectInterval(found.interval, [0.0881289262, 0.4013370622], 1e-9)
    expectInterval(found.intervalKoyamaChen, [0.0881289262, 0.3654319939], 1e-9)
  })

  it('estimates 12.5 % from 1 of 24, since one responder can only have come in stage 1', () => {
    expect(umvue(DRUP, 1)).toBe(0.125)
  })

  it('estimates 36.8 % from 10/28 under TAPUR 1/10, 6/28, as published for pembrolizumab in TMB-high breast cancer', () => {
    expect((100 * umvue({ r1: 1, n1: 10, r: 6, n: 28 }, 10)).toFixed(1)).toBe('36.8')
  })

  it('re-derives the threshold for attained sizes', () => {
    const nominal = operatingCharacteristics(DRUP, { p0: 0.1, p1: 0.3 }).alpha
    const at = (n: number) => attained({ n1: 8, r1: 0, n, p0: 0.1, p1: 0.3, alpha: nominal })
    expect(at(24)).toMatchObject({ r: 4, alpha: nominal })
    expect(at(25)?.r).toBe(5)
    expect(at(25)?.power).toBeLessThan(at(24)?.power ?? 0)
    const kept = (n: number) => operatingCharacteristics({ ...DRUP, n }, { p0: 0.1, p1: 0.3 }).alpha
    expect([25, 30, 40].map(n => Number(kept(n).toFixed(4)))).toEqual([0.0885, 0.1487, 0.2799])
    const overshoot = (n1: number) => operatingCharacteristics({ ...DRUP, n1 }, { p0: 0.1, p1: 0.3 }).alpha
    expect([overshoot(9).toFixed(4), overshoot(12).toFixed(4)]).toEqual(['0.0801', '0.0839'])
  })

  it('says that no threshold keeps an alpha of 0', () => {
    expect(attained({ n1: 8, r1: 0, n: 24, p0: 0.1, p1: 0.3, alpha: 0 })).toBeNull()
  })

  it('has the published optimum at .1 and .3 (Simon 1989), and is admissible for .08 and .15', () => {
    const simon = simonSearch({ p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.2, nmax: 75 })
    expect([simon.optimal, simon.minimax].map(design => design && nameOf(design))).toEqual(['1/10 5/29', '1/15 5/25'])
    const drup = simonSearch({ p0: 0.1, p1: 0.3, alpha: 0.08, beta: 0.15, nmax: 75 })
    expect(drup.admissible.map(nameOf)).toEqual(['1/14 4/23', '0/8 4/24', '1/11 5/31'])
  })

  /** Simon 1989, table 1 (p1 - p0 = .20): alpha .05, beta .20. */
  it.each([
    [0.05, 0.25, '0/9 2/17', '0/12 2/16'],
    [0.2, 0.4, '3/13 12/43', '4/18 10/33'],
    [0.3, 0.5, '5/15 18/46', '6/19 16/39'],
    [0.4, 0.6, '7/16 23/46', '17/34 20/39'],
  ])('has the published designs at %d and %d', (p0, p1, optimal, minimax) => {
    const found = simonSearch({ p0, p1, alpha: 0.05, beta: 0.2, nmax: 60 })
    expect(found.optimal && nameOf(found.optimal)).toBe(optimal)
    expect(found.minimax && nameOf(found.minimax)).toBe(minimax)
  })
})

describe('two-stage algebra', () => {
  const designs: readonly Design[] = [DRUP, { r1: 3, n1: 13, r: 12, n: 43 }, { r1: 2, n1: 3, r: 4, n: 9 }]

  /** Each outcome is (stage reached, total); its probability is summed over the ways to it. */
  function outcomes({ r1, n1, n }: Design, p: number): { x: number; probability: number }[] {
    const first = binomialTable(n1, p)
    const second = binomialTable(n - n1, p)
    return Array.from({ length: n + 1 }, (_, x) => {
      if (x <= r1) return { x, probability: first.mass(x) }
      let probability = 0
      for (let k = r1 + 1; k <= Math.min(x, n1); k += 1) probability += first.mass(k) * second.mass(x - k)
      return { x, probability }
    })
  }

  it('has an unbiased UMVUE over all outcomes', () => {
    for (const design of designs) {
      for (const p of [0.05, 0.1, 0.37, 0.8]) {
        const mean = outcomes(design, p).reduce((sum, { x, probability }) => sum + probability * umvue(design, x), 0)
        expectRelative(mean, p, 1e-12)
      }
    }
  })

  it('splits probability 1 between an outcome and those above and below it', () => {
    for (const design of designs) {
      for (const { x, probability } of outcomes(design, 0.3)) {
        expect(outcomeAtLeast(design, x, 0.3) + outcomeAtMost(design, x, 0.3) - probability).toBeCloseTo(1, 12)
      }
    }
  })

  it('covers the true rate at least as often as the level says', () => {
    for (const p of [0.1, 0.3, 0.5]) {
      const covered = outcomes(DRUP, p).filter(({ x }) => {
        const [lower, upper] = twoStage({ ...DRUP, x, p0: 0.1, level: 0.9 }).interval
        return lower <= p && p <= upper
      })
      expect(covered.reduce((sum, { probability }) => sum + probability, 0)).toBeGreaterThanOrEqual(0.9)
    }
  })

  it('keeps the digits of a second stage that was next to certain, from the other tail', () => {
    // R: pi* = qbeta(pbinom(2, 48, p0), 1, 7, lower.tail = FALSE), then the sum over stage 1.
    const design = { r1: 2, n1: 10, r: 10, n: 17 }
    const found = koyamaChen({ ...design, x1: 10, m2: 48, x2: 3, p0: 0.6092248653993011 })
    expectRelative(found.pValue, 0.948167379936086, 1e-12)
  })

  it('agrees with the planned test where stage 2 had its planned size', () => {
    for (let x1 = 1; x1 <= 8; x1 += 1) {
      for (let x2 = 0; x2 <= 16; x2 += 1) {
        const found = koyamaChen({ ...DRUP, x1, m2: 16, x2, p0: 0.1 })
        // The plan rejects at x > r; beyond r in stage 1 whatever follows.
        expect(found.reject).toBe(x1 + x2 > 4)
      }
    }
  })

  it('finds smaller EN0 with every step along the admissible designs', () => {
    const { admissible } = simonSearch({ p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.1, nmax: 60 })
    expect(admissible.length).toBeGreaterThan(1)
    const falls = (a: FoundDesign, b: FoundDesign) => (a.en0 - b.en0) / (b.n - a.n)
    const slopes = admissible.slice(1).map((design, index) => falls(admissible[index] ?? design, design))
    expect(slopes.every(slope => slope > 0)).toBe(true)
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a))
  })
})

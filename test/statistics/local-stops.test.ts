import { describe, expect, it } from 'vitest'
import { binomialAtLeast } from '../../src/statistics/proportion/exact-test.ts'
import { binomialTable } from '../../src/statistics/simon/binomial-table.ts'
import { curtailed } from '../../src/statistics/simon/conditional-power.ts'
import { operatingCharacteristics } from '../../src/statistics/simon/design.ts'
import { expectedFalsePositives } from '../../src/statistics/simon/false-positives.ts'
import { anyOf, positiveWithLocalStops } from '../../src/statistics/simon/local-stops.ts'
import { expectRelative } from './reference.ts'

const DRUP = { r1: 0, n1: 8, r: 4, n: 24 }
const local = { r1: 0, n1: 8 }
const { alpha, pet0 } = operatingCharacteristics(DRUP, { p0: 0.1, p1: 0.3 })

describe('countries that stopped by rules of their own', () => {
  const two = { rules: [local, local], othersGoOn: false, r: 4, n: 24 }

  it('have alpha .0850 and power .889 where two stop at 0/8 each, then 24 in all', () => {
    expectRelative(positiveWithLocalStops(two, 0.1), 0.0849949003, 1e-9)
    expectRelative(positiveWithLocalStops(two, 0.3), 0.888732133250305, 1e-12)
  })

  it('lose nothing to the single stage of 4/24 while one country goes on whatever happens', () => {
    expectRelative(binomialAtLeast({ x: 5, n: 24, p: 0.1 }), 0.0850748859, 1e-8)
    expect(positiveWithLocalStops({ ...two, othersGoOn: true }, 0.1)).toBeCloseTo(0.0850748859, 9)
    expect(positiveWithLocalStops({ ...two, rules: [] }, 0.1)).toBeCloseTo(0.0850748859, 9)
  })

  it('are the plain two-stage design where there is one country', () => {
    expectRelative(positiveWithLocalStops({ ...two, rules: [local] }, 0.1), alpha, 1e-12)
  })

  it('agree with the sum over all outcomes, written out', () => {
    const rules = [
      { r1: 1, n1: 5 },
      { r1: 0, n1: 4 },
      { r1: 2, n1: 6 },
    ]
    for (const p of [0.1, 0.35]) {
      const [a, b, c] = rules.map(({ n1 }) => binomialTable(n1, p))
      const rest = binomialTable(30 - 15, p)
      let sum = 0
      for (let x = 0; x <= 5; x += 1)
        for (let y = 0; y <= 4; y += 1)
          for (let z = 0; z <= 6; z += 1) {
            if (x <= 1 && y <= 0 && z <= 2) continue
            sum += (a?.mass(x) ?? 0) * (b?.mass(y) ?? 0) * (c?.mass(z) ?? 0) * rest.atLeast(7 - x - y - z)
          }
      expectRelative(positiveWithLocalStops({ rules, othersGoOn: false, r: 6, n: 30 }, p), sum, 1e-12)
    }
  })

  it('have no answer where their first stages are more than the pooled size', () => {
    expect(positiveWithLocalStops({ ...two, rules: [local, local, local, local] }, 0.1)).toBeNull()
  })

  it('raise alpha to .1375 where the stopped country is left out and the other fills up to 24', () => {
    const first = binomialTable(8, 0.1)
    let positive = 0
    for (let x = 0; x <= 8; x += 1) {
      for (let y = 0; y <= 8; y += 1) {
        const kept = (x === 0 ? 0 : 8) + (y === 0 ? 0 : 8)
        if (kept > 0) positive += first.mass(x) * first.mass(y) * binomialTable(24 - kept, 0.1).atLeast(5 - x - y)
      }
    }
    expectRelative(positive, 0.1374576912, 1e-9)
  })

  it('lift the expected rate of the other from a true 10 to 12.5 %', () => {
    const first = binomialTable(8, 0.1)
    const responders = 0.8 / first.atLeast(1) + 16 * 0.1
    expect((100 * (responders / 24)).toFixed(1)).toBe('12.5')
  })
})

describe('why one pooled path is the rule', () => {
  it('any of 2, 3, 4, 5 countries positive has 14.9, 21.6, 27.7, 33.3 % false positives', () => {
    expect([2, 3, 4, 5].map(k => (100 * anyOf(k, alpha)).toFixed(1))).toEqual(['14.9', '21.6', '27.7', '33.3'])
  })

  it('waiting for 8 in each of three countries drops the early stop from 43 to 8 %', () => {
    expect([(100 * pet0).toFixed(0), (100 * pet0 ** 3).toFixed(0)]).toEqual(['43', '8'])
  })
})

describe('expected false positives', () => {
  it('are 3.1 among 40 cohorts, and 2.7 among 20 that reached stage 2', () => {
    const cohorts = (count: number) => Array.from({ length: count }, () => ({ alpha, pet0 }))
    expect(expectedFalsePositives(cohorts(40), 'all').toFixed(1)).toBe('3.1')
    expect(expectedFalsePositives(cohorts(20), 'second-stage').toFixed(1)).toBe('2.7')
    expectRelative(expectedFalsePositives(cohorts(1), 'second-stage'), 0.1365245751, 1e-9)
  })

  it('are none among no cohort, and none where every cohort stops', () => {
    expect(expectedFalsePositives([], 'all')).toBe(0)
    expect(expectedFalsePositives([{ alpha: 0, pet0: 1 }], 'second-stage')).toBe(0)
  })
})

describe('what is certain before stage 2 is complete', () => {
  it('is a positive trial above r, and a negative one where all that are left are too few', () => {
    expect(curtailed(DRUP, { x: 5, n: 14 })).toBe('positive-already')
    expect(curtailed(DRUP, { x: 1, n: 21 })).toBe('cannot-succeed')
    expect(curtailed(DRUP, { x: 1, n: 20 })).toBeNull()
    expect(curtailed(DRUP, { x: 4, n: 24 })).toBe('cannot-succeed')
  })
})

import { describe, expect, it } from 'vitest'
import { logitEffects } from '../../src/statistics/pooling/inverse-variance.ts'
import { modifiedKnappHartung, predictionInterval } from '../../src/statistics/pooling/small-sample.ts'
import type { LabelledStratum } from '../../src/statistics/pooling/strata.ts'
import { lowerLimit, upperLimit } from '../../src/statistics/proportion/one-sided.ts'
import { studentUpper, twoSidedStudent } from '../../src/statistics/special/student.ts'
import { expectInterval, expectRelative, referenceValues } from './reference.ts'

interface Reference {
  readonly student: readonly { level: number; df: number; t: number }[]
  readonly pools: readonly {
    strata: LabelledStratum[]
    level: number
    tau2: number
    se: number
    interval: [number, number]
    prediction: [number, number] | null
  }[]
}

const r = referenceValues<Reference>('small-sample')

describe('few strata against R (metafor)', () => {
  it.each(r.student)('has the quantile of Student with $df degrees of freedom at level $level', ({ level, df, t }) => {
    expectRelative(twoSidedStudent(level, df), t)
    expectRelative(2 * studentUpper(t, df), 1 - level, 1e-9)
    expectRelative(studentUpper(-t, df), 1 - (1 - level) / 2, 1e-9)
  })

  it.each(r.pools)('gives the modified Knapp-Hartung interval of $strata', ({ strata, level, tau2, ...expected }) => {
    const found = modifiedKnappHartung(logitEffects(strata), { tau2, level })
    expectRelative(found?.se, expected.se)
    expectInterval(found?.interval ?? [], expected.interval)
    expect(found?.factor).toBeGreaterThanOrEqual(1)
  })

  it.each(r.pools)('gives the prediction interval of $strata, from three strata on', found => {
    const { strata, level, tau2, prediction } = found
    const interval = predictionInterval(logitEffects(strata), { tau2, level })
    if (prediction === null) expect(interval).toBeNull()
    else expectInterval(interval ?? [], prediction, 1e-8)
  })

  it('is not defined for one stratum', () => {
    expect(modifiedKnappHartung(logitEffects([{ x: 1, n: 8 }]), { tau2: 0, level: 0.95 })).toBeNull()
  })
})

describe('one-sided limits', () => {
  it('are 1 - a^(1/n) at no responder, near 3/n at 95 %', () => {
    expectRelative(upperLimit({ x: 0, n: 8, level: 0.95 }), 1 - 0.05 ** (1 / 8))
    expect(upperLimit({ x: 0, n: 1000, level: 0.95 })).toBeCloseTo(3 / 1000, 4)
    expect(upperLimit({ x: 8, n: 8, level: 0.95 })).toBe(1)
  })

  it('mirror each other', () => {
    expect(lowerLimit({ x: 0, n: 8, level: 0.95 })).toBe(0)
    expectRelative(lowerLimit({ x: 7, n: 24, level: 0.9 }), 1 - upperLimit({ x: 17, n: 24, level: 0.9 }), 1e-12)
  })
})

import { describe, expect, it } from 'vitest'
import { exactHeterogeneity } from '../../src/statistics/pooling/exact-heterogeneity.ts'
import { type PoolAnswer, pool } from '../../src/statistics/pooling/pool.ts'
import type { LabelledStratum, Stratum } from '../../src/statistics/pooling/strata.ts'
import { logBinomialMass } from '../../src/statistics/special/binomial-mass.ts'
import { expectInterval, expectRelative, referenceValues } from './reference.ts'

interface Effect {
  readonly logit: number
  readonly se: number
  readonly tau2: number
  readonly i2: number
}

interface Reference {
  readonly tables: readonly {
    strata: LabelledStratum[]
    exactP: number
    q: number
    qP: number
    common: { logit: number; se: number }
    dl: Effect
    pm: Effect
    reml: Effect
    glmm?: { logit: number; se: number; tau2: number; interval: [number, number] }
  }[]
}

const r = referenceValues<Reference>('pool')

function strataOf(counts: readonly (readonly [x: number, n: number])[]): LabelledStratum[] {
  return counts.map(([x, n], index) => ({ label: `S${index + 1}`, x, n }))
}

function poolOf(...counts: readonly (readonly [x: number, n: number])[]): PoolAnswer {
  return pool({ strata: strataOf(counts), level: 0.95 })
}

describe('pooling against R (metafor, fisher.test, a plain likelihood)', () => {
  it.each(r.tables)('agrees on $strata', expected => {
    const found = pool({ strata: expected.strata, level: 0.95 })
    expectRelative(found.heterogeneity?.exactP, expected.exactP, 1e-6)
    expect(Math.abs((found.heterogeneity?.q ?? Number.NaN) - expected.q)).toBeLessThan(1e-9 * (1 + expected.q))
    expectRelative(found.heterogeneity?.qP, expected.qP)
    expectRelative(found.commonEffect.logit, expected.common.logit)
    expectRelative(found.commonEffect.se, expected.common.se)
    for (const name of ['dl', 'pm', 'reml'] as const) {
      const effect = found.randomEffects?.[name]
      for (const member of ['logit', 'se', 'tau2'] as const) {
        expect(effect?.[member]).toBeCloseTo(expected[name][member], 6)
      }
      // At tau2 = 0 within R's tolerance the percentage is its tolerance times a hundred.
      expect(effect?.i2).toBeCloseTo(expected[name].i2, 4)
    }
  })

  it.each(r.tables.filter(({ glmm }) => glmm !== undefined))(
    'has the maximum of the likelihood of $strata',
    ({ strata, glmm }) => {
      const found = pool({ strata, level: 0.95 }).glmm
      // R maximises to about 1e-7 of the likelihood, which is 1e-6 of the place where the table says little.
      expect(found?.logit).toBeCloseTo(glmm?.logit ?? Number.NaN, 5)
      expectRelative(found?.se, glmm?.se ?? Number.NaN, 1e-5)
      expectRelative(found?.tau2, glmm?.tau2 ?? Number.NaN, 1e-5)
      for (const side of [0, 1] as const)
        expect(found?.interval[side]).toBeCloseTo(glmm?.interval[side] ?? Number.NaN, 5)
    },
  )
})

describe('the worked table 2/10, 6/12, 1/9', () => {
  const found = poolOf([2, 10], [6, 12], [1, 9])

  it('has the heterogeneity of the reference', () => {
    expect(found.heterogeneity?.exactP).toBeCloseTo(0.168629, 6)
    expect(found.heterogeneity?.q).toBeCloseTo(3.905869, 6)
    expect(found.heterogeneity?.i2).toBeCloseTo(48.795, 4)
    expect(found.heterogeneity?.h2).toBe((found.heterogeneity?.q ?? 0) / 2)
  })

  it('has the random effects of the reference', () => {
    expect(found.randomEffects?.dl.tau2).toBeCloseTo(0.588437, 6)
    expect(found.randomEffects?.dl.logit).toBeCloseTo(-0.945224, 6)
    expect(found.randomEffects?.dl.se).toBeCloseTo(0.633394, 6)
    expect(found.randomEffects?.dl.i2).toBeCloseTo(found.heterogeneity?.i2 ?? Number.NaN, 9)
    expect(found.randomEffects?.reml.tau2).toBeCloseTo(0.595436, 6)
    expect(found.randomEffects?.pm.tau2).toBeCloseTo(0.519208, 6)
  })

  it('has the likelihood model of the reference', () => {
    expect(found.glmm?.logit).toBeCloseTo(-0.986994, 6)
    expect(found.glmm?.se).toBeCloseTo(0.54066, 6)
    expect(found.glmm?.tau2).toBeCloseTo(0.275287, 6)
    expectInterval(found.glmm?.interval ?? [], [0.058372, 0.581764], 1e-5)
  })

  it('leaves each stratum out in the order given', () => {
    expect(found.leaveOneOut?.map(({ without, x, n }) => [without, x, n])).toEqual([
      ['S1', 7, 21],
      ['S2', 3, 19],
      ['S3', 8, 22],
    ])
  })
})

describe('degenerate tables', () => {
  it('answers what is defined of one stratum, and why the rest is not', () => {
    const found = poolOf([1, 8])
    expect(found).toMatchObject({ heterogeneity: null, randomEffects: null, glmm: null, leaveOneOut: null })
    expect(Object.keys(found.notes).sort()).toEqual(['glmm', 'heterogeneity', 'leaveOneOut', 'randomEffects'])
    expect(found.commonEffect).toMatchObject({ tau2: 0, i2: 0 })
    expect(found.complete.estimate).toBe(0.125)
  })

  it.each([
    [
      [0, 8],
      [0, 9],
    ],
    [
      [8, 8],
      [9, 9],
    ],
    [
      [0, 8],
      [8, 8],
    ],
  ] as const)('gives no maximum but a warning for %j and %j', (first, second) => {
    const found = poolOf(first, second)
    expect(found.glmm).toBeNull()
    expect(found.notes['glmm']).toContain('no maximum')
    expect(found.notes).toHaveProperty('commonEffect')
    expect(found.commonEffect.estimate).toBeGreaterThan(0)
    expect(found.commonEffect.estimate).toBeLessThan(1)
  })

  it('has exact p 1 where everybody or nobody responded', () => {
    expect(poolOf([0, 8], [0, 9]).heterogeneity?.exactP).toBe(1)
    expect(poolOf([8, 8], [9, 9]).heterogeneity?.exactP).toBe(1)
  })

  it('finds no variance between identical rates, and the crude logit', () => {
    const found = poolOf([2, 10], [2, 10], [2, 10])
    expect(found.glmm).toMatchObject({ tau2: 0, logit: Math.log(6 / 24) })
    expectRelative(found.glmm?.se, Math.sqrt(1 / 6 + 1 / 24))
    expect(found.heterogeneity).toMatchObject({ i2: 0 })
    expect(found.randomEffects?.reml.tau2).toBe(0)
  })

  it('answers 1e15 patients a stratum without NaN', () => {
    const found = poolOf([3e14, 1e15], [3.0000001e14, 1e15], [1, 4])
    expect(JSON.stringify(found)).not.toContain('null,null')
    expect(found.glmm?.logit).toBeCloseTo(Math.log(0.3 / 0.7), 6)
    expect(found.heterogeneity?.exactP).toBeNull()
    expect(found.notes).toHaveProperty('exactP')
  })

  it('answers three thousand strata', () => {
    const counts = Array.from({ length: 3000 }, (_, index) => [index % 4, 5 + (index % 9)] as const)
    const found = poolOf(...counts)
    expect(found.leaveOneOut).toHaveLength(3000)
    expect(found.heterogeneity?.exactP).toBeNull()
  })
})

describe('the exact test of heterogeneity', () => {
  it('gives .4857143 for the tea tasting 3/4 against 1/4 (Fisher 1935)', () => {
    expect(
      exactHeterogeneity(
        strataOf([
          [3, 4],
          [1, 4],
        ]),
      ),
    ).toBeCloseTo(0.4857143, 7)
  })

  it('agrees with the sum over all tables, written out', () => {
    const tables = [
      [
        [0, 3],
        [2, 4],
        [3, 3],
      ],
      [
        [1, 7],
        [2, 7],
        [0, 7],
        [3, 5],
        [4, 9],
      ],
      [
        [2, 2],
        [0, 2],
        [1, 2],
        [1, 2],
        [0, 2],
        [2, 2],
      ],
      [
        [9, 30],
        [20, 41],
        [3, 12],
      ],
      [
        [5, 9],
        [0, 1],
        [1, 1],
        [3, 8],
        [2, 6],
      ],
    ] as const
    for (const table of tables) {
      const strata = strataOf(table)
      expectRelative(exactHeterogeneity(strata), allTables(strata), 1e-11)
    }
  })

  it.each([
    [
      'three large strata',
      [
        [2500, 5164],
        [2600, 5165],
        [2550, 5166],
      ],
    ],
    [
      'four of 300',
      [
        [150, 300],
        [140, 301],
        [160, 302],
        [150, 303],
      ],
    ],
    [
      'five of 76',
      [
        [38, 75],
        [30, 76],
        [40, 77],
        [33, 78],
        [39, 79],
      ],
    ],
  ] as const)('answers about 20 million tables: %s', (_, table) => {
    expect(exactHeterogeneity(strataOf(table))).toBeGreaterThan(0)
  })
})

/** The definition: every table with the same margins, one after the other. */
function allTables(strata: readonly Stratum[]): number {
  const total = strata.reduce((sum, { x }) => sum + x, 0)
  const p = total / strata.reduce((sum, { n }) => sum + n, 0)
  const observed = strata.reduce((sum, { x, n }) => sum + logBinomialMass({ x, n, p }), 0)
  let all = 0
  let unlikely = 0
  const visit = (index: number, left: number, log: number): void => {
    const stratum = strata[index]
    if (stratum === undefined) {
      if (left !== 0) return
      all += Math.exp(log)
      if (log <= observed + Math.log1p(1e-7)) unlikely += Math.exp(log)
      return
    }
    for (let x = 0; x <= Math.min(left, stratum.n); x += 1) {
      visit(index + 1, left - x, log + logBinomialMass({ x, n: stratum.n, p }))
    }
  }
  visit(0, total, 0)
  return unlikely / all
}

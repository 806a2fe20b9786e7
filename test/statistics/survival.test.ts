import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../src/statistics/proportion/clopper-pearson.ts'
import { landmark } from '../../src/statistics/survival/landmark.ts'
import { type LogRankGroup, logRank, logRankOfBins } from '../../src/statistics/survival/log-rank.ts'
import { restrictedMean } from '../../src/statistics/survival/restricted-mean.ts'
import { riskSetsOfBins, riskSetsOfTimes } from '../../src/statistics/survival/risk-set.ts'
import { type SurvivalAnswer, survival } from '../../src/statistics/survival/survival.ts'
import { expectInterval, expectRelative, referenceValues } from './reference.ts'

interface Reference {
  readonly curves: readonly (Omit<SurvivalAnswer, 'at'> & {
    name: string
    times: number[]
    status: number[]
    level: number
    at: { time: number; survival: number; interval: [number | null, number | null] }[]
  })[]
  readonly tests: readonly {
    name: string
    groups: LogRankGroup[]
    chisq: number
    df: number
    pValue: number
    observed: number[]
    expected: number[]
  }[]
}

interface MoreReference {
  readonly means: readonly { name: string; times: number[]; status: number[]; tau: number; mean: number; se: number }[]
  readonly binned: readonly {
    name: string
    width: number
    df: number
    chisq: number
    pValue: number
    observed: number[]
    expected: number[]
    strata: { entered: number; events: number[]; censored: number[] }[][]
  }[]
}

const r = referenceValues<Reference>('survival')
const more = referenceValues<MoreReference>('small-sample')

describe('survival against R', () => {
  it.each(r.curves)('gives the curve, its intervals and its median: $name', expected => {
    const at = expected.at.map(({ time }) => time)
    const found = survival({ riskSets: riskSetsOfTimes(expected), level: expected.level, at })
    expect(found.steps).toHaveLength(expected.steps.length)
    for (const [index, step] of expected.steps.entries()) {
      const own = found.steps[index]
      expect(own).toMatchObject({ time: step.time, atRisk: step.atRisk, events: step.events, censored: step.censored })
      expectRelative(own?.survival, step.survival)
      if (step.se === null) expect(own?.se).toBeNull()
      else expectRelative(own?.se, step.se)
    }
    for (const [index, point] of expected.at.entries()) {
      expectRelative(found.at[index]?.survival, point.survival)
      if (point.survival === 1) expect(found.at[index]?.interval).toEqual([1, 1])
      else if (point.survival === 0) expect(found.at[index]?.interval).toBeNull()
      else expectInterval(found.at[index]?.interval ?? [], point.interval)
    }
    expect(found.median).toBe(expected.median)
    expect(found.medianInterval).toEqual(expected.medianInterval)
    expect(found.medianIntervalLog).toEqual(expected.medianIntervalLog)
  })

  it.each(r.tests)('gives the log-rank test: $name', expected => {
    const found = logRank(expected.groups)
    expectRelative(found.chisq, expected.chisq)
    expect(found.df).toBe(expected.df)
    expectRelative(found.pValue, expected.pValue)
    expectInterval(found.observed, expected.observed)
    expectInterval(found.expected, expected.expected)
  })
})

describe('what the report adds, against R', () => {
  it.each(more.means)('gives the restricted mean: $name', ({ tau, mean, se, ...observed }) => {
    const { steps } = survival({ riskSets: riskSetsOfTimes(observed), level: 0.95, at: [] })
    const found = restrictedMean(steps, { tau, level: 0.95 })
    expectRelative(found?.mean, mean)
    expectRelative(found?.se, se)
  })

  it.each(more.binned)('gives the log-rank test of bins: $name', ({ width, strata, ...expected }) => {
    const tables = strata.map(groups => groups.map(bins => riskSetsOfBins({ binWidth: width, ...bins })))
    const found = logRankOfBins(tables)
    expect(found.df).toBe(expected.df)
    expectRelative(found.chisq, expected.chisq)
    expectRelative(found.pValue, expected.pValue)
    expectInterval(found.observed, expected.observed)
    expectInterval(found.expected, expected.expected)
  })
})

describe('the restricted mean', () => {
  const { steps } = survival({
    riskSets: riskSetsOfBins({ binWidth: 28, events: [1, 0, 2], censored: [0, 0, 0], entered: 4 }),
    level: 0.95,
    at: [],
  })

  it('is the area under the curve, and not defined beyond its end', () => {
    expect(restrictedMean(steps, { tau: 84, level: 0.95 })?.mean).toBe(28 + 0.75 * 56)
    expect(restrictedMean(steps, { tau: 85, level: 0.95 })).toBeNull()
    expect(restrictedMean(steps, { tau: 20, level: 0.95 })).toEqual({ tau: 20, mean: 20, se: 0, interval: [20, 20] })
    expect(restrictedMean([], { tau: 20, level: 0.95 })).toBeNull()
  })
})

describe('survival at a landmark', () => {
  const bins = (censored: readonly number[]) =>
    riskSetsOfBins({ binWidth: 28, events: [1, 0, 2, 1, 0], censored, entered: 12 })

  it('is binomial with the exact interval while nobody was lost', () => {
    expect(landmark(bins([0, 0, 0, 0, 3]), { day: 112, level: 0.95 })).toEqual({
      day: 112,
      kind: 'binomial',
      survival: 8 / 12,
      interval: clopperPearson({ x: 8, n: 12, level: 0.95 }),
    })
  })

  it('comes from the curve once somebody was lost', () => {
    const found = landmark(bins([0, 2, 0, 0, 0]), { day: 112, level: 0.95 })
    expect(found?.kind).toBe('survival')
    expectRelative(found?.survival, (11 / 12) * (7 / 9) * (6 / 7))
  })

  it('is unknown between the ends of two steps, beyond the last one, and of nobody', () => {
    const merged = [{ time: 140, atRisk: 12, events: 4, censored: 0 }]
    expect(landmark(merged, { day: 112, level: 0.95 })).toBeNull()
    expect(landmark(bins([0, 0, 0, 0, 0]), { day: 168, level: 0.95 })).toBeNull()
    expect(landmark([], { day: 112, level: 0.95 })).toBeNull()
  })
})

describe('the 6-MP arm of Freireich 1963', () => {
  it('has the published survival, median and log-rank test', () => {
    const arm = r.curves[0]
    const found = survival({ riskSets: riskSetsOfTimes(arm ?? { times: [], status: [] }), level: 0.95, at: [10] })
    expect(found.at[0]?.survival).toBeCloseTo(0.752941, 6)
    expect(found.steps.find(({ time }) => time === 10)?.se).toBeCloseTo(0.09635, 6)
    expectInterval(found.at[0]?.interval ?? [], [0.5032, 0.889362], 1e-6)
    expect([found.median, found.medianInterval, found.medianIntervalLog]).toEqual([23, [13, null], [16, null]])
    expect(logRank(r.tests[0]?.groups ?? []).chisq).toBeCloseTo(16.79294, 5)
  })
})

describe('the median', () => {
  it('is the middle of the stretch where survival is one half, up to the next event', () => {
    const riskSets = riskSetsOfTimes({ times: [1, 2, 3, 4], status: [1, 1, 0, 1] })
    expect(survival({ riskSets, level: 0.95, at: [] }).median).toBe(3)
  })

  it('is the time itself where no event follows a survival of one half', () => {
    const riskSets = riskSetsOfTimes({ times: [1, 2], status: [1, 0] })
    expect(survival({ riskSets, level: 0.95, at: [] }).median).toBe(1)
  })
})

describe('survival from bins', () => {
  it('gives the curve of times that lie at the ends of the bins', () => {
    const times = [28, 28, 56, 84, 84, 84, 112]
    const status = [1, 0, 1, 1, 1, 0, 0]
    const fromTimes = survival({ riskSets: riskSetsOfTimes({ times, status }), level: 0.95, at: [60] })
    const bins = { binWidth: 28, events: [1, 1, 2, 0], censored: [1, 0, 1, 1], entered: 7 }
    expect(survival({ riskSets: riskSetsOfBins(bins), level: 0.95, at: [60] })).toEqual(fromTimes)
  })

  it('keeps those who are still at risk after the last bin', () => {
    const [step] = survival({
      riskSets: riskSetsOfBins({ binWidth: 28, events: [1], censored: [0], entered: 100 }),
      level: 0.95,
      at: [],
    }).steps
    expect(step).toMatchObject({ time: 28, atRisk: 100, survival: 0.99 })
  })

  it('carries the curve over empty bins and past the last patient', () => {
    const riskSets = riskSetsOfBins({ binWidth: 28, events: [0, 2, 0], censored: [0, 0, 0], entered: 2 })
    const { steps, median } = survival({ riskSets, level: 0.95, at: [] })
    expect(steps.map(step => [step.atRisk, step.survival, step.se])).toEqual([
      [2, 1, 0],
      [2, 0, null],
      [0, 0, null],
    ])
    expect(median).toBe(56)
  })

  it('has no step and no median without any bin', () => {
    const riskSets = riskSetsOfBins({ binWidth: 28, events: [], censored: [], entered: 3 })
    expect(survival({ riskSets, level: 0.95, at: [9] })).toMatchObject({
      steps: [],
      median: null,
      medianInterval: [null, null],
    })
  })
})

describe('degenerate log-rank tests', () => {
  it('says nothing where there is no event', () => {
    const groups = [1, 2].map(() => ({ times: [1, 2], status: [0, 0] }))
    expect(logRank(groups)).toEqual({ chisq: null, df: 0, pValue: null, observed: [0, 0], expected: [0, 0] })
  })

  it('leaves a group that was never at risk out of the degrees of freedom', () => {
    const groups = [
      { times: [5, 6, 9], status: [1, 1, 0] },
      { times: [5, 7, 8], status: [1, 0, 1] },
      { times: [1, 2], status: [0, 0] },
    ]
    expect(logRank(groups)).toMatchObject({ df: 1, observed: [2, 2, 0] })
    expect(logRank(groups).expected[2]).toBe(0)
  })

  it('is null where the strata never set two groups against each other', () => {
    const groups = [
      { times: [5, 6], status: [1, 1], stratum: ['a', 'a'] },
      { times: [5, 7], status: [1, 1], stratum: ['b', 'b'] },
    ]
    expect(logRank(groups)).toMatchObject({ chisq: null, df: 1, pValue: null })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveOfTimes, showableCurve, sumCurves } from '../../src/merged-counts/curves.ts'
import type { CurveCounts } from '../../src/model/generated/merged-counts.ts'
import { shownUnder } from '../support/merged-counts.ts'

type Step = readonly [to: number, events: number, censored: number]

function curve(entered: number, ...steps: readonly Step[]): CurveCounts {
  return {
    denominator: 'treated',
    entered,
    steps: steps.map(([to, events, censored]) => ({ to, events, censored })),
    cut: false,
  }
}

const stepsOf = (found: CurveCounts | null) => found?.steps.map(({ to, events, censored }) => [to, events, censored])

describe('times in bins', () => {
  it('put a day on an edge into the bin that ends there, and day 0 into the first', () => {
    const times = [
      [0, 0],
      [28, 1],
      [29, 1],
      [56, 0],
      [113, 1],
    ] as const
    expect(stepsOf(curveOfTimes(times, { denominator: 'treated', gridDays: 28 }))).toEqual([
      [28, 1, 1],
      [56, 1, 1],
      [84, 0, 0],
      [112, 0, 0],
      [140, 1, 0],
    ])
    expect(curveOfTimes([], { denominator: 'treated', gridDays: 28 })).toBeNull()
  })
})

describe('curves of several parts', () => {
  it('add up where their steps end together', () => {
    const sum = sumCurves([curve(10, [28, 3, 0], [56, 3, 1], [84, 0, 3]), curve(9, [56, 4, 0], [84, 3, 2])])
    expect(stepsOf(sum)).toEqual([
      [56, 10, 1],
      [84, 3, 5],
    ])
    expect(sum).toMatchObject({ entered: 19, cut: false })
  })

  it('end where the first of them ends with patients still at risk, and go on past one whose patients have all left', () => {
    expect(sumCurves([curve(10, [28, 3, 0]), curve(9, [28, 1, 0], [56, 4, 0])])).toMatchObject({
      steps: [{ to: 28, events: 4, censored: 0 }],
      cut: true,
    })
    expect(stepsOf(sumCurves([curve(3, [28, 3, 0]), curve(9, [28, 1, 0], [56, 4, 0])]))).toEqual([
      [28, 4, 0],
      [56, 4, 0],
    ])
  })

  it('are not added over different denominators', () => {
    expect(sumCurves([curve(3, [28, 3, 0]), { ...curve(9, [28, 1, 0]), denominator: 'evaluable' }])).toBeNull()
    expect(sumCurves([])).toBeNull()
  })
})

describe('what may be shown of a curve', () => {
  it('is nothing below 24 patients', () => {
    expect(showableCurve(curve(23, [28, 9, 0]), shownUnder)).toBeNull()
    expect(showableCurve(curve(24, [28, 9, 0]), shownUnder)).not.toBeNull()
  })

  it('joins bins until a step has three events, and a smaller last one to the step before', () => {
    const bins = curve(45, [28, 1, 2], [56, 2, 0], [84, 5, 1], [112, 0, 1], [140, 2, 3], [168, 0, 4])
    expect(stepsOf(showableCurve(bins, shownUnder))).toEqual([
      [56, 3, 2],
      [140, 7, 5],
    ])
  })

  it('is cut where fewer than five would remain at risk, and says so', () => {
    const bins = curve(25, [28, 10, 0], [56, 10, 0], [84, 3, 0])
    expect(showableCurve(bins, shownUnder)).toMatchObject({ cut: true })
    expect(stepsOf(showableCurve(bins, shownUnder))).toEqual([
      [28, 10, 0],
      [56, 10, 0],
    ])
  })

  it('is nothing where there are fewer than three events in all', () => {
    expect(showableCurve(curve(30, [28, 1, 0], [56, 1, 9]), shownUnder)).toBeNull()
  })

  it('has at least three events a step and leaves five at risk, whatever the bins', () => {
    const bins = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(bins, fc.nat({ max: 40 }), (counts, rest) => {
        const entered = counts.reduce((sum, [events, censored]) => sum + events + censored, rest)
        const steps = counts.map(([events, censored], index): Step => [(index + 1) * 28, events, censored])
        const shown = showableCurve(curve(entered, ...steps), shownUnder)
        if (shown === null) return
        let atRisk = shown.entered
        for (const step of shown.steps) {
          expect(step.events).toBeGreaterThanOrEqual(3)
          atRisk -= step.events + step.censored
          expect(atRisk).toBeGreaterThanOrEqual(5)
        }
        // Shown once more, it is the same.
        expect(showableCurve(shown, shownUnder)?.steps).toEqual(shown.steps)
      }),
    )
  })
})

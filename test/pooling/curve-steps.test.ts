import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { showableCurve } from '../../src/merged-counts/curves.ts'
import { mergeBins } from '../../src/pooling/curve-steps.ts'

const rules = defaultPolicy.survival

describe('steps of a pooled curve', () => {
  it('hold at least three events each, at ends of the day grid', () => {
    expect(mergeBins({ entered: 30, events: [1, 2, 0, 3, 1], censored: [0, 0, 1, 0, 0] }, rules)).toEqual([
      { toDay: 56, events: 3, censored: 0 },
      { toDay: 140, events: 4, censored: 1 },
    ])
  })

  it('end where fewer than five would remain at risk', () => {
    expect(mergeBins({ entered: 24, events: [3, 3, 3], censored: [5, 5, 5] }, rules)).toEqual([
      { toDay: 28, events: 3, censored: 5 },
      { toDay: 56, events: 3, censored: 5 },
    ])
  })

  it('are none where there are too few events for a step, and end with the last event', () => {
    expect(mergeBins({ entered: 24, events: [0, 2], censored: [0, 1] }, rules)).toBeNull()
    expect(mergeBins({ entered: 24, events: [0, 0], censored: [1, 1] }, rules)).toBeNull()
    // Half of 24 die within the first year: a median there must not be read at the end of the second.
    const events = [0, 4, 4, 4, ...Array.from({ length: 22 }, () => 0)]
    expect(mergeBins({ entered: 24, events, censored: events.map(() => 0) }, rules)).toEqual([
      { toDay: 56, events: 4, censored: 0 },
      { toDay: 84, events: 4, censored: 0 },
      { toDay: 112, events: 4, censored: 0 },
    ])
  })

  it('are those that the merged counts of any other source would show', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 26 })
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 90 }), counts, counts, (entered, events, censored) => {
        const bins = { entered, events, censored: events.map((_, bin) => censored[bin] ?? 0) }
        const steps = events.map((count, bin) => ({
          to: (bin + 1) * 28,
          events: count,
          censored: bins.censored[bin] ?? 0,
        }))
        const shown = showableCurve({ denominator: 'treated', entered, steps, cut: false }, defaultPolicy)
        const merged = mergeBins(bins, rules)?.map(({ toDay, ...step }) => ({ to: toDay, ...step }))
        expect(merged ?? null).toEqual(shown?.steps ?? null)
      }),
    )
  })

  it('never show a step of one or two events, nor a curve past five at risk', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 26 })
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 90 }), counts, counts, (entered, events, censored) => {
        const bins = { entered, events, censored: events.map((_, bin) => censored[bin] ?? 0) }
        const steps = mergeBins(bins, rules) ?? []
        expect(steps.every(step => step.events === 0 || step.events >= rules.minEventsInStep)).toBe(true)
        const left = steps.reduce((atRisk, step) => atRisk - step.events - step.censored, entered)
        expect(left).toBeGreaterThanOrEqual(rules.minAtRisk)
      }),
    )
  })
})

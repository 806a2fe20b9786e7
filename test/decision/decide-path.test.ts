import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decidePath } from '../../src/decision/decide-path.ts'
import type { PathDecision, PathFacts, QuarterSet } from '../../src/decision/path.ts'
import { designs } from '../../src/merged-counts/designs.ts'
import { expectRelative } from '../statistics/reference.ts'

const plan = { design: designs['drup-8-24/1'], closed: false }

function decided(facts: Partial<PathFacts> & { n: number; x: number | null }, closed = false): PathDecision {
  return decidePath('evaluable', { open: 0, quarters: [], stage1: null, ...facts }, { ...plan, closed })
}

const quarter = (name: string, n: number, x: number | null, open = 0): QuarterSet => ({ quarter: name, n, x, open })

describe('stage 1 of a pooled cohort', () => {
  it('is not looked at below eight evaluable', () => {
    expect(decided({ n: 7, x: 3 })).toMatchObject({ outcome: 'before-stage-1', set: null, design: null })
  })

  it('goes on with one responder of eight, also while results are open', () => {
    expect(decided({ n: 8, x: 1, open: 2 })).toMatchObject({ outcome: 'go', stage: 1, set: { n: 8, x: 1, open: 2 } })
  })

  it('stops at 0 of 8 once no result is open', () => {
    expect(decided({ n: 8, x: 0 })).toMatchObject({ outcome: 'stop', stage: 1 })
  })

  it('waits at 0 of 8 while a result is pending or awaited', () => {
    expect(decided({ n: 8, x: 0, open: 1 })).toMatchObject({ outcome: 'wait', set: { open: 1 } })
  })

  it('is of the first quarters that hold eight patients, not of those who came later', () => {
    const quarters = [quarter('2024-Q1', 5, 0), quarter('2024-Q2', 9, 0), quarter('2024-Q3', 15, 3)]
    const found = decided({ n: 15, x: 3, quarters })
    expect(found).toMatchObject({ outcome: 'stop', set: { n: 9, x: 0, quarter: '2024-Q2' } })
    expect(decided({ n: 15, x: 3 })).toMatchObject({ outcome: 'go', set: { n: 15, quarter: null } })
  })

  it('does not wait for results of patients who started later', () => {
    const quarters = [quarter('2024-Q1', 8, 0, 0), quarter('2024-Q2', 10, 0, 3)]
    expect(decided({ n: 10, x: 0, open: 3, quarters }).outcome).toBe('stop')
    expect(decided({ n: 10, x: 0, open: 3 }).outcome).toBe('wait')
  })

  it('reports the attained alpha of a set that overshoots, and keeps r', () => {
    const quarters = [quarter('2024-Q1', 6, 0), quarter('2024-Q2', 12, 2)]
    const { design } = decided({ n: 12, x: 2, quarters })
    expect(design).toMatchObject({ n1: 12, r: 4, n: 24, asPlanned: false, rederived: false })
    expect(design?.alpha.toFixed(4)).toBe('0.0839')
  })

  it('takes what a round published, where no count of responders is', () => {
    expect(decided({ n: 9, x: null, stage1: 'go' }).outcome).toBe('go')
    expect(decided({ n: 9, x: null, stage1: 'wait' }).outcome).toBe('wait')
    expect(decided({ n: 9, x: null }).outcome).toBe('unknown')
  })

  it('says what is certain before stage 2 is complete, and does not decide on it', () => {
    expect(decided({ n: 20, x: 5 })).toMatchObject({ outcome: 'go', curtailed: 'positive-already' })
    expect(decided({ n: 23, x: 1 })).toMatchObject({ outcome: 'go', curtailed: 'cannot-succeed' })
    expect(decided({ n: 20, x: 4 })).toMatchObject({ outcome: 'go', curtailed: null })
  })
})

describe('stage 2 of a pooled cohort', () => {
  it('is positive from 5 of 24, with alpha .0778 and power .857', () => {
    const found = decided({ n: 24, x: 5 })
    expect(found).toMatchObject({ outcome: 'positive', stage: 2, design: { r: 4, asPlanned: true, rederived: false } })
    expectRelative(found.design?.alpha, 0.0777552222, 1e-9)
    expectRelative(found.design?.power, 0.8572128439, 1e-9)
    expect(decided({ n: 24, x: 4 }).outcome).toBe('negative')
  })

  it('is not negative while a result is open, though it be certain', () => {
    expect(decided({ n: 24, x: 3, open: 2 })).toMatchObject({ outcome: 'wait', curtailed: null })
    expect(decided({ n: 24, x: 2, open: 2 })).toMatchObject({ outcome: 'wait', curtailed: 'cannot-succeed' })
    expect(decided({ n: 24, x: 5, open: 2 }).outcome).toBe('positive')
  })

  it('derives r anew for other sizes: 5 of 25 is not enough, 6 is', () => {
    expect(decided({ n: 25, x: 5 })).toMatchObject({ outcome: 'negative', design: { r: 5, rederived: true } })
    expect(decided({ n: 25, x: 6 }).outcome).toBe('positive')
    expect(decided({ n: 40, x: 7 }).design?.alpha).toBeLessThan(0.0777552223)
  })

  it('decides on the first 24 where quarters tell them, and shows all as a sensitivity row', () => {
    const quarters = [quarter('2024-Q1', 8, 1), quarter('2024-Q3', 24, 5), quarter('2025-Q1', 27, 5)]
    const found = decided({ n: 27, x: 5, quarters })
    expect(found).toMatchObject({
      outcome: 'positive',
      set: { n: 24, x: 5, quarter: '2024-Q3' },
      design: { asPlanned: true },
      sensitivity: { set: { n: 27, x: 5 }, outcome: 'negative', design: { r: 5 } },
    })
  })

  it('stops at stage 1 where the first eight had no responder, whoever came afterwards', () => {
    const quarters = [quarter('2024-Q1', 8, 0), quarter('2024-Q3', 24, 6)]
    expect(decided({ n: 24, x: 6, quarters })).toMatchObject({
      outcome: 'stop',
      stage: 1,
      sensitivity: { set: { n: 24, x: 6 }, outcome: 'positive' },
    })
  })

  it('stops at stage 1 where nobody responded at all, though it is not known who came first', () => {
    expect(decided({ n: 24, x: 0 }).outcome).toBe('stop')
    expect(decided({ n: 24, x: 0, open: 1 }).outcome).toBe('wait')
    expect(decided({ n: 24, x: 1 }).outcome).toBe('negative')
  })

  it('is of everybody where responders of the first 24 are not published', () => {
    const quarters = [quarter('2024-Q1', 8, 1), quarter('2024-Q3', 25, null), quarter('2025-Q1', 28, 7)]
    expect(decided({ n: 28, x: 7, quarters })).toMatchObject({ stage: 2, set: { n: 28, quarter: null } })
  })

  it('has no early look where one quarter brought everybody', () => {
    const found = decided({ n: 26, x: 6, quarters: [quarter('2024-Q1', 26, 6)] })
    expect(found).toMatchObject({ outcome: 'positive', design: { n1: 26, n: 26, r: 5, pet0: 0 } })
  })
})

describe('a cohort that was closed', () => {
  it('has r derived anew for the patients that it has', () => {
    expect(decided({ n: 15, x: 4 }, true)).toMatchObject({ outcome: 'positive', stage: 2, design: { r: 3, n: 15 } })
    expect(decided({ n: 15, x: 3 }, true).outcome).toBe('negative')
    expect(decided({ n: 15, x: 3 }).outcome).toBe('go')
  })

  it('has no decision with too few patients, and its stop where nobody responded', () => {
    expect(decided({ n: 5, x: 2 }, true)).toMatchObject({ outcome: 'closed-early', stage: null })
    expect(decided({ n: 8, x: 2 }, true)).toMatchObject({ outcome: 'closed-early', stage: 1 })
    expect(decided({ n: 8, x: 0 }, true).outcome).toBe('stop')
    expect(decided({ n: 15, x: 0, open: 1 }, true).outcome).toBe('wait')
  })
})

describe('whatever the counts', () => {
  it('a stop and a negative have no open result, and every error rate is a probability', () => {
    const counts = fc.record({
      n: fc.nat({ max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      open: fc.nat({ max: 3 }),
    })
    fc.assert(
      fc.property(counts, fc.boolean(), ({ n, share, open }, closed) => {
        const found = decided({ n, x: Math.round(share * n), open }, closed)
        if (found.outcome === 'stop' || found.outcome === 'negative') expect(open).toBe(0)
        if (found.design === null) return
        const { alpha, power, pet0, pet1, en0, en1 } = found.design
        for (const value of [alpha, power, pet0, pet1]) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
        expect(Number.isFinite(en0 + en1)).toBe(true)
        if (found.design.rederived) expect(alpha).toBeLessThanOrEqual(0.0777552223)
      }),
    )
  })

  it('one more responder never turns a positive cohort around', () => {
    for (let n = 24; n <= 60; n += 1) {
      const outcomes = Array.from({ length: n + 1 }, (_, x) => decided({ n, x }).outcome === 'positive')
      expect(outcomes.indexOf(true)).toBeGreaterThan(0)
      expect(outcomes.slice(outcomes.indexOf(true)).every(positive => positive)).toBe(true)
    }
  })
})

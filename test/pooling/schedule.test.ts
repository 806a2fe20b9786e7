import { describe, expect, it } from 'vitest'
import { dueAt } from '../../src/pooling/round/schedule.ts'
import { scanText } from '../../src/pseudonymisation/scanner/scan-text.ts'

const at = (time: string) => Date.parse(time)

describe('scheduled rounds', () => {
  const quarterly = { first: '2026-11-30T06:00:00Z', every: 'quarter' }

  it('has none due before the first', () => {
    expect(dueAt(quarterly, at('2026-11-30T05:59:59Z'))).toEqual({
      last: null,
      next: { round: 'all-2026-11-30-at-0600', at: at('2026-11-30T06:00:00Z') },
    })
  })

  it('counts calendar months from the first, a shorter month by its last day', () => {
    const { last, next } = dueAt(quarterly, at('2027-05-30T05:00:00Z'))
    expect(last).toEqual({ round: 'all-2027-02-28-at-0600', at: at('2027-02-28T06:00:00Z') })
    expect(next.round).toBe('all-2027-05-30-at-0600')
  })

  it.each(['month', 'quarter', 'half-year', 'year', '90d', '15m'])('names by %s the same round at each look', every => {
    const schedule = { first: '2026-01-31T23:30:00Z', every }
    for (let now = at(schedule.first); now < at('2029-01-01T00:00:00Z'); now += 13 * 86_400_000) {
      const { last, next } = dueAt(schedule, now)
      if (last === null) throw new Error('one is due')
      expect(last.at).toBeLessThanOrEqual(now)
      expect(next.at).toBeGreaterThan(now)
      expect(dueAt(schedule, next.at - 1)).toEqual({ last, next })
      expect(dueAt(schedule, next.at).last).toEqual(next)
    }
  })

  it('gives a name that nobody takes for a person, at any minute', () => {
    const found: string[] = []
    // 1,441 minutes on: each name has another day and another time of day.
    for (let now = at('2026-11-28T00:00:00Z'); now < at('2031-01-01T00:00:00Z'); now += 1441 * 60_000) {
      const { last } = dueAt({ first: new Date(now).toISOString(), every: 'year' }, now)
      const { round } = last ?? { round: '' }
      for (const country of ['NO', 'SE', 'DK', 'FI', 'NL', 'FR', 'BE', 'EE', 'LV', 'LT', 'IS', 'GB']) {
        if (scanText(round, { country }).length > 0) found.push(round)
      }
    }
    expect(found).toEqual([])
  })
})

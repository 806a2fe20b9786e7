import { describe, expect, it } from 'vitest'
import { type AwaitingFacts, isAwaiting, isByWeek16, isMature } from '../../../src/mapping/outcome/maturity.ts'

const facts = (given: Partial<AwaitingFacts> = {}): AwaitingFacts => ({
  start: 1000,
  cutoff: 1100,
  entryLagDays: 28,
  hasWeek16Row: false,
  endedEarly: false,
  ...given,
})

describe('mature', () => {
  it.each([
    [111, false],
    [112, true],
  ])('with the cut-off at day %i: %s', (day, mature) => {
    expect(isMature(1000, 1000 + day)).toBe(mature)
  })
})

describe('awaiting', () => {
  it.each([
    [0, true],
    [112, true],
    [146, true],
    [147, false],
  ])('with the cut-off at day %i: %s', (day, awaiting) => {
    expect(isAwaiting(facts({ cutoff: 1000 + day }))).toBe(awaiting)
  })

  it('follows the entry lag of the trial', () => {
    expect(isAwaiting(facts({ cutoff: 1119, entryLagDays: 0 }))).toBe(false)
    expect(isAwaiting(facts({ cutoff: 1118, entryLagDays: 0 }))).toBe(true)
  })

  it('ends with the week-16 row, and with an early end', () => {
    expect(isAwaiting(facts({ hasWeek16Row: true }))).toBe(false)
    expect(isAwaiting(facts({ endedEarly: true }))).toBe(false)
  })
})

describe('by week 16', () => {
  it.each([
    [118, true],
    [119, true],
    [120, false],
  ])('day %i: %s', (day, holds) => {
    expect(isByWeek16(1000 + day, 1000)).toBe(holds)
  })

  it('nothing happened on no day', () => {
    expect(isByWeek16(null, 1000)).toBe(false)
  })
})

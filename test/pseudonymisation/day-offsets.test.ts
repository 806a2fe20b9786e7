import { describe, expect, it } from 'vitest'
import { ageAt, ageBandOf, offsetFrom, quarterOf } from '../../src/pseudonymisation/day-offsets.ts'

describe('offsets from day 0', () => {
  it('counts days of complete dates, across leap years and before day 0', () => {
    expect(offsetFrom('2024-02-28', '2024-03-01')).toEqual({ day: 2, precision: 'day' })
    expect(offsetFrom('2023-02-28', '2023-03-01')).toEqual({ day: 1, precision: 'day' })
    expect(offsetFrom('2024-03-01', '2024-02-01')).toEqual({ day: -29, precision: 'day' })
  })

  it('tells nothing of the day in the month of day 0 where the date is partial', () => {
    const days = ['2024-03-01', '2024-03-15', '2024-03-31']
    expect(new Set(days.map(day => offsetFrom(day, '2024-05').day))).toEqual(new Set([61]))
    expect(new Set(days.map(day => offsetFrom(day, '2026').day))).toEqual(new Set([731]))
    expect(offsetFrom('2024-03-31', '2024-03')).toEqual({ day: 0, precision: 'month' })
  })

  it('is unknown without a date or without day 0', () => {
    expect(offsetFrom(null, '2024-03-01').day).toBeNull()
    expect(offsetFrom('2024-03-01', '0202-03-01')).toEqual({ day: null, precision: null })
    expect(offsetFrom('2024-03-01', null)).toEqual({ day: null, precision: null })
  })
})

describe('age', () => {
  it('is in completed years, and of a year-only birth the difference of years', () => {
    expect(ageAt('1961-03-12', '2024-03-11')).toBe(62)
    expect(ageAt('1961-03-12', '2024-03-12')).toBe(63)
    expect(ageAt('1961-03', '2024-02-28')).toBe(62)
    expect(ageAt('1961-03', '2024-03-01')).toBe(63)
    expect(ageAt('1961', '2024-01-01')).toBe(63)
  })

  it.each([
    [17, '<18'],
    [18, '18-29'],
    [29, '18-29'],
    [30, '30-39'],
    [59, '50-59'],
    [70, '70-79'],
    [79, '70-79'],
    [80, '>=80'],
    [null, 'unknown'],
    [-1, 'unknown'],
  ])('%s years are in band %s', (age, band) => {
    expect(ageBandOf(age)).toBe(band)
  })
})

describe('quarter', () => {
  it.each([
    ['2024-01-01', '2024-Q1'],
    ['2024-03-31', '2024-Q1'],
    ['2024-04-01', '2024-Q2'],
    ['2024-12-31', '2024-Q4'],
  ])('%s is in %s', (date, quarter) => {
    expect(quarterOf(date)).toBe(quarter)
  })
})

import { describe, expect, it } from 'vitest'
import {
  completeDay,
  completedYears,
  dateOf,
  firstPossibleDay,
  imputedDay,
  lastPossibleDay,
  quarterOf,
} from '../../../src/mapping/outcome/calendar.ts'

const dates = (date: string) => [firstPossibleDay, imputedDay, lastPossibleDay].map(day => dateOf(day(date)))

describe('calendar', () => {
  it('counts days from 1970-01-01, over leap years and centuries', () => {
    expect(firstPossibleDay('1970-01-01')).toBe(0)
    expect(firstPossibleDay('1969-12-31')).toBe(-1)
    expect(firstPossibleDay('2000-03-01') - firstPossibleDay('2000-02-28')).toBe(2)
    expect(firstPossibleDay('1900-03-01') - firstPossibleDay('1900-02-28')).toBe(1)
    expect(firstPossibleDay('2022-06-21') - firstPossibleDay('2022-03-01')).toBe(112)
  })

  it('agrees with the Gregorian calendar on every day of fifty years, forth and back', () => {
    for (let day = 0; day < 18_263; day += 1) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
      if (dateOf(day) !== date || firstPossibleDay(date) !== day) throw new Error(`day ${day}`)
    }
  })

  it('spans a month and a year, and imputes day 15 and 15 July', () => {
    expect(dates('2022-05-17')).toEqual(['2022-05-17', '2022-05-17', '2022-05-17'])
    expect(dates('2024-02')).toEqual(['2024-02-01', '2024-02-15', '2024-02-29'])
    expect(dates('2022-12')).toEqual(['2022-12-01', '2022-12-15', '2022-12-31'])
    expect(dates('2022')).toEqual(['2022-01-01', '2022-07-15', '2022-12-31'])
  })

  it('takes no day from a partial date', () => {
    expect(completeDay('2022-05')).toBeNull()
    expect(completeDay('2022')).toBeNull()
    expect(completeDay(null)).toBeNull()
  })

  it('names the quarter where the month is known', () => {
    expect(['2022-03-31', '2022-04-01', '2022-12', '2022', null].map(quarterOf)).toEqual([
      '2022-Q1',
      '2022-Q2',
      '2022-Q4',
      null,
      null,
    ])
  })

  it('completes a year of age on the birthday, and takes the difference of years where only the year is known', () => {
    const years = (birth: string, at: string) => completedYears(birth, firstPossibleDay(at))
    expect(years('1961-03-02', '2022-03-01')).toBe(60)
    expect(years('1961-03-01', '2022-03-01')).toBe(61)
    expect(years('1961-12', '2022-03-01')).toBe(60)
    expect(years('1961', '2022-03-01')).toBe(61)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPartialDate } from '../../src/mapping/partial-date.ts'

describe('readPartialDate', () => {
  it.each([
    ['2023-02-28', '2023-02-28'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['2023', '2023'],
    ['2023-02', '2023-02'],
    ['2023-02-NK', '2023-02'],
    ['2023-nk-Nk', '2023'],
    ['2023-NK-17', '2023'],
  ])('reads %s as %s', (text, date) => {
    expect(readPartialDate(text)).toBe(date)
  })

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-02-30',
    '2023-04-31',
    '2023-13-01',
    '2023-00-01',
    '2023-01-00',
    '2023-NK-32',
    '2023-NK-00',
    '2023-NK',
    '2023-00',
    '2023-1-1',
    '23-01-01',
    '20230101',
    '2023/01/01',
    '01-02-2023',
    '01.02.2023',
    '2023-01-01T00:00:00',
    '2023-01-01 ',
    '2023-UN-UN',
    '２０２３-01-01',
    '',
  ])('refuses %j, and guesses nothing', text => {
    expect(readPartialDate(text)).toBeNull()
  })

  it('reads every day of the calendar as itself', () => {
    const days = fc.date({ min: new Date('1600-01-01'), max: new Date('2400-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, day => {
        const text = day.toISOString().slice(0, 10)
        expect(readPartialDate(text)).toBe(text)
      }),
    )
  })

  it('accepts a day exactly where the calendar has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 2400 }), fc.nat(19), fc.nat(39), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const date = new Date(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
        expect(readPartialDate(text)).toBe(exists ? text : null)
      }),
    )
  })
})

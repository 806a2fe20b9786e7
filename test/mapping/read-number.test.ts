import { describe, expect, it } from 'vitest'
import { normaliseNumberText, readNumber } from '../../src/mapping/read-number.ts'

describe('readNumber', () => {
  it.each([
    ['3', 3],
    ['03', 3],
    ['3.0', 3],
    ['3,0', 3],
    ['-2,5', -2.5],
    ['0', 0],
  ])('reads %s', (text, number) => {
    expect(readNumber(text)).toBe(number)
  })

  it.each(['', '3 mg', '1.000,5', '1e3', '0x1', '.5', '5.', '--1', 'Infinity', '1 000', '٣'])('refuses %j', text => {
    expect(readNumber(text)).toBeNull()
  })
})

describe('normaliseNumberText', () => {
  it('makes spellings of one running number the same and leaves other text alone', () => {
    expect(['1', '01', '1.0', '1,0'].map(normaliseNumberText)).toEqual(['1', '1', '1', '1'])
    expect(['', 'A-01', '1b'].map(normaliseNumberText)).toEqual(['', 'A-01', '1b'])
  })

  it('keeps a run of digits too long for a number as text', () => {
    expect(normaliseNumberText('12345678901234567890')).toBe('12345678901234567890')
  })
})

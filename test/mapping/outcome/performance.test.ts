import { describe, expect, it } from 'vitest'
import { ageAt } from '../../../src/mapping/outcome/age.ts'
import { baselinePerformance, findGradeConflicts, gradeOf } from '../../../src/mapping/outcome/performance.ts'
import { aPerformance, onDay, START_DAY } from '../../support/common-record.ts'

describe('ECOG', () => {
  it('is the grade of the text, else of the code (T1)', () => {
    expect(gradeOf(aPerformance({ gradeByText: 0, gradeByCode: 1 }))).toBe(0)
    expect(gradeOf(aPerformance({ gradeByText: null, gradeByCode: 3 }))).toBe(3)
    expect(gradeOf(aPerformance({ gradeByText: null, gradeByCode: null }))).toBeNull()
  })

  it('is read at baseline, at its latest date', () => {
    const rows = [
      aPerformance({ date: onDay(-1), gradeByText: 2 }),
      aPerformance({ date: onDay(-9), gradeByText: 0 }),
      aPerformance({ visit: 'V02', date: onDay(56), gradeByText: 3 }),
      aPerformance({ date: null, gradeByText: 1 }),
    ]
    expect(baselinePerformance(rows)).toBe(2)
    expect(baselinePerformance([])).toBeNull()
  })

  it('names a row whose text and code differ', () => {
    const differ = aPerformance({ gradeByText: 1, gradeByCode: 2 })
    const agree = [aPerformance(), aPerformance({ gradeByText: null }), aPerformance({ gradeByCode: null })]
    expect(findGradeConflicts([differ, ...agree])).toEqual([
      { code: 'ecog-conflict', origin: differ.origin, field: 'performance.gradeByText' },
    ])
  })
})

describe('age', () => {
  it('is taken at treatment start, from birth before what the source states (T4)', () => {
    expect(ageAt({ birth: '1961', ageYears: 70 }, START_DAY)).toBe(61)
    expect(ageAt({ birth: '1961-03-02', ageYears: null }, START_DAY)).toBe(60)
    expect(ageAt({ birth: null, ageYears: 70 }, START_DAY)).toBe(70)
  })

  it('is not made up from a birth after the start', () => {
    expect(ageAt({ birth: '2031', ageYears: null }, START_DAY)).toBeNull()
  })
})

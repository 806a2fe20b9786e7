import { describe, expect, it } from 'vitest'
import { responseDuration, timeOnTreatment } from '../../../src/mapping/outcome/duration.ts'
import { qualityOfLifeChange } from '../../../src/mapping/outcome/quality-of-life.ts'
import { visitsBy } from '../../../src/mapping/outcome/visits.ts'
import type { QualityOfLife } from '../../../src/model/generated/common-record.ts'
import { anAssessment, aTreatmentEnd, onDay, rowOf, START_DAY } from '../../support/common-record.ts'

const start = START_DAY
const visits = (...rows: [day: number | null, code: 'CR' | 'PR' | 'SD' | 'PD'][]) =>
  visitsBy(
    'RECIST1.1',
    rows.map(([day, recist], at) => anAssessment(`V0${at + 2}`, day === null ? '2022-05' : onDay(day), { recist })),
    start,
  )

describe('the duration of a response', () => {
  it('runs from the first CR or PR to progression or death', () => {
    const pfs = { days: 168, event: 1 } as const
    expect(responseDuration(visits([56, 'SD'], [112, 'PR'], [140, 'CR']), start, pfs)).toEqual({
      after: 112,
      days: 56,
      event: 1,
    })
  })

  it('is censored where progression-free survival is', () => {
    expect(responseDuration(visits([56, 'PR']), start, { days: 56, event: 0 })).toEqual({
      after: 56,
      days: 0,
      event: 0,
    })
  })

  it('is not known without a response, or without its complete date', () => {
    expect(responseDuration(visits([56, 'SD']), start, { days: 56, event: 0 })).toBeNull()
    expect(responseDuration(visits([null, 'PR']), start, { days: 90, event: 1 })).toBeNull()
  })
})

describe('time on treatment', () => {
  const facts = { start, cutoff: start + 400, end: null, death: null, doseDays: [start, start + 42] }

  it.each([
    ['ends on the stated last day', { end: aTreatmentEnd({ ended: onDay(50) }) }, { days: 50, event: 1 }],
    [
      'ends at the last dose where the last day is not stated completely',
      { end: aTreatmentEnd({ ended: '2022-04' }) },
      { days: 42, event: 1 },
    ],
    [
      'ends at the last dose where only a reason is stated',
      { end: aTreatmentEnd({ reason: 'toxicity' }) },
      { days: 42, event: 1 },
    ],
    ['goes on where a row states neither day nor reason', { end: aTreatmentEnd() }, { days: 42, event: 0 }],
    ['ends with death', { death: start + 60 }, { days: 60, event: 1 }],
    ['is censored at the last dose while it goes on', {}, { days: 42, event: 0 }],
    ['does not look past the cut-off', { cutoff: start + 30 }, { days: 0, event: 0 }],
  ] as const)('%s', (_, change, wanted) => {
    expect(timeOnTreatment({ ...facts, ...change })).toEqual(wanted)
  })
})

describe('the change of quality of life', () => {
  const c30 = (day: number | string, q29: number, q30: number): QualityOfLife => ({
    origin: rowOf('c30'),
    instrument: 'EORTC-QLQ-C30',
    visitName: null,
    date: typeof day === 'number' ? onDay(day) : day,
    items: { Q29: q29, Q30: q30 },
  })
  // QL2 = (mean of items 29 and 30 - 1) / 6 x 100: 4 and 4 are 50, 5 and 4 are 58.3, 5 and 5 are 66.7.
  it.each([
    ['is stable below ten points', [c30(-1, 4, 4), c30(112, 5, 4)], 'stable'],
    ['is improved from ten points', [c30(-1, 4, 4), c30(112, 5, 5)], 'improved'],
    ['is worse by ten points', [c30(-1, 5, 5), c30(112, 4, 4)], 'worse'],
    ['takes the last one before the start', [c30(-30, 7, 7), c30(0, 4, 4), c30(112, 4, 4)], 'stable'],
    ['takes the one nearest to day 112', [c30(-1, 4, 4), c30(100, 7, 7), c30(111, 4, 4), c30(126, 7, 7)], 'stable'],
    ['is not known outside two weeks of day 112', [c30(-1, 4, 4), c30(97, 7, 7), c30(127, 7, 7)], null],
    ['is not known without a baseline', [c30(1, 4, 4), c30(112, 7, 7)], null],
    ['is not known from partial dates', [c30(-1, 4, 4), c30('2022-06', 7, 7)], null],
  ] as const)('%s', (_, rows, band) => {
    expect(qualityOfLifeChange(rows, start)).toBe(band)
  })

  it('passes over other questionnaires, and takes a score that the source itself states', () => {
    const vas = { ...c30(112, 7, 7), instrument: 'EQ-5D-5L' as const }
    expect(qualityOfLifeChange([c30(-1, 4, 4), vas], start)).toBeNull()
    const stated = { ...c30(112, 7, 7), items: {}, scores: { QL2: 60 } }
    expect(qualityOfLifeChange([c30(-1, 4, 4), stated], start)).toBe('improved')
  })
})

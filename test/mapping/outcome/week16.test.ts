import { describe, expect, it } from 'vitest'
import { visitsBy } from '../../../src/mapping/outcome/visits.ts'
import {
  type EarlyEnds,
  findDuplicateVisits,
  findResponsesAfterProgression,
  findVisitsOutsideWindow,
  hasControlAtWeek16,
  hasOnlyLaterControl,
  noControlReason,
  week16Rows,
} from '../../../src/mapping/outcome/week16.ts'
import type { Assessment, Criterion, ResponseCode } from '../../../src/model/generated/common-record.ts'
import { anAssessment, aRanoAssessment, onDay, START_DAY } from '../../support/common-record.ts'

const factsOf = (assessments: readonly Assessment[], criterion: Criterion = 'RECIST1.1') => ({
  rows: week16Rows(assessments, START_DAY),
  visits: visitsBy(criterion, assessments, START_DAY),
  criterion,
  start: START_DAY,
})
const hasControl = (assessments: readonly Assessment[], criterion?: Criterion) =>
  hasControlAtWeek16(factsOf(assessments, criterion))

const recist = (visit: string | null, day: number, code: ResponseCode) =>
  anAssessment(visit, onDay(day), { recist: code })
const irecist = (visit: string | null, day: number, code: ResponseCode) =>
  anAssessment(visit, onDay(day), { irecist: code })

const ends = (given: Partial<EarlyEnds> = {}): EarlyEnds => ({
  start: START_DAY,
  progression: null,
  death: null,
  treatmentEnd: null,
  ...given,
})

describe('disease control at week 16', () => {
  it.each<[ResponseCode, boolean]>([
    ['CR', true],
    ['PR', true],
    ['SD', true],
    ['PD', false],
    ['NE', false],
    [null, false],
  ])('RECIST %s: %s', (code, control) => {
    expect(hasControl([recist('V03', 112, code)])).toBe(control)
  })

  it.each<[ResponseCode, boolean]>([
    ['iCR', true],
    ['iPR', true],
    ['iSD', true],
    ['iUPD', false],
    ['iCPD', false],
    ['iNE', false],
    [null, false],
  ])('iRECIST %s: %s', (code, control) => {
    expect(hasControl([irecist('V03', 112, code)], 'iRECIST')).toBe(control)
  })

  it('is judged by the declared criterion alone (T3)', () => {
    const row = anAssessment('V03', onDay(112), { recist: 'SD', irecist: 'iUPD' })
    expect(hasControl([row], 'iRECIST')).toBe(false)
    expect(hasControl([row], 'RECIST1.1')).toBe(true)
  })

  it('is none without a week-16 row, whatever came later (T2)', () => {
    expect(hasControl([recist('V02', 56, 'SD'), recist('V04', 182, 'SD')])).toBe(false)
  })

  it('goes by the id of the visit and not by its date', () => {
    expect(hasControl([recist('V03', 60, 'SD')])).toBe(true)
    expect(hasControl([anAssessment('V03', null, { recist: 'SD' })])).toBe(true)
    expect(hasControl([recist('V02', 112, 'SD')])).toBe(false)
  })

  it('is none after an earlier PD or iCPD', () => {
    expect(hasControl([recist('V02', 56, 'PD'), recist('V03', 112, 'SD')])).toBe(false)
    expect(hasControl([irecist('V02', 56, 'iCPD'), irecist('V03', 112, 'iSD')], 'iRECIST')).toBe(false)
    expect(hasControl([recist('V02', 56, 'PD'), anAssessment('V03', null, { recist: 'SD' })])).toBe(false)
  })

  it('survives an iUPD that was reset, and a PD that comes later or on the same day', () => {
    expect(hasControl([recist('V03', 112, 'SD'), recist('V99', 112, 'PD')])).toBe(true)
    expect(hasControl([irecist('V02', 56, 'iUPD'), irecist('V03', 112, 'iSD')], 'iRECIST')).toBe(true)
    expect(hasControl([recist('V03', 112, 'SD'), recist('V04', 113, 'PD')])).toBe(true)
  })

  it('does not mind a PD at baseline, or before the start', () => {
    expect(hasControl([recist('V00', -3, 'PD'), recist('V01', -1, 'PD'), recist('V03', 112, 'SD')])).toBe(true)
  })

  it.each<[readonly ResponseCode[], boolean]>([
    [['SD', 'CR'], true],
    [['CR', 'PD'], false],
    [['SD', 'NE'], false],
    [['SD', null], false],
  ])('takes the worst of several rows %j: %s', (codes, control) => {
    expect(hasControl(codes.map(code => recist('V03', 112, code)))).toBe(control)
    expect(hasControl(codes.map(code => recist('V03', 112, code)).reverse())).toBe(control)
  })

  it('puts iUPD below NE, and above iCPD', () => {
    const reason = (codes: readonly ResponseCode[]) =>
      noControlReason(
        factsOf(
          codes.map(code => irecist('V03', 112, code)),
          'iRECIST',
        ),
        ends(),
      )
    expect(reason(['iNE', 'iUPD'])).toBe('unconfirmed-progression')
    expect(reason(['iUPD', 'iCPD'])).toBe('not-assessable')
  })

  it('reads only the form of the declared criterion', () => {
    const rows = [recist('V03', 112, null), aRanoAssessment('V03', onDay(112), 'SD')]
    expect(hasControl(rows, 'RANO')).toBe(true)
    expect(hasControl([recist('V03', 112, 'SD')], 'RANO')).toBe(false)
  })
})

describe('the reason for no control', () => {
  it('with a week-16 row: iUPD first, then progression by day 119, else not assessable', () => {
    const reason = (code: ResponseCode, progression: number | null) =>
      noControlReason(
        factsOf([irecist('V03', 112, code)], 'iRECIST'),
        ends({ progression: progression === null ? null : START_DAY + progression }),
      )
    expect(reason('iUPD', 100)).toBe('unconfirmed-progression')
    expect(reason('iCPD', 119)).toBe('progressed')
    expect(reason('iCPD', 120)).toBe('not-assessable')
    expect(reason('iNE', null)).toBe('not-assessable')
    expect(reason(null, 56)).toBe('progressed')
  })

  it.each<[string, Partial<EarlyEnds>]>([
    ['progressed', { progression: START_DAY + 119, death: START_DAY + 50, treatmentEnd: START_DAY + 40 }],
    ['died', { progression: START_DAY + 120, death: START_DAY + 119, treatmentEnd: START_DAY + 40 }],
    ['off-treatment', { death: START_DAY + 120, treatmentEnd: START_DAY + 119 }],
    ['missed', { treatmentEnd: START_DAY + 120 }],
    ['missed', {}],
  ])('without a week-16 row: %s, the first that fits by day 119', (reason, given) => {
    expect(noControlReason(factsOf([recist('V02', 56, 'SD')]), ends(given))).toBe(reason)
  })
})

describe('the window of the week-16 visit', () => {
  it.each([
    [97, 1],
    [98, 0],
    [126, 0],
    [127, 1],
  ])('day %i: %i problems', (day, count) => {
    const rows = [recist('V03', day, 'SD')]
    expect(findVisitsOutsideWindow(rows, START_DAY).map(finding => finding.code)).toEqual(
      new Array(count).fill('visit-window'),
    )
  })

  it('is not judged without a complete date', () => {
    expect(findVisitsOutsideWindow([anAssessment('V03', '2023'), anAssessment('V03', null)], START_DAY)).toEqual([])
  })
})

describe('several week-16 rows', () => {
  it('are all named, form by form', () => {
    const rows = [recist('V03', 110, 'SD'), recist('V03', 112, 'SD'), aRanoAssessment('V03', onDay(112), 'SD')]
    expect(findDuplicateVisits(rows).map(finding => finding.origin)).toEqual([rows[0]?.origin, rows[1]?.origin])
  })
})

describe('responses after progression', () => {
  it('are the better codes after PD, not NE and not a second PD', () => {
    const better = recist('V03', 112, 'SD')
    const rows = [recist('V02', 56, 'PD'), better, recist('V04', 182, 'NE'), recist('V05', 273, 'PD')]
    expect(findResponsesAfterProgression(visitsBy('RECIST1.1', rows, START_DAY))).toEqual([
      { code: 'response-after-progression', origin: better.origin, field: 'assessments.responses' },
    ])
  })

  it('do not follow on the day of the PD itself', () => {
    const rows = [recist('V03', 112, 'PD'), recist('V03', 112, 'SD')]
    expect(findResponsesAfterProgression(visitsBy('RECIST1.1', rows, START_DAY))).toEqual([])
  })

  it('do not follow an iUPD', () => {
    const rows = [irecist('V02', 56, 'iUPD'), irecist('V03', 112, 'iSD')]
    expect(findResponsesAfterProgression(visitsBy('iRECIST', rows, START_DAY))).toEqual([])
  })
})

describe('control that shows later only', () => {
  it.each([
    [119, false],
    [120, true],
  ])('at day %i: %s', (day, later) => {
    expect(hasOnlyLaterControl(factsOf([recist('V04', day, 'SD')]), null)).toBe(later)
  })

  it('is none with a week-16 row, nor after progression', () => {
    expect(hasOnlyLaterControl(factsOf([recist('V03', 112, null), recist('V04', 182, 'SD')]), null)).toBe(false)
    expect(hasOnlyLaterControl(factsOf([recist('V04', 182, 'SD')]), START_DAY + 181)).toBe(false)
    expect(hasOnlyLaterControl(factsOf([recist('V04', 182, 'SD')]), START_DAY + 182)).toBe(true)
  })
})

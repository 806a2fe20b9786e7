import { describe, expect, it } from 'vitest'
import { criterionOf, findDisagreements } from '../../../src/mapping/outcome/criterion.ts'
import type { Criterion, ResponseCode } from '../../../src/model/generated/common-record.ts'
import { aCriterion, anAssessment, aRanoAssessment, onDay } from '../../support/common-record.ts'

const recistRow = anAssessment('V02', onDay(56), { recist: 'SD' })
const irecistRow = anAssessment('V02', onDay(56), { irecist: 'iSD' })
const ranoRow = aRanoAssessment('V02', onDay(56), 'SD')

describe('the criterion of an enrolment', () => {
  it('is the one declared at baseline, whatever forms were used', () => {
    expect(criterionOf([aCriterion('iRECIST')], [recistRow, ranoRow])).toBe('iRECIST')
  })

  it('is not what a later visit declares, nor an empty declaration', () => {
    expect(criterionOf([aCriterion('RANO', { visit: 'V01' })], [recistRow])).toBe('RECIST1.1')
    expect(criterionOf([aCriterion(null)], [recistRow])).toBe('RECIST1.1')
  })

  it('is the latest of several declarations at baseline', () => {
    const declared = [aCriterion('RANO', { date: onDay(-1) }), aCriterion('iRECIST', { date: onDay(-9) })]
    expect(criterionOf(declared, [])).toBe('RANO')
  })

  it.each<[string, Criterion, Parameters<typeof criterionOf>[1]]>([
    ['RANO where its form was used', 'RANO', [irecistRow, ranoRow]],
    ['iRECIST where only it has codes', 'iRECIST', [irecistRow]],
    ['RECIST where both have codes', 'RECIST1.1', [irecistRow, recistRow]],
    ['RECIST where nothing has', 'RECIST1.1', []],
  ])('without a declaration: %s', (_, criterion, assessments) => {
    expect(criterionOf([], assessments)).toBe(criterion)
  })
})

describe('criteria that disagree', () => {
  const disagree = (recist: ResponseCode, irecist: ResponseCode) =>
    findDisagreements([anAssessment('V03', onDay(112), { recist, irecist })], 'RECIST1.1').length > 0

  it.each<[ResponseCode, ResponseCode, boolean]>([
    ['SD', 'iUPD', true],
    ['PD', 'iSD', true],
    ['NE', 'iPR', true],
    ['SD', 'iPR', false],
    ['PD', 'iUPD', false],
    ['SD', null, false],
    [null, 'iUPD', false],
  ])('RECIST %s beside iRECIST %s: %s (T3)', (recist, irecist, found) => {
    expect(disagree(recist, irecist)).toBe(found)
  })

  it('also across the forms of one visit, on the row of the declared criterion', () => {
    const ra = anAssessment('V03', onDay(112), { recist: 'SD' })
    const rnrsp = aRanoAssessment('V03', onDay(112), 'PD')
    expect(findDisagreements([ra, rnrsp], 'RANO').map(finding => finding.origin)).toEqual([rnrsp.origin])
    expect(findDisagreements([ra, { ...rnrsp, visit: 'V04' }], 'RANO')).toEqual([])
  })

  it('never across forms without a visit', () => {
    const rows = [
      anAssessment(null, onDay(112), { recist: 'SD' }),
      { ...aRanoAssessment('V03', onDay(112), 'PD'), visit: null },
    ]
    expect(findDisagreements(rows, 'RANO')).toEqual([])
  })

  it('never between two rows of one form', () => {
    const rows = [anAssessment('V03', onDay(112), { recist: 'SD' }), anAssessment('V03', onDay(112), { recist: 'PD' })]
    expect(findDisagreements(rows, 'RECIST1.1')).toEqual([])
  })
})

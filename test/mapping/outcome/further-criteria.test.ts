import { describe, expect, it } from 'vitest'
import { criterionOf, findDisagreements } from '../../../src/mapping/outcome/criterion.ts'
import { deriveOutcomes } from '../../../src/mapping/outcome/derive-outcomes.ts'
import type { Assessment, Criterion, ResponseCode } from '../../../src/model/generated/common-record.ts'
import { aCommonRecord, aContext, anAssessment, anEnrolment, onDay } from '../../support/common-record.ts'

const assessedBy = (criterion: Criterion, response: ResponseCode, visit = 'V03', day = 112): Assessment => ({
  ...anAssessment(visit, onDay(day)),
  responses: [{ criterion, response }],
})

const derive = (criterion: Criterion, ...assessments: readonly Assessment[]) => {
  const record = aCommonRecord({ enrolments: [anEnrolment({ criterion })], assessments: [...assessments] })
  const { outcomes, problems } = deriveOutcomes(record, aContext())
  return { outcome: outcomes[0], codes: problems.map(problem => problem.code) }
}

describe('criteria beyond RECIST, iRECIST and RANO', () => {
  it.each<Criterion>(['IMWG', 'Lugano', 'ELN'])('%s: CR, PR and SD at week 16 are disease control', criterion => {
    for (const response of ['CR', 'PR', 'SD'] as const) {
      const { outcome, codes } = derive(criterion, assessedBy(criterion, response))
      expect(outcome).toMatchObject({ criterion, diseaseControlW16: true, noControlReason: null })
      expect(codes).not.toContain('control-undefined')
    }
    expect(derive(criterion, assessedBy(criterion, 'PD')).outcome).toMatchObject({
      diseaseControlW16: false,
      noControlReason: 'progressed',
    })
  })

  it.each<Criterion>(['IWG', 'PCWG3', 'GCIG', 'clinical'])(
    '%s: the rules define no control, so there is none, and the row says so',
    criterion => {
      const { outcome, codes } = derive(criterion, assessedBy(criterion, 'SD'))
      expect(outcome).toMatchObject({ criterion, diseaseControlW16: false, noControlReason: 'not-assessable' })
      expect(codes).toContain('control-undefined')
    },
  )

  it.each<Criterion>(['IWG', 'PCWG3', 'GCIG', 'clinical'])(
    '%s: later control is no hint of a missing visit',
    criterion => {
      expect(derive(criterion, assessedBy(criterion, 'SD', 'V04', 182)).codes).not.toContain(
        'w16-missing-later-control',
      )
      expect(derive('Lugano', assessedBy('Lugano', 'SD', 'V04', 182)).codes).toContain('w16-missing-later-control')
    },
  )

  it.each<ResponseCode>(['MR', 'NON-CR-NON-PD'])('%s is no control, no best response, and reported', response => {
    const { outcome, codes } = derive('IMWG', assessedBy('IMWG', response))
    expect(outcome).toMatchObject({ diseaseControlW16: false, bestOverallResponse: 'NE' })
    expect(codes).toContain('control-undefined')
  })

  it('an empty response is not assessable, and no question of the criterion', () => {
    const { outcome, codes } = derive('PCWG3', assessedBy('PCWG3', null))
    expect(outcome).toMatchObject({ diseaseControlW16: false, noControlReason: 'not-assessable' })
    expect(codes).not.toContain('control-undefined')
  })

  it('their progression ends best response and progression-free survival', () => {
    const { outcome } = derive('GCIG', assessedBy('GCIG', 'PD', 'V02', 56), assessedBy('GCIG', 'CR', 'V03', 112))
    expect(outcome).toMatchObject({
      bestOverallResponse: 'PD',
      pfsDays: 56,
      pfsEvent: 1,
      noControlReason: 'progressed',
    })
  })

  it('the criterion is the one that alone has codes, the enrolment’s where it declares one', () => {
    const rows = [assessedBy('Lugano', 'SD')]
    expect(criterionOf([], rows)).toBe('Lugano')
    expect(criterionOf([], rows, 'IMWG')).toBe('IMWG')
    expect(criterionOf([], [...rows, assessedBy('IMWG', 'SD')])).toBe('RECIST1.1')
  })

  it('a code without a defined control contradicts no other criterion', () => {
    const row = (criterion: Criterion): Assessment => ({
      ...anAssessment('V03', onDay(112)),
      responses: [
        { criterion: 'RECIST1.1', response: 'PD' },
        { criterion, response: 'SD' },
      ],
    })
    expect(findDisagreements([row('clinical')], 'RECIST1.1')).toEqual([])
    expect(findDisagreements([row('IMWG')], 'RECIST1.1')).toHaveLength(1)
  })
})

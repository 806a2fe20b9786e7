import { describe, expect, it } from 'vitest'
import { namedEnrolments, splitByEnrolment } from '../../../src/mapping/outcome/enrolment-intervals.ts'
import type { CommonRecord } from '../../../src/model/generated/common-record.ts'
import {
  aCommonRecord,
  anAssessment,
  anEnrolment,
  anInfusion,
  anIntake,
  aTreatmentEnd,
  onDay,
} from '../../support/common-record.ts'

const first = anEnrolment({ localName: 'a/b/c', allocated: onDay(-5) })
const second = anEnrolment({ localName: 'd/e/f', allocated: onDay(100) })

const split = (given: Partial<CommonRecord>, enrolments = [second, first]) =>
  splitByEnrolment(aCommonRecord({ doses: [], enrolments, ...given }))

describe('the interval of an enrolment', () => {
  it('runs from its allocation to the day before the next', () => {
    const assessments = [99, 100, 101, -5].map(day => anAssessment('V02', onDay(day)))
    const [rowsOfFirst, rowsOfSecond] = split({ assessments })
    expect(rowsOfFirst?.enrolment.localName).toBe('a/b/c')
    expect(rowsOfFirst?.assessments.map(row => row.date)).toEqual([onDay(99), onDay(-5)])
    expect(rowsOfSecond?.assessments.map(row => row.date)).toEqual([onDay(100), onDay(101)])
  })

  it('of the first also holds what came before, and what has no date', () => {
    const assessments = [anAssessment('V00', onDay(-30)), anAssessment('V03', null)]
    expect(split({ assessments })[0]?.assessments).toEqual(assessments)
  })

  it('counts a partial date with its first possible day', () => {
    const rows = split({ assessments: [anAssessment('V03', '2022-06'), anAssessment('V03', '2022-07')] })
    expect(rows.map(row => row.assessments.map(({ date }) => date))).toEqual([['2022-06'], ['2022-07']])
  })

  it('goes by the clinical date of each form', () => {
    const rows = split({
      doses: [anIntake(onDay(100), null, { cycleStart: onDay(99) }), anInfusion(onDay(99))],
      treatmentEnds: [
        aTreatmentEnd({ entered: onDay(120), ended: onDay(99) }),
        aTreatmentEnd({ progressionDate: onDay(130) }),
      ],
    })
    expect(rows.map(row => row.doses.length)).toEqual([1, 1])
    expect(rows.map(row => row.treatmentEnds.length)).toEqual([1, 1])
    expect(rows[1]?.doses[0]?.route).toBe('oral')
  })

  it('is not cut by an allocation without a cohort name', () => {
    const unnamed = anEnrolment({ localName: null, allocated: onDay(50) })
    expect(split({ assessments: [anAssessment('V02', onDay(60))] }, [first, unnamed])).toMatchObject([
      { assessments: [{ visit: 'V02' }] },
    ])
  })
})

describe('named enrolments', () => {
  it('stand in the order of allocation, without a date last', () => {
    const undated = anEnrolment({ localName: 'g/h/i', allocated: null })
    const order = namedEnrolments(aCommonRecord({ enrolments: [undated, second, first] }))
    expect(order.map(enrolment => enrolment.localName)).toEqual(['a/b/c', 'd/e/f', 'g/h/i'])
    const earlier = anEnrolment({ localName: 'j/k/l', allocated: onDay(-9) })
    expect(namedEnrolments(aCommonRecord({ enrolments: [first, earlier] }))[0]?.localName).toBe('j/k/l')
  })
})

import { describe, expect, it } from 'vitest'
import { firstPossibleDay } from '../../../src/mapping/outcome/calendar.ts'
import { deriveCutoff, knownAtCutoff, latestClinicalDate } from '../../../src/mapping/outcome/cutoff.ts'
import { isNodeError } from '../../../src/model/errors.ts'
import type { CommonRecord } from '../../../src/model/generated/common-record.ts'
import {
  aCommonRecord,
  aCriterion,
  aDeath,
  aFollowUp,
  anAdverseEvent,
  anAssessment,
  anInfusion,
  anIntake,
  aPerformance,
  aRanoAssessment,
  aTreatmentEnd,
  rowOf,
} from '../../support/common-record.ts'

const latest = (given: Partial<CommonRecord>) => latestClinicalDate(aCommonRecord({ doses: [], ...given }))
const LATE = '2023-05-01'

describe('the cut-off', () => {
  it.each<[string, Partial<CommonRecord>]>([
    ['start of a cycle', { doses: [anInfusion(LATE)] }],
    ['start of intake', { doses: [anIntake(LATE, null)] }],
    ['stop of intake', { doses: [anIntake(null, LATE)] }],
    ['start of a cycle of intake', { doses: [anIntake('2022-01-01', null, { cycleStart: LATE })] }],
    ['RECIST assessment', { assessments: [anAssessment('V03', LATE)] }],
    ['RANO assessment', { assessments: [aRanoAssessment('V03', LATE, null)] }],
    ['last treatment day', { treatmentEnds: [aTreatmentEnd({ ended: LATE })] }],
    ['death', { deaths: [aDeath(LATE)] }],
    ['last seen alive', { followUps: [aFollowUp({ lastSeenAlive: LATE })] }],
    ['death at follow-up', { followUps: [aFollowUp({ deathDate: LATE })] }],
  ])('is set by %s', (_, given) => {
    expect(latest(given)).toBe(LATE)
  })

  it.each<[string, Partial<CommonRecord>]>([
    ['a planned cycle', { doses: [anInfusion(LATE, { given: false }), anInfusion(LATE, { given: null })] }],
    ['the day of entry', { treatmentEnds: [aTreatmentEnd({ entered: LATE })] }],
    ['a progression date', { treatmentEnds: [aTreatmentEnd({ progressionDate: LATE })] }],
    ['an adverse event', { adverseEvents: [anAdverseEvent({ onset: LATE, ended: LATE })] }],
    ['performance', { performance: [aPerformance({ date: LATE })] }],
    ['the declaration of a criterion', { criteria: [aCriterion('RANO', { date: LATE })] }],
    ['another form', { otherDatedRows: [{ origin: rowOf('rcnt'), date: LATE }] }],
    ['a partial date', { deaths: [aDeath('2023-05')] }],
  ])('is not set by %s', (_, given) => {
    expect(latest(given)).toBeNull()
  })

  it('is the latest of all subjects', () => {
    const records = [
      aCommonRecord(),
      aCommonRecord({ doses: [anInfusion('2023-02-01')] }),
      aCommonRecord({ deaths: [aDeath('2022-04-01')] }),
    ]
    expect(deriveCutoff(records)).toBe('2023-02-01')
  })

  it('is refused where no subject has a complete date', () => {
    let refusal: unknown
    try {
      deriveCutoff([aCommonRecord({ doses: [] })])
    } catch (error) {
      refusal = error
    }
    expect(isNodeError(refusal, 'ingest/no-usable-date')).toBe(true)
  })
})

describe('what is known at the cut-off', () => {
  const known = (given: Partial<CommonRecord>) =>
    knownAtCutoff(aCommonRecord({ doses: [], ...given }), firstPossibleDay('2022-06-10'))

  it('is each row up to its day, and a partial date that can be', () => {
    const dates = ['2022-06-10', '2022-06-11', '2022-06', '2022-07', '2022', '2023', null]
    const assessments = dates.map(date => anAssessment('V02', date))
    expect(known({ assessments }).assessments.map(row => row.date)).toEqual(['2022-06-10', '2022-06', '2022', null])
  })

  it('leaves treatment ongoing that ended later, but keeps an earlier progression', () => {
    const end = aTreatmentEnd({ ended: '2022-06-11', progressionDate: '2022-06-01', reason: 'progression' })
    expect(known({ treatmentEnds: [end] }).treatmentEnds).toEqual([{ ...end, ended: null, reason: null }])
  })
})

import { describe, expect, it } from 'vitest'
import { overallSurvival, progressionFreeSurvival, signsOfLife } from '../../../src/mapping/outcome/survival.ts'
import { visitsBy } from '../../../src/mapping/outcome/visits.ts'
import {
  aCommonRecord,
  aFollowUp,
  anAssessment,
  anInfusion,
  anIntake,
  aPerformance,
  aTreatmentEnd,
  onDay,
  START_DAY,
} from '../../support/common-record.ts'

const pfs = (progression: number | null, death: number | null, controlDays: number[] = []) =>
  progressionFreeSurvival({
    start: START_DAY,
    progression: progression === null ? null : START_DAY + progression,
    death: death === null ? null : START_DAY + death,
    visits: visitsBy(
      'RECIST1.1',
      [
        anAssessment('V00', onDay(0), { recist: 'SD' }),
        ...controlDays.map(day => anAssessment('V01', onDay(day), { recist: 'SD' })),
        anAssessment('V09', onDay(300), { recist: 'NE' }),
      ],
      START_DAY,
    ),
  })

describe('progression-free survival', () => {
  it('ends with progression or death, whichever is first; end less start', () => {
    expect(pfs(56, 90)).toEqual({ days: 56, event: 1 })
    expect(pfs(null, 90)).toEqual({ days: 90, event: 1 })
    expect(pfs(0, null)).toEqual({ days: 0, event: 1 })
  })

  it('is censored at the last visit with control', () => {
    expect(pfs(null, null, [56, 112])).toEqual({ days: 112, event: 0 })
  })

  it('is censored at the start where no visit had control', () => {
    expect(pfs(null, null)).toEqual({ days: 0, event: 0 })
  })
})

describe('overall survival', () => {
  it('ends with death', () => {
    expect(overallSurvival(START_DAY, START_DAY + 200, [START_DAY + 300])).toEqual({ days: 200, event: 1 })
  })

  it('is censored at the last sign of life, never before the start', () => {
    expect(overallSurvival(START_DAY, null, [START_DAY + 5, START_DAY + 250])).toEqual({ days: 250, event: 0 })
    expect(overallSurvival(START_DAY, null, [START_DAY - 9])).toEqual({ days: 0, event: 0 })
  })
})

describe('signs of life', () => {
  it('are follow-up, assessment, ECOG, delivered doses and the end of treatment, by complete dates up to the cut-off', () => {
    const record = aCommonRecord({
      followUps: [aFollowUp({ lastSeenAlive: onDay(400) }), aFollowUp({ lastSeenAlive: onDay(401) })],
      assessments: [anAssessment('V02', onDay(56)), anAssessment('V03', '2022-06')],
      performance: [aPerformance({ visit: 'V02', date: onDay(57) })],
      doses: [anInfusion(onDay(0)), anIntake(onDay(30), onDay(60)), anInfusion(onDay(63), { given: false })],
      treatmentEnds: [aTreatmentEnd({ entered: onDay(200), ended: onDay(61) })],
    })
    const days = signsOfLife(record, START_DAY + 400).map(day => day - START_DAY)
    expect(days.sort((a, b) => a - b)).toEqual([0, 30, 56, 57, 60, 61, 400])
  })
})

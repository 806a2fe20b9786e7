import { describe, expect, it } from 'vitest'
import { dateOf } from '../../../src/mapping/outcome/calendar.ts'
import { findProgression } from '../../../src/mapping/outcome/progression.ts'
import { visitsBy } from '../../../src/mapping/outcome/visits.ts'
import type { Assessment, Criterion, TreatmentEnd } from '../../../src/model/generated/common-record.ts'
import { anAssessment, aTreatmentEnd, onDay, START_DAY } from '../../support/common-record.ts'

interface Given {
  readonly assessments?: readonly Assessment[]
  readonly ends?: readonly TreatmentEnd[]
  readonly criterion?: Criterion
  readonly cutoffDay?: number
}

function read({ assessments = [], ends = [], criterion = 'RECIST1.1', cutoffDay = 400 }: Given) {
  const { progression, findings } = findProgression({
    visits: visitsBy(criterion, assessments, START_DAY),
    treatmentEnds: ends,
    start: START_DAY,
    cutoff: START_DAY + cutoffDay,
  })
  return {
    date: progression === null ? null : dateOf(progression.day),
    until: progression === null ? null : progression.responsesUntil - START_DAY,
    problems: findings.map(finding => [finding.code, finding.origin?.line, finding.field]),
  }
}

const recist = (day: number, code: 'PD' | 'SD', given: Partial<Assessment> = {}) =>
  anAssessment(null, onDay(day), { recist: code }, given)
const irecist = (day: number, code: 'iUPD' | 'iCPD' | 'iSD' | 'iNE' | null, given: Partial<Assessment> = {}) =>
  anAssessment(null, onDay(day), { irecist: code }, given)
const byIrecist = (...assessments: Assessment[]) => read({ assessments, criterion: 'iRECIST' })

describe('progression by RECIST or RANO', () => {
  it('is the first PD, at its visit', () => {
    expect(read({ assessments: [recist(112, 'PD'), recist(56, 'PD'), recist(30, 'SD')] }).date).toBe(onDay(56))
  })

  it('is at the stated date where that is complete, else at the visit', () => {
    expect(read({ assessments: [recist(56, 'PD', { progressionDate: onDay(50) })] }).date).toBe(onDay(50))
    expect(read({ assessments: [recist(56, 'PD', { progressionDate: '2022-04' })] })).toEqual({
      date: onDay(56),
      until: 56,
      problems: [],
    })
  })

  it('takes the earliest of dates that were copied to later visits', () => {
    const copied = { progressionDate: onDay(50) }
    expect(read({ assessments: [recist(112, 'PD', copied), recist(56, 'PD', copied)] }).date).toBe(onDay(50))
  })

  it('is not what another criterion says', () => {
    expect(read({ assessments: [anAssessment('V02', onDay(56), { recist: 'SD', irecist: 'iCPD' })] }).date).toBeNull()
  })

  it('is never found at baseline, nor at a visit before the start', () => {
    const baseline = anAssessment('V00', onDay(1), { recist: 'PD' })
    expect(read({ assessments: [baseline, recist(-1, 'PD')] })).toEqual({ date: null, until: null, problems: [] })
  })

  it('drops a stated date before the start, and says on which row', () => {
    const early = recist(56, 'PD', { progressionDate: onDay(-1) })
    expect(read({ assessments: [early] })).toEqual({
      date: null,
      until: null,
      problems: [['before-start', early.origin.line, 'assessments.progressionDate']],
    })
    expect(read({ assessments: [recist(56, 'PD', { progressionDate: onDay(0) })] }).date).toBe(onDay(0))
  })

  it('imputes the day of a visit that is dated by month, not earlier than the start', () => {
    const row = anAssessment('V01', '2022-05', { recist: 'PD' })
    expect(read({ assessments: [row] })).toMatchObject({
      date: '2022-05-15',
      problems: [['date-imputed', row.origin.line, 'assessments.date']],
    })
  })

  it('is not known before the cut-off has reached it', () => {
    expect(read({ assessments: [recist(56, 'PD')], cutoffDay: 55 }).date).toBeNull()
    expect(read({ assessments: [recist(56, 'PD')], cutoffDay: 56 }).date).toBe(onDay(56))
  })
})

describe('progression by iRECIST', () => {
  it('counts a confirmed run from its first iUPD, and responses until its confirmation', () => {
    expect(byIrecist(irecist(56, 'iUPD'), irecist(84, 'iUPD'), irecist(112, 'iCPD'))).toMatchObject({
      date: onDay(56),
      until: 112,
    })
  })

  it('reads visits in the order of time, whatever the order of the file', () => {
    const [confirmed, stable, unconfirmed] = [irecist(112, 'iCPD'), irecist(84, 'iSD'), irecist(56, 'iUPD')]
    expect(byIrecist(confirmed, stable, unconfirmed).date).toBe(onDay(112))
  })

  it('takes the stated date of unconfirmed progression where it is complete', () => {
    const first = irecist(56, 'iUPD', { unconfirmedProgressionDate: onDay(54) })
    expect(byIrecist(first, irecist(84, 'iCPD')).date).toBe(onDay(54))
  })

  it('is reset by stable disease or better, and starts a new run', () => {
    expect(byIrecist(irecist(56, 'iUPD'), irecist(84, 'iSD')).date).toBeNull()
    expect(byIrecist(irecist(56, 'iUPD'), irecist(84, 'iSD'), irecist(112, 'iUPD'), irecist(140, 'iCPD')).date).toBe(
      onDay(112),
    )
  })

  it('is not reset by an assessment that could not be evaluated', () => {
    expect(byIrecist(irecist(56, 'iUPD'), irecist(84, 'iNE'), irecist(112, 'iCPD')).date).toBe(onDay(56))
  })

  it('is an iUPD with nothing after it', () => {
    expect(byIrecist(irecist(56, 'iSD'), irecist(84, 'iUPD')).date).toBe(onDay(84))
    expect(byIrecist(irecist(84, 'iUPD'), irecist(112, null)).date).toBe(onDay(84))
    expect(byIrecist(irecist(84, 'iUPD'), irecist(112, 'iNE')).date).toBeNull()
  })

  it('is an iCPD without an iUPD on its own date', () => {
    expect(byIrecist(irecist(84, 'iCPD')).date).toBe(onDay(84))
    expect(byIrecist(irecist(84, 'iCPD', { progressionDate: onDay(80) })).date).toBe(onDay(80))
  })

  it('is not a PD of RECIST beside it', () => {
    expect(byIrecist(anAssessment(null, onDay(56), { recist: 'PD', irecist: 'iSD' })).date).toBeNull()
  })
})

describe('progression by the end of treatment', () => {
  it('is its progression date, where no visit was earlier', () => {
    const ends = [aTreatmentEnd({ progressionDate: onDay(90), ended: onDay(95), reason: 'progression' })]
    expect(read({ ends })).toEqual({ date: onDay(90), until: 90, problems: [] })
    expect(read({ ends, assessments: [recist(56, 'PD')] }).date).toBe(onDay(56))
  })

  it('is the last treatment day where it stopped for progression without a date, and says so', () => {
    const end = aTreatmentEnd({ ended: onDay(95), reason: 'progression' })
    expect(read({ ends: [end] })).toMatchObject({
      date: onDay(95),
      problems: [['date-imputed', end.origin.line, 'treatmentEnds.progressionDate']],
    })
  })

  it('is none by symptomatic deterioration, nor without any date', () => {
    expect(read({ ends: [aTreatmentEnd({ ended: onDay(95), reason: 'deterioration' })] }).date).toBeNull()
    expect(read({ ends: [aTreatmentEnd({ reason: 'progression' })] })).toMatchObject({ date: null, problems: [] })
  })

  it('imputes a partial date, not earlier than the start', () => {
    const end = (progressionDate: string) => aTreatmentEnd({ progressionDate })
    expect(read({ ends: [end('2022-06')] }).date).toBe('2022-06-15')
    expect(read({ ends: [end('2022')] }).date).toBe('2022-07-15')
    expect(read({ ends: [end('2022-02')] }).problems.map(([code]) => code)).toEqual(['before-start'])
    const march = { ...end('2022-03'), origin: { sheet: 'eot', line: 5 } }
    expect(read({ ends: [march] })).toMatchObject({
      date: '2022-03-15',
      problems: [['date-imputed', 5, 'treatmentEnds.progressionDate']],
    })
  })

  it('says that a date was imputed only where that date is the progression', () => {
    const ends = [aTreatmentEnd({ progressionDate: '2022-06' })]
    expect(read({ ends, assessments: [recist(56, 'PD')] }).problems).toEqual([])
    const sameDay = anAssessment('V02', '2022-06-15', { recist: 'PD' })
    expect(read({ ends, assessments: [sameDay] })).toMatchObject({ date: '2022-06-15', problems: [] })
  })
})

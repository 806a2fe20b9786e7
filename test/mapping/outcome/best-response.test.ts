import { describe, expect, it } from 'vitest'
import { bestResponse, confirmedResponse, visitsUntilProgression } from '../../../src/mapping/outcome/best-response.ts'
import { findProgression } from '../../../src/mapping/outcome/progression.ts'
import { visitsBy } from '../../../src/mapping/outcome/visits.ts'
import type { Assessment, Criterion, ResponseCode, TreatmentEnd } from '../../../src/model/generated/common-record.ts'
import { anAssessment, aTreatmentEnd, onDay, START_DAY } from '../../support/common-record.ts'

function counted(assessments: readonly Assessment[], criterion: Criterion, treatmentEnds: readonly TreatmentEnd[]) {
  const visits = visitsBy(criterion, assessments, START_DAY)
  const { progression } = findProgression({ visits, treatmentEnds, start: START_DAY, cutoff: START_DAY + 900 })
  return { visits, counted: visitsUntilProgression(visits, progression) }
}
function best(assessments: readonly Assessment[], criterion: Criterion = 'RECIST1.1', ends: TreatmentEnd[] = []) {
  const of = counted(assessments, criterion, ends)
  return bestResponse(of.counted, of.visits)
}
const confirmed = (assessments: readonly Assessment[]) =>
  confirmedResponse(counted(assessments, 'RECIST1.1', []).counted)

const recist = (day: number, code: ResponseCode, given: Partial<Assessment> = {}) =>
  anAssessment(`V${day}`, onDay(day), { recist: code }, given)
const irecist = (...codes: ResponseCode[]) =>
  codes.map((code, index) => anAssessment(`V1${index}`, onDay(56 + 28 * index), { irecist: code }))

describe('best overall response', () => {
  it('is the best code up to the first progression (T7)', () => {
    expect(best([recist(56, 'SD'), recist(112, 'PR'), recist(140, 'PD'), recist(182, 'CR')])).toBe('PR')
    expect(best([recist(56, 'PD'), recist(112, 'CR')])).toBe('PD')
  })

  it('does not count baseline, nor a visit before the start (T7)', () => {
    expect(best([anAssessment('V00', onDay(1), { recist: 'CR' }), recist(-1, 'CR'), recist(56, 'SD')])).toBe('SD')
  })

  it('is NE where nothing else was found, and PD rather than NE', () => {
    expect(best([])).toBe('NE')
    expect(best([recist(56, 'NE'), recist(112, null)])).toBe('NE')
    expect(best([recist(56, 'NE'), recist(112, 'PD')])).toBe('PD')
  })

  it('is PD where the row of PD states an earlier day than its own', () => {
    expect(best([recist(60, 'PD', { progressionDate: onDay(55) })])).toBe('PD')
  })

  it('stops at a progression that only the end of treatment states', () => {
    const ends = [aTreatmentEnd({ progressionDate: onDay(100) })]
    expect(best([recist(56, 'SD'), recist(112, 'PR')], 'RECIST1.1', ends)).toBe('SD')
    expect(best([recist(100, 'PR')], 'RECIST1.1', ends)).toBe('PR')
  })

  it.each<[ResponseCode[], string]>([
    [['iUPD', 'iSD'], 'SD'],
    [['iUPD', 'iCPD'], 'PD'],
    [['iUPD'], 'PD'],
    [['iUPD', 'iNE'], 'NE'],
    [['iSD', 'iUPD'], 'SD'],
    [['iNE'], 'NE'],
    [['iUPD', 'iUPD', 'iCPD', 'iCR'], 'PD'],
    [['iUPD', 'iPR', 'iUPD', 'iCPD', 'iCR'], 'PR'],
  ])('by iRECIST %j is %s', (codes, response) => {
    expect(best(irecist(...codes), 'iRECIST')).toBe(response)
  })
})

describe('confirmed response', () => {
  it.each([
    [27, null],
    [28, 'PR'],
  ])('a second PR %i days later: %s', (days, response) => {
    expect(confirmed([recist(56, 'PR'), recist(56 + days, 'PR')])).toBe(response)
  })

  it('is CR only where CR comes again', () => {
    expect(confirmed([recist(56, 'CR'), recist(112, 'CR')])).toBe('CR')
    expect(confirmed([recist(56, 'PR'), recist(112, 'CR')])).toBe('PR')
    expect(confirmed([recist(56, 'CR'), recist(112, 'SD')])).toBeNull()
  })

  it('is not confirmed after progression', () => {
    expect(confirmed([recist(56, 'PR'), recist(70, 'PD'), recist(112, 'PR')])).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import type { DerivationContext } from '../../../src/mapping/outcome/derive-enrolment.ts'
import { deriveOutcomes } from '../../../src/mapping/outcome/derive-outcomes.ts'
import type { CommonRecord } from '../../../src/model/generated/common-record.ts'
import type { Outcome } from '../../../src/model/generated/outcome.ts'
import { isValid } from '../../../src/model/validation.ts'
import {
  aCommonRecord,
  aContext,
  aCriterion,
  aDeath,
  aFollowUp,
  anAdverseEvent,
  anAssessment,
  anEnrolment,
  anInfusion,
  anIntake,
  aPerformance,
  aRanoAssessment,
  aReading,
  aTreatmentEnd,
  onDay,
  rowOf,
  START,
} from '../../support/common-record.ts'

const derive = (given: Partial<CommonRecord> = {}, context: Partial<DerivationContext> = {}) =>
  deriveOutcomes(aCommonRecord(given), aContext(context))
const outcomeOf = (given: Partial<CommonRecord> = {}, context: Partial<DerivationContext> = {}): Outcome => {
  const [outcome] = derive(given, context).outcomes
  if (outcome === undefined) throw new Error('no outcome')
  return outcome
}
const problemsOf = (given: Partial<CommonRecord> = {}, context: Partial<DerivationContext> = {}) =>
  derive(given, context).problems.map(problem => [problem.code, problem.sheet, problem.line, problem.field])

const week16 = (code: 'SD' | 'PD' | null) => anAssessment('V03', onDay(112), { recist: code })
const secondCohort = (line: number) =>
  anEnrolment({ localName: 'd/e/f', allocated: onDay(200), origin: rowOf('coh', line) })

describe('the cut-off', () => {
  const late = { adverseEvents: [anAdverseEvent({ onset: onDay(60), serious: true })] }

  it('that was given hides what happened after it', () => {
    expect(outcomeOf(late, { cutoff: onDay(59) })).toMatchObject({ grade3Related: false, serious: false })
    expect(outcomeOf(late, { cutoff: onDay(60) })).toMatchObject({ grade3Related: true, serious: true })
  })

  it('that was taken from treatment and follow-up hides no event, and bounds every length', () => {
    const derived = { cutoff: onDay(21), isCutoffDerived: true }
    expect(outcomeOf(late, derived)).toMatchObject({ grade3Related: true, serious: true })
    const laterEcog = { performance: [aPerformance({ visit: 'V02', date: onDay(50) })] }
    expect(outcomeOf(laterEcog, derived)).toMatchObject({ osDays: 21, osEvent: 0 })
    const laterProgression = { treatmentEnds: [aTreatmentEnd({ progressionDate: onDay(30) })] }
    expect(outcomeOf(laterProgression, derived)).toMatchObject({ progressed: null, pfsDays: 0, pfsEvent: 0 })
  })
})

describe('one enrolment', () => {
  it('with control at week 16 gives a full outcome that its schema accepts', () => {
    const outcome = outcomeOf({
      assessments: [week16('SD')],
      performance: [aPerformance()],
      adverseEvents: [anAdverseEvent({ serious: true })],
      followUps: [aFollowUp({ lastSeenAlive: onDay(300), status: 'alive' })],
    })
    expect(isValid('urn:prime-rose:outcome/1', outcome)).toBe(true)
    expect(outcome).toMatchObject({
      ruleVersion: 'w16/1',
      cohortKey: 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab',
      started: START,
      mature: true,
      awaiting: false,
      evaluable: true,
      criterion: 'RECIST1.1',
      diseaseControlW16: true,
      noControlReason: null,
      bestOverallResponse: 'SD',
      treatmentEnded: null,
      lastDose: onDay(21),
      progressed: null,
      pfsDays: 112,
      pfsEvent: 0,
      osDays: 300,
      osEvent: 0,
      grade3Related: true,
      grade3RelatedOrUnknown: true,
      serious: true,
      ageYears: 61,
      ecog: 1,
    })
  })

  it('that was never treated has no figures, and its schema accepts it', () => {
    const outcome = outcomeOf({ doses: [anInfusion(START, { given: false })], assessments: [week16('SD')] })
    expect(isValid('urn:prime-rose:outcome/1', outcome)).toBe(true)
    expect(outcome).toMatchObject({
      treated: false,
      started: null,
      mature: false,
      awaiting: false,
      diseaseControlW16: null,
      bestOverallResponse: null,
      osDays: null,
    })
  })

  it('without a week-16 row stays in the denominator, without control (T2)', () => {
    expect(outcomeOf()).toMatchObject({
      mature: true,
      evaluable: true,
      diseaseControlW16: false,
      noControlReason: 'missed',
    })
    expect(outcomeOf({ deaths: [aDeath(onDay(60))] })).toMatchObject({
      mature: true,
      diseaseControlW16: false,
      noControlReason: 'died',
    })
  })

  it('is in no denominator before it is mature, whatever is known already (T11)', () => {
    const early = { cutoff: onDay(111) }
    expect(outcomeOf({ deaths: [aDeath(onDay(60))] }, early)).toMatchObject({
      treated: true,
      mature: false,
      evaluable: false,
      diseaseControlW16: null,
      noControlReason: null,
      osEvent: 1,
    })
    expect(outcomeOf({}, { cutoff: onDay(112) }).mature).toBe(true)
  })

  it('waits for the form of week 16 while it can still come', () => {
    expect(outcomeOf({}, { cutoff: onDay(146) })).toMatchObject({
      mature: true,
      awaiting: true,
      noControlReason: 'missed',
    })
    expect(outcomeOf({}, { cutoff: onDay(147) }).awaiting).toBe(false)
    expect(outcomeOf({}, { cutoff: onDay(40) }).awaiting).toBe(true)
    expect(outcomeOf({ assessments: [week16(null)] }, { cutoff: onDay(130) }).awaiting).toBe(false)
  })

  it.each<[string, Partial<CommonRecord>]>([
    ['progression', { assessments: [anAssessment('V02', onDay(56), { recist: 'PD' })] }],
    ['death', { deaths: [aDeath(onDay(56))] }],
    ['end of treatment', { treatmentEnds: [aTreatmentEnd({ ended: onDay(56) })] }],
  ])('waits no longer after an early %s', (_, given) => {
    expect(outcomeOf(given, { cutoff: onDay(130) }).awaiting).toBe(false)
  })

  it('ends treatment on the last treatment day, never on the day of entry (T14)', () => {
    expect(
      outcomeOf({ treatmentEnds: [aTreatmentEnd({ entered: onDay(150), ended: onDay(90), reason: 'toxicity' })] }),
    ).toMatchObject({ treatmentEnded: onDay(90), stopReason: 'toxicity', noControlReason: 'off-treatment' })
    expect(outcomeOf({ treatmentEnds: [aTreatmentEnd({ entered: onDay(100) })] })).toMatchObject({
      treatmentEnded: null,
      noControlReason: 'missed',
    })
  })

  it('with control but not dosed enough keeps its control, and says so (T13)', () => {
    const given = { doses: [anInfusion(START)], assessments: [week16('SD')] }
    expect(outcomeOf(given)).toMatchObject({ evaluable: false, diseaseControlW16: true, noControlReason: null })
    expect(problemsOf(given)).toEqual([['control-not-evaluable', null, null, null]])
  })

  it('uses the criterion that its baseline declares', () => {
    const row = anAssessment('V03', onDay(112), { recist: 'SD', irecist: 'iUPD' })
    expect(outcomeOf({ assessments: [row], criteria: [aCriterion('iRECIST')] })).toMatchObject({
      criterion: 'iRECIST',
      diseaseControlW16: false,
      noControlReason: 'unconfirmed-progression',
    })
  })

  it('keeps the patient alive at the last sign of life where death has no date', () => {
    const given = { followUps: [aFollowUp({ lastSeenAlive: onDay(250), status: 'dead' as const })] }
    expect(outcomeOf(given)).toMatchObject({ osDays: 250, osEvent: 0 })
    expect(problemsOf(given)).toEqual([['death-date-missing', null, null, null]])
  })
})

describe('several enrolments of one subject', () => {
  const given = {
    enrolments: [anEnrolment({ localName: 'a/b/c', origin: rowOf('coh', 3) }), secondCohort(4)],
    doses: [anInfusion(START), anInfusion(onDay(21)), anInfusion(onDay(210)), anInfusion(onDay(231))],
    assessments: [anAssessment('V02', onDay(56), { recist: 'PD' }), anAssessment('V03', onDay(322), { recist: 'PR' })],
    deaths: [aDeath('2023-05', 9)],
  }

  it('have their own rows each, and share the death', () => {
    expect(derive(given, { cutoff: '2023-12-01' }).outcomes).toMatchObject([
      { localName: 'a/b/c', started: START, progressed: onDay(56), bestOverallResponse: 'PD', osDays: 440 },
      { localName: 'd/e/f', started: onDay(210), progressed: null, diseaseControlW16: true, osDays: 230, pfsDays: 230 },
    ])
  })

  it('are reported on each allocation after the first, and a shared problem once', () => {
    expect(problemsOf(given, { cutoff: '2023-12-01' })).toEqual([
      ['multiple-cohorts', 'coh', 4, null],
      ['date-imputed', 'eos', 9, 'deaths.date'],
    ])
  })
})

describe('allocation rows', () => {
  it('without a cohort name are in no cohort, and named where drugs and cycles exist (T8)', () => {
    const unnamed = anEnrolment({ localName: null, origin: rowOf('coh', 8) })
    const derived = derive({ enrolments: [unnamed] })
    expect(derived.outcomes).toEqual([])
    expect(derived.problems).toEqual([
      { code: 'cohort-name-missing', sheet: 'coh', line: 8, subjectId: '0301-007', field: 'enrolments.localName' },
    ])
    expect(problemsOf({ enrolments: [{ ...unnamed, drugs: [] }] })).toEqual([])
    expect(problemsOf({ enrolments: [unnamed], doses: [] })).toEqual([])
  })

  it('carry what the reading of the name found', () => {
    const reading = aReading({
      key: null,
      problems: ['unknown-drug', 'unknown-tumour', 'unknown-biomarker', 'tumour-conflict'],
    })
    const given = { enrolments: [anEnrolment({ origin: rowOf('coh', 5) })] }
    expect(outcomeOf(given, { readCohort: () => reading }).cohortKey).toBeNull()
    expect(problemsOf(given, { readCohort: () => reading })).toEqual([
      ['tumour-conflict', 'coh', 5, null],
      ['unknown-biomarker', 'coh', 5, 'enrolments.localName'],
      ['unknown-drug', 'coh', 5, 'enrolments.localName'],
      ['unknown-tumour', 'coh', 5, 'enrolments.localName'],
    ])
  })
})

describe('problems on exactly their rows', () => {
  const origin = (sheet: string) => rowOf(sheet, 42)
  it.each<[string, string | null, Partial<CommonRecord>]>([
    ['cycle-status-missing', 'tr', { doses: [anInfusion(START, { given: null, origin: origin('tr') })] }],
    ['partial-cycle-date', 'tr', { doses: [anInfusion('2022-03', { origin: origin('tr') })] }],
    ['oral-stop-missing', 'tr', { doses: [anIntake(START, null, { origin: origin('tr') })] }],
    ['ecog-conflict', 'ecog', { performance: [aPerformance({ gradeByText: 0, origin: origin('ecog') })] }],
    ['ae-untreated', 'ae', { doses: [], adverseEvents: [anAdverseEvent({ origin: origin('ae') })] }],
    [
      'after-death',
      'fu',
      {
        deaths: [aDeath(onDay(10))],
        followUps: [aFollowUp({ lastSeenAlive: onDay(11), origin: origin('fu') })],
        doses: [],
      },
    ],
    [
      'visit-window',
      'ra',
      { assessments: [{ ...anAssessment('V03', onDay(127), { recist: 'SD' }), origin: origin('ra') }] },
    ],
    [
      'criteria-disagree',
      'ra',
      {
        assessments: [{ ...anAssessment('V03', onDay(112), { recist: 'SD', irecist: 'iUPD' }), origin: origin('ra') }],
      },
    ],
    [
      'before-start',
      'eot',
      { treatmentEnds: [aTreatmentEnd({ progressionDate: onDay(-1), ended: onDay(90), origin: origin('eot') })] },
    ],
    [
      'date-imputed',
      'eot',
      { treatmentEnds: [aTreatmentEnd({ ended: onDay(90), reason: 'progression', origin: origin('eot') })] },
    ],
    [
      'response-after-progression',
      'ra',
      {
        assessments: [
          anAssessment('V02', onDay(56), { recist: 'PD' }),
          { ...anAssessment('V03', onDay(112), { recist: 'SD' }), origin: origin('ra') },
        ],
      },
    ],
  ])('%s', (code, sheet, given) => {
    expect(problemsOf(given).map(([found, where, line]) => [found, where, line])).toEqual([[code, sheet, 42]])
  })

  it('duplicate-key and duplicate-visit name every row', () => {
    const given = {
      adverseEvents: [3, 7].map(line => anAdverseEvent({ key: '1', origin: rowOf('ae', line) })),
      assessments: [4, 8].map(line => ({ ...week16('SD'), origin: rowOf('ra', line) })),
    }
    expect(problemsOf(given).map(problem => problem.slice(0, 3))).toEqual([
      ['duplicate-key', 'ae', 3],
      ['duplicate-key', 'ae', 7],
      ['duplicate-visit', 'ra', 4],
      ['duplicate-visit', 'ra', 8],
    ])
  })

  it.each<[string, Partial<CommonRecord>]>([
    ['death-date-conflict', { deaths: [aDeath(onDay(300)), aDeath(onDay(301))] }],
    ['w16-missing-later-control', { assessments: [anAssessment('V04', onDay(182), { recist: 'SD' })] }],
  ])('%s names the subject alone', (code, given) => {
    expect(problemsOf(given)).toEqual([[code, null, null, null]])
  })

  it('does not ask for later control of a patient who is not mature', () => {
    const given = { assessments: [anAssessment('V04', onDay(120), { recist: 'SD' })] }
    expect(problemsOf(given, { cutoff: onDay(120) })).toEqual([['w16-missing-later-control', null, null, null]])
    expect(problemsOf(given, { cutoff: onDay(111) })).toEqual([])
  })

  it('a dropped row says nothing else', () => {
    const given = {
      deaths: [aDeath(onDay(60))],
      assessments: [{ ...anAssessment('V03', onDay(130), { recist: 'SD', irecist: 'iUPD' }), origin: rowOf('ra', 6) }],
    }
    expect(problemsOf(given)).toEqual([['after-death', 'ra', 6, 'assessments.date']])
    expect(outcomeOf(given)).toMatchObject({
      diseaseControlW16: false,
      noControlReason: 'died',
      bestOverallResponse: 'NE',
    })
  })

  it('RANO decides for the enrolment whose form it is, and its row is named', () => {
    const rano = { ...aRanoAssessment('V03', onDay(112), 'PD'), origin: rowOf('rnrsp', 5) }
    const given = { assessments: [week16('SD'), rano] }
    expect(outcomeOf(given)).toMatchObject({
      criterion: 'RANO',
      diseaseControlW16: false,
      noControlReason: 'progressed',
    })
    expect(problemsOf(given)).toEqual([['criteria-disagree', 'rnrsp', 5, 'assessments.responses']])
  })
})

/** Each rule of plausibility beside a neighbour that it lets pass. */
import { describe, expect, it } from 'vitest'
import { findImplausible, PLAUSIBILITY_RULES } from '../../src/mapping/plausibility/rules.ts'
import { isProblem, PROBLEM_TABLE, severityOf } from '../../src/mapping/problem-table.ts'
import type { CommonRecord } from '../../src/model/generated/common-record.ts'
import type { PlausibilityCode } from '../../src/model/problems.ts'
import {
  aCommonRecord,
  aDeath,
  aFollowUp,
  anAdverseEvent,
  anAssessment,
  anEnrolment,
  anInfusion,
  anIntake,
  aPerformance,
  aTreatmentEnd,
  onDay,
  START,
} from '../support/common-record.ts'
import { mapRows } from './map-rows.ts'

const TODAY = onDay(500)
const found = (given: Partial<CommonRecord>): string[] =>
  findImplausible(aCommonRecord(given), TODAY).map(({ code, field }) => `${code} ${field}`)

const diagnosed = (date: string, primary = true): Partial<CommonRecord> => ({
  tumours: [
    {
      origin: { sheet: 't', line: 1 },
      key: null,
      primary,
      sourceCodes: [],
      text: null,
      icd10: null,
      icdo3Topography: null,
      icdo3Morphology: null,
      oncotree: null,
      stage: null,
      diagnosed: date,
      metastatic: null,
    },
  ],
})

type Case = readonly [PlausibilityCode, string | null, Partial<CommonRecord>, Partial<CommonRecord>]

const CASES: readonly Case[] = [
  ['death-before-treatment', 'deaths.date', { deaths: [aDeath(onDay(-1))] }, { deaths: [aDeath(START)] }],
  [
    'death-before-treatment',
    'followUps.deathDate',
    { followUps: [aFollowUp({ deathDate: '2022-02' })] },
    { followUps: [aFollowUp({ deathDate: '2022-03' })] },
  ],
  [
    'death-before-birth',
    'deaths.date',
    { doses: [], birth: '1961-05', deaths: [aDeath('1961-04')] },
    { doses: [], birth: '1961-05', deaths: [aDeath('1961-05')] },
  ],
  ['age-impossible', null, { birth: '2022-03-02' }, { birth: '2004-03-01' }],
  ['age-impossible', null, { birth: '1901-02-28' }, { birth: '1901-03-02' }],
  ['age-impossible', null, { doses: [], birth: '2023' }, { doses: [], enrolments: [], birth: '2023' }],
  [
    'date-in-future',
    'otherDatedRows.date',
    { otherDatedRows: [{ origin: { sheet: 'rcnt', line: 3 }, date: onDay(501) }] },
    { otherDatedRows: [{ origin: { sheet: 'rcnt', line: 3 }, date: TODAY }] },
  ],
  [
    'date-in-future',
    'doses.cycleStart',
    { doses: [anInfusion(onDay(501))] },
    { doses: [anInfusion(onDay(501), { given: false })] },
  ],
  ['screened-after-treatment', null, { screenedOn: onDay(1) }, { screenedOn: START }],
  ['diagnosed-after-treatment', 'tumours.diagnosed', diagnosed(onDay(1)), diagnosed(onDay(1), false)],
  [
    'response-before-baseline',
    'assessments.date',
    { assessments: [anAssessment('V00', onDay(-3)), anAssessment('V02', onDay(-4), { recist: 'PR' })] },
    { assessments: [anAssessment('V00', onDay(-3)), anAssessment('V02', onDay(-3), { recist: 'PR' })] },
  ],
  [
    'response-before-baseline',
    'assessments.date',
    { assessments: [anAssessment('V02', '2022-02', { recist: 'SD' })] },
    { assessments: [anAssessment('V02', '2022-03', { recist: 'SD' }), anAssessment('V00', '2022-02')] },
  ],
  [
    'response-untreated',
    'assessments.visit',
    { doses: [], assessments: [anAssessment('V03', onDay(112), { recist: 'SD' })] },
    { doses: [], assessments: [anAssessment('V00', onDay(-3), { recist: 'SD' }), anAssessment('V03', onDay(112))] },
  ],
  [
    'grade-5-without-death',
    'adverseEvents.grade',
    { adverseEvents: [anAdverseEvent({ grade: 5 })] },
    { adverseEvents: [anAdverseEvent({ grade: 5 })], followUps: [aFollowUp({ status: 'dead' })] },
  ],
  [
    'grade-5-without-death',
    'adverseEvents.grade',
    { adverseEvents: [anAdverseEvent({ grade: 5 })] },
    { adverseEvents: [anAdverseEvent({ grade: 5 })], treatmentEnds: [aTreatmentEnd({ reason: 'death' })] },
  ],
  [
    'fatal-without-grade-5',
    'adverseEvents.grade',
    { adverseEvents: [anAdverseEvent({ outcome: 'fatal', grade: 4 })] },
    { adverseEvents: [anAdverseEvent({ outcome: 'fatal', grade: 5 })], deaths: [aDeath(onDay(20))] },
  ],
  [
    'ecog-5-without-death',
    'performance.gradeByText',
    { performance: [aPerformance({ gradeByText: 5 })] },
    { performance: [aPerformance({ gradeByText: 5 })], deaths: [aDeath(onDay(20))] },
  ],
  [
    'dose-gap',
    'doses.cycleStart',
    { doses: [anInfusion(START), anInfusion(onDay(85))] },
    { doses: [anInfusion(START), anInfusion(onDay(84)), anInfusion(onDay(200), { drug: 'Pertuzumab' })] },
  ],
  [
    'dose-gap',
    'doses.oralStart',
    { doses: [anIntake(START, onDay(28)), anIntake(onDay(113), onDay(120))] },
    { doses: [anIntake(START, onDay(100)), anIntake(onDay(10), onDay(20)), anIntake(onDay(184), null)] },
  ],
  [
    'dose-stop-before-start',
    'doses.oralStop',
    { doses: [anIntake(onDay(5), onDay(4))] },
    { doses: [anIntake(onDay(5), '2022-03')] },
  ],
  [
    'dose-after-end',
    'doses.cycleStart',
    { treatmentEnds: [aTreatmentEnd({ ended: onDay(20) })] },
    { treatmentEnds: [aTreatmentEnd({ ended: onDay(20) })], enrolments: [anEnrolment(), anEnrolment()] },
  ],
  [
    'end-before-treatment',
    'treatmentEnds.ended',
    { treatmentEnds: [aTreatmentEnd({ ended: onDay(-1) }), aTreatmentEnd({ ended: onDay(30) })] },
    { treatmentEnds: [aTreatmentEnd({ ended: onDay(30) })] },
  ],
  [
    'cycle-repeated',
    'doses.cycleNumber',
    { doses: [anInfusion(START, { cycleNumber: '1' }), anInfusion(onDay(21), { cycleNumber: '1' })] },
    {
      doses: [
        anInfusion(START, { cycleNumber: '1' }),
        anInfusion(START, { cycleNumber: '1', drug: 'Pertuzumab' }),
        anInfusion(onDay(21), { cycleNumber: '1', given: false }),
      ],
    },
  ],
  [
    'event-ends-before-onset',
    'adverseEvents.ended',
    { adverseEvents: [anAdverseEvent({ onset: onDay(10), ended: onDay(9) })] },
    { adverseEvents: [anAdverseEvent({ onset: onDay(10), ended: '2022-03' })] },
  ],
  [
    'serious-before-onset',
    'adverseEvents.becameSerious',
    { adverseEvents: [anAdverseEvent({ onset: onDay(10), becameSerious: onDay(9) })] },
    { adverseEvents: [anAdverseEvent({ onset: onDay(10), becameSerious: onDay(10) })] },
  ],
]

describe('plausibility', () => {
  it.each(CASES)('%s at %s', (code, field, implausible, plausible) => {
    expect(found(implausible)).toContain(`${code} ${field}`)
    expect(found(plausible)).toEqual([])
  })

  it('has a case for every rule, and words and a severity for every code', () => {
    expect(new Set(CASES.map(([code]) => code))).toEqual(new Set(PLAUSIBILITY_RULES.map(({ code }) => code)))
    expect([...PROBLEM_TABLE.values()].filter(({ words }) => !/^[A-Z].{10,}\.$/s.test(words))).toEqual([])
    expect(PLAUSIBILITY_RULES.filter(({ severity }) => severity === 'fatal').map(({ code }) => code)).toEqual([
      'death-before-treatment',
      'death-before-birth',
      'age-impossible',
    ])
  })

  it('lists what changes no figure apart from the problems, and what rejects among them', () => {
    expect([isProblem('dose-gap'), isProblem('death-before-treatment'), isProblem('after-death')]).toEqual([
      false,
      true,
      true,
    ])
    expect(severityOf('codes-contradict')).toBe('warning')
  })

  it('finds nothing in a plausible record', () => {
    expect(found({})).toEqual([])
  })
})

describe('code and text of one answer', () => {
  const problems = (SEXCD: string, SEX: string) => mapRows({ dm: [{ SubjectId: '1', SEXCD, SEX }] })
  it('contradict each other where both are known and differ; the code counts', () => {
    const { problems: told, records } = problems('1', 'Female')
    expect(told).toMatchObject([{ code: 'codes-contradict', column: 'SEXCD' }])
    expect(records).toMatchObject([{ sex: 'male' }])
    expect(problems('2', 'female').problems).toEqual([])
    expect(problems('1', '').problems).toEqual([])
    expect(problems('1', 'woman').problems).toEqual([])
  })
})

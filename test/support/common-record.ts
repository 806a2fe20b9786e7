/** Synthetic subjects in common words: a patient of no one, treated from day 0 (2022-03-01) with two infusions. */
import { dateOf, firstPossibleDay } from '../../src/mapping/outcome/calendar.ts'
import type { DerivationContext } from '../../src/mapping/outcome/derive-enrolment.ts'
import type {
  AdverseEvent,
  Assessment,
  CommonRecord,
  DeclaredCriterion,
  Dose,
  Enrolment,
  FollowUp,
  Performance,
  ResponseCode,
  TreatmentEnd,
} from '../../src/model/generated/common-record.ts'
import type { CohortReading } from '../../src/terminology/site-vocabulary.ts'

export const START = '2022-03-01'
export const START_DAY = firstPossibleDay(START)

/** The date of day `n` of treatment; day 0 is the start. */
export const onDay = (n: number): string => dateOf(START_DAY + n)

let lastLine = 2

/** Every row has a line of its own, as in a file. */
export const rowOf = (sheet: string, line?: number) => {
  lastLine += 1
  return { sheet, line: line ?? lastLine + 1000 }
}

export const anEnrolment = (given: Partial<Enrolment> = {}): Enrolment => ({
  origin: rowOf('coh'),
  localName: 'HER2exp/Cholangiocarcinoma/Pertuzumab+Trastuzumab',
  allocated: onDay(-5),
  icd10: 'C22.1',
  tumourPick: 'Cholangiocarcinoma',
  tumourShort: null,
  drugs: ['Pertuzumab', 'Trastuzumab'],
  targetName: null,
  targetMutation: null,
  geneMutation: null,
  ...given,
})

export const anInfusion = (date: string | null, given: Partial<Dose> = {}): Dose => ({
  origin: rowOf('tr'),
  drug: 'Trastuzumab',
  treatmentNumber: '1',
  cycleNumber: null,
  given: true,
  route: 'iv',
  cycleStart: date,
  oralStart: null,
  oralStop: null,
  ...given,
})

export const anIntake = (start: string | null, stop: string | null, given: Partial<Dose> = {}): Dose => ({
  ...anInfusion(null),
  route: 'oral',
  oralStart: start,
  oralStop: stop,
  ...given,
})

export interface Codes {
  readonly recist?: ResponseCode
  readonly irecist?: ResponseCode
}

/** A row of the ra form: RECIST and iRECIST side by side. */
export const anAssessment = (
  visit: string | null,
  date: string | null,
  { recist = null, irecist = null }: Codes = {},
  given: Partial<Assessment> = {},
): Assessment => ({
  origin: rowOf('ra'),
  visit,
  date,
  responses: [
    { criterion: 'RECIST1.1', response: recist },
    { criterion: 'iRECIST', response: irecist },
  ],
  progressionDate: null,
  unconfirmedProgressionDate: null,
  ...given,
})

/** A row of the rnrsp form. */
export const aRanoAssessment = (visit: string, date: string | null, response: ResponseCode): Assessment => ({
  ...anAssessment(visit, date),
  origin: rowOf('rnrsp'),
  responses: [{ criterion: 'RANO', response }],
})

export const aCriterion = (
  criterion: DeclaredCriterion['criterion'],
  given: Partial<DeclaredCriterion> = {},
): DeclaredCriterion => ({ origin: rowOf('vi'), visit: 'V00', date: onDay(-3), criterion, ...given })

export const aTreatmentEnd = (given: Partial<TreatmentEnd> = {}): TreatmentEnd => ({
  origin: rowOf('eot'),
  entered: null,
  ended: null,
  progressionDate: null,
  reason: null,
  ...given,
})

export const aDeath = (date: string | null, line?: number) => ({ origin: rowOf('eos', line), date })

export const aFollowUp = (given: Partial<FollowUp> = {}): FollowUp => ({
  origin: rowOf('fu'),
  lastSeenAlive: null,
  deathDate: null,
  status: null,
  ...given,
})

export const aPerformance = (given: Partial<Performance> = {}): Performance => ({
  origin: rowOf('ecog'),
  visit: 'V00',
  date: onDay(-3),
  gradeByText: 1,
  gradeByCode: 1,
  ...given,
})

type Relation = AdverseEvent['drugs'][number]['relation']

/** One slot a drug: its name or null for an empty slot, and the relation. */
export const aDrugSlot = (name: string | null, relation: Relation) => ({ name, relation, expected: null })

export const anAdverseEvent = (given: Partial<AdverseEvent> = {}): AdverseEvent => ({
  origin: rowOf('ae'),
  key: null,
  term: null,
  grade: 3,
  onset: onDay(10),
  ended: null,
  outcome: null,
  serious: false,
  becameSerious: null,
  drugs: [aDrugSlot('Trastuzumab', 'related'), aDrugSlot(null, null)],
  ...given,
})

/** Treated and dosed enough (two infusions, 21 days apart), in one cohort; nothing else is known of the subject. */
export const aCommonRecord = (given: Partial<CommonRecord> = {}): CommonRecord => ({
  schema: 'common-record/1',
  trialId: 'impress-norway',
  subjectId: '0301-007',
  birth: '1961',
  ageYears: null,
  sex: 'female',
  recommendation: null,
  screenedOn: null,
  status: null,
  consents: [],
  tumours: [],
  specimens: [],
  alterations: [],
  enrolments: [anEnrolment()],
  doses: [anInfusion(START), anInfusion(onDay(21))],
  assessments: [],
  criteria: [],
  treatmentEnds: [],
  deaths: [],
  followUps: [],
  performance: [],
  adverseEvents: [],
  qualityOfLife: [],
  otherDatedRows: [],
  ...given,
})

export const aReading = (given: Partial<CohortReading> = {}): CohortReading => ({
  key: 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab',
  group: 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab',
  label: 'HER2 expression, cholangiocarcinoma, pertuzumab + trastuzumab',
  tumour: 'CHOL',
  alteration: 'E:HGNC:3430:pos',
  drugs: 'pertuzumab+trastuzumab',
  problems: [],
  ...given,
})

/** Cut-off at day 400, four weeks for data entry. */
export const aContext = (given: Partial<DerivationContext> = {}): DerivationContext => ({
  cutoff: onDay(400),
  entryLagDays: 28,
  readCohort: () => aReading(),
  ...given,
})

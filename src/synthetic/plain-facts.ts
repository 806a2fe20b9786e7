/**
 * What a trial's own registry holds of a subject, in plain facts: the same story as the eCRF rows tell, for exports in
 * other clothes. Dates are ISO; a month alone is `YYYY-MM`.
 */
import { isoDate } from './calendar.ts'
import type { Cohort } from './cohorts.ts'
import { type Row, rowsOf, type SubjectDraft } from './draft.ts'
import type { Response, TreatmentStory, VisitCode } from './story.ts'

export interface PlainSubject {
  readonly subjectId: string
  readonly birthYear: string
  readonly sex: 'M' | 'F'
  readonly performance: { readonly date: string; readonly grade: string } | null
  readonly cohorts: readonly PlainCohort[]
  readonly doses: readonly PlainDose[]
  readonly assessments: readonly PlainAssessment[]
  readonly events: readonly PlainEvent[]
  readonly ends: readonly { readonly date: string; readonly progressed: string; readonly reason: PlainReason }[]
  readonly lastSeen: string
  readonly died: string
  readonly status: 'alive' | 'dead' | 'lost' | ''
  readonly withdrawal: { readonly date: string; readonly scope: 'data' | 'treatment' } | null
  /** The subject withdrew in words that no form holds. */
  readonly withdrewInWords: boolean
  readonly questionnaires: readonly PlainQuestionnaire[]
}

export interface PlainCohort {
  readonly cohort: Cohort
  /** False: drugs are filled in and the cohort is not. */
  readonly isNamed: boolean
  readonly allocated: string
  readonly icd10: string
  readonly finding: string
}

export interface PlainDose {
  readonly drug: string
  readonly treatment: string
  readonly cycle: string
  readonly isGiven: boolean
  readonly route: 'iv' | 'oral'
  readonly start: string
  readonly stop: string
}

export type PlainResponse = 'CR' | 'PR' | 'SD' | 'PD' | 'NE' | 'iCR' | 'iPR' | 'iSD' | 'iUPD' | 'iCPD' | 'iNE' | ''

export interface PlainAssessment {
  readonly visit: VisitCode
  readonly date: string
  readonly criterion: Cohort['criterion']
  readonly response: PlainResponse
  readonly progressed: string
  readonly unconfirmed: string
}

export interface PlainEvent {
  readonly number: string
  readonly term: string
  readonly grade: string
  readonly onset: string
  readonly ended: string
  readonly isSerious: boolean
  readonly drugs: readonly { readonly name: string; readonly relation: 'related' | 'not-related' | 'unknown' | '' }[]
}

export type PlainReason = 'toxicity' | 'progression' | 'refusal' | 'deterioration' | 'completed' | 'other'

export interface PlainQuestionnaire {
  readonly instrument: 'C30' | 'EQ5D'
  readonly date: string
  /** By item: `1` to `30`, of the EQ-5D `1` to `5` and `VAS`. */
  readonly answers: Readonly<Record<string, string>>
}

/** Null: only loose rows of the subject exist, and a registry has no line of it. */
export function plainFacts(draft: SubjectDraft): PlainSubject | null {
  const { story } = draft
  const [demography] = rowsOf(draft, 'dm')
  if (demography === undefined) return null
  const [performance] = rowsOf(draft, 'ecog')
  const [consent] = rowsOf(draft, 'consent')
  const lastFollowUp = rowsOf(draft, 'fu').at(-1)
  return {
    subjectId: story.subjectId,
    birthYear: demography['BRTHDAT'] ?? '',
    sex: story.sex,
    performance:
      performance === undefined
        ? null
        : { date: dateOf(performance['ECOGDAT']), grade: String(Number(performance['ECOGSCD']) - 1) },
    cohorts: plainCohorts(draft),
    doses: rowsOf(draft, 'tr').map(plainDose),
    assessments: story.enrolments.flatMap(({ cohort, treatment }) =>
      treatment === null ? [] : plainAssessments(cohort, treatment),
    ),
    events: rowsOf(draft, 'ae').map(plainEvent),
    ends: rowsOf(draft, 'eot').map(row => ({
      date: dateOf(row['EOTDAT']),
      progressed: dateOf(row['EOTPROGDTC']),
      reason: REASONS[row['EOTREOTCD'] ?? ''] ?? 'other',
    })),
    lastSeen: dateOf(lastFollowUp?.['FUPALDAT']),
    died: dateOf(lastFollowUp?.['FUPDEDAT']),
    status: STATUS[lastFollowUp?.['FUPSSTCD'] ?? ''] ?? '',
    withdrawal:
      consent === undefined
        ? null
        : { date: dateOf(consent['WDRDAT']), scope: consent['WDRSCOPE'] === 'data' ? 'data' : 'treatment' },
    withdrewInWords: story.standing === 'held-back',
    questionnaires: [
      ...rowsOf(draft, 'c30').map(row => questionnaire('C30', row, 'C30DAT', 'C30_Q', 30)),
      ...rowsOf(draft, 'eq5d').map(row => questionnaire('EQ5D', row, 'EQ5DDAT', 'EQ5D', 5)),
    ],
  }
}

const REASONS: Readonly<Record<string, PlainReason>> = {
  '1': 'toxicity',
  '2': 'progression',
  '3': 'refusal',
  '6': 'deterioration',
  '7': 'completed',
}
const STATUS: Readonly<Record<string, PlainSubject['status']>> = { '1': 'alive', '2': 'dead', '3': 'lost' }
const RELATIONS: Readonly<Record<string, PlainEvent['drugs'][number]['relation']>> = {
  '1': 'not-related',
  '2': 'unknown',
  '3': 'unknown',
  '4': 'related',
}

/** `2023-05-NK` is the month alone. */
function dateOf(cell: string | undefined): string {
  return (cell ?? '').replace('-NK', '')
}

function plainCohorts(draft: SubjectDraft): PlainCohort[] {
  const rows = rowsOf(draft, 'coh')
  return draft.story.enrolments.map(({ cohort, named, allocatedDay }, at) => ({
    cohort,
    isNamed: named,
    allocated: isoDate(allocatedDay),
    icd10: rows[at]?.['ICD10COD'] ?? '',
    finding: rows[at]?.['COHTMN'] ?? '',
  }))
}

function plainDose(row: Row): PlainDose {
  const isOral = (row['TRO_STDT'] ?? '') !== '' || (row['TROSTPDT'] ?? '') !== ''
  return {
    drug: row['TRNAME'] ?? '',
    treatment: row['TRTNO'] ?? '',
    cycle: row['TRCNO1'] ?? '',
    isGiven: row['TRCYNCD'] === '1',
    route: isOral ? 'oral' : 'iv',
    start: dateOf(isOral ? row['TRO_STDT'] : row['TRC1_DT']),
    stop: dateOf(row['TROSTPDT']),
  }
}

const IRECIST: Readonly<Record<Response, PlainResponse>> = {
  CR: 'iCR',
  PR: 'iPR',
  SD: 'iSD',
  PD: 'iCPD',
  iUPD: 'iUPD',
  NE: 'iNE',
}

function responseOf(criterion: Cohort['criterion'], response: Response | null): PlainResponse {
  if (response === null) return ''
  if (criterion === 'iRECIST') return IRECIST[response]
  // RANO has no code for what could not be assessed.
  if (criterion === 'RANO' && response === 'NE') return ''
  return response === 'iUPD' ? 'PD' : response
}

function plainAssessments(cohort: Cohort, treatment: TreatmentStory): PlainAssessment[] {
  return treatment.assessments.map(({ visit, day, response }) => ({
    visit,
    date: isoDate(day),
    criterion: cohort.criterion,
    response: responseOf(cohort.criterion, response),
    progressed: response === 'PD' && cohort.criterion !== 'RANO' ? isoDate(day) : '',
    unconfirmed: response === 'iUPD' && cohort.criterion === 'iRECIST' ? isoDate(day) : '',
  }))
}

function plainEvent(row: Row): PlainEvent {
  return {
    number: row['AESPID'] ?? '',
    term: row['AECTCAET'] ?? '',
    grade: row['AETOXGRECD'] ?? '',
    onset: dateOf(row['AESTDAT']),
    ended: dateOf(row['AEENDAT']),
    isSerious: row['AESERCD'] === '1',
    drugs: [1, 2].map(slot => ({
      name: row[`AETRT${slot}`] ?? '',
      relation: RELATIONS[row[`AEREL${slot}CD`] ?? ''] ?? '',
    })),
  }
}

function questionnaire(
  instrument: PlainQuestionnaire['instrument'],
  row: Row,
  date: string,
  item: string,
  count: number,
): PlainQuestionnaire {
  const items = Array.from({ length: count }, (_, at) => String(at + 1))
  const answers = items.map(number => [number, row[`${item}${number}CD`] ?? ''] as const)
  const vas = instrument === 'EQ5D' ? [['VAS', row['EQ5DVAS'] ?? ''] as const] : []
  return { instrument, date: dateOf(row[date]), answers: Object.fromEntries([...answers, ...vas]) }
}

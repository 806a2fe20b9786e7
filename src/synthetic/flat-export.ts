/**
 * A flat registry export as a Dutch trial like DRUP keeps it: one wide line a patient, groups of columns side by side,
 * Dutch names and words, days as DD-MM-YYYY, semicolons. The same stories as the eCRF export, without dirt.
 */
import { isoDate } from './calendar.ts'
import { type DraftedTrial, draftTrial, studyName, summaryOf, type TrialSummary } from './draft-trial.ts'
import {
  type PlainAssessment,
  type PlainCohort,
  type PlainDose,
  type PlainEvent,
  type PlainSubject,
  plainFacts,
} from './plain-facts.ts'
import type { EcrfRequest } from './scenarios.ts'
import { DUTCH } from './words-dutch.ts'

export interface FlatExport {
  readonly file: { readonly name: string; readonly text: string }
  readonly cutoff: string
  readonly summary: TrialSummary
}

/** How many groups of each kind a line has. */
export const FLAT_GROUPS = { cohort: 2, kuur: 96, scan: 24, bijwerking: 24, einde: 2 } as const

export function makeFlatExport(request: EcrfRequest): FlatExport {
  const trial = draftTrial(request)
  return {
    file: { name: `${studyName(request.trialId)}_patienten.csv`, text: writeFlat(trial, studyName(request.trialId)) },
    cutoff: isoDate(trial.sizes.cutoffDay),
    summary: summaryOf(trial),
  }
}

/** Text of the file; `study` is how the lines name the trial. */
export function writeFlat({ drafts }: DraftedTrial, study: string): string {
  const lines = drafts.flatMap(draft => {
    const subject = plainFacts(draft)
    return subject === null ? [] : [lineOf(subject, study)]
  })
  const columns = [...lineOf(NOBODY, study).keys()]
  const written = lines.map(cells => columns.map(column => quoted(cells.get(column) ?? '')).join(';'))
  return `${[columns.join(';'), ...written].join('\r\n')}\r\n`
}

const NOBODY: PlainSubject = {
  subjectId: '',
  birthYear: '',
  sex: 'F',
  performance: null,
  cohorts: [],
  doses: [],
  assessments: [],
  events: [],
  ends: [],
  lastSeen: '',
  died: '',
  status: '',
  withdrawal: null,
  withdrewInWords: false,
  questionnaires: [],
}

function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

type Cells = readonly (readonly [column: string, cell: string])[]

function lineOf(subject: PlainSubject, study: string): ReadonlyMap<string, string> {
  const cells: Cells = [
    ['patientnummer', subject.subjectId],
    ['studie', study],
    ['geboortejaar', subject.birthYear],
    ['geslacht', DUTCH.sex[subject.sex]],
    ['who_datum', day(subject.performance?.date)],
    ['who_score', subject.performance?.grade ?? ''],
    ...groups('cohort', subject.cohorts, cohortCells),
    ...groups('kuur', subject.doses, doseCells),
    ...groups('scan', subject.assessments, scanCells),
    ...groups('bijwerking', subject.events, eventCells),
    ...groups('einde', subject.ends, end => [
      ['datum', day(end?.date)],
      ['progressie', day(end?.progressed)],
      ['reden', end === undefined ? '' : DUTCH.reasons[end.reason]],
    ]),
    ['laatst_gezien', day(subject.lastSeen)],
    ['status', DUTCH.status[subject.status]],
    ['overlijden', day(subject.died)],
    ['intrekking_datum', day(subject.withdrawal?.date)],
    ['intrekking_omvang', subject.withdrawal === null ? '' : DUTCH.scopes[subject.withdrawal.scope]],
    ['opmerking', subject.withdrewInWords ? DUTCH.withdrewInWords : ''],
  ]
  return new Map(cells)
}

/** `kuur03_start`: the columns of each group, those of empty ones too. */
function groups<T>(
  kind: keyof typeof FLAT_GROUPS,
  items: readonly T[],
  cellsOf: (item: T | undefined) => Cells,
): Cells {
  const digits = String(FLAT_GROUPS[kind]).length
  return Array.from({ length: FLAT_GROUPS[kind] }, (_, at) => {
    const name = `${kind}${String(at + 1).padStart(digits, '0')}`
    return cellsOf(items[at]).map(([column, cell]) => [`${name}_${column}`, cell] as const)
  }).flat()
}

function cohortCells(one: PlainCohort | undefined): Cells {
  const isNamed = one?.isNamed === true
  return [
    ['profiel', isNamed ? (one.cohort.biomarker.spellings[0] ?? '') : ''],
    ['tumor', isNamed ? (DUTCH.tumours[one.cohort.tumour.id] ?? one.cohort.tumour.words[0] ?? '') : ''],
    ['middelen', one?.cohort.drugs.map(drug => drug.ingredient).join(' + ') ?? ''],
    ['datum', day(one?.allocated)],
    ['icd10', one?.icd10 ?? ''],
    ['toelichting', one?.finding ?? ''],
    ['criterium', one === undefined ? '' : DUTCH.criteria[one.cohort.criterion]],
  ]
}

function doseCells(dose: PlainDose | undefined): Cells {
  return [
    ['middel', dose?.drug ?? ''],
    ['behandeling', dose?.treatment ?? ''],
    ['nummer', dose?.cycle ?? ''],
    ['gegeven', dose === undefined ? '' : DUTCH.yesNo(dose.isGiven)],
    ['weg', dose === undefined ? '' : DUTCH.routes[dose.route]],
    ['start', day(dose?.start)],
    ['stop', day(dose?.stop)],
  ]
}

function scanCells(scan: PlainAssessment | undefined): Cells {
  return [
    ['bezoek', scan === undefined ? '' : DUTCH.visits[scan.visit]],
    ['datum', day(scan?.date)],
    ['criterium', scan === undefined ? '' : DUTCH.criteria[scan.criterion]],
    ['respons', scan?.response ?? ''],
    ['progressie', day(scan?.progressed)],
    ['onbevestigd', day(scan?.unconfirmed)],
  ]
}

function eventCells(event: PlainEvent | undefined): Cells {
  const [first, second] = event?.drugs ?? []
  return [
    ['nummer', event?.number ?? ''],
    ['term', event?.term ?? ''],
    ['graad', event?.grade ?? ''],
    ['begin', day(event?.onset)],
    ['einde', day(event?.ended)],
    ['ernstig', event === undefined ? '' : DUTCH.yesNo(event.isSerious)],
    ['middel1', first?.name ?? ''],
    ['relatie1', DUTCH.relations[first?.relation ?? '']],
    ['middel2', second?.name ?? ''],
    ['relatie2', DUTCH.relations[second?.relation ?? '']],
  ]
}

/** `2023-05-04` -> `04-05-2023`, `2023-05` -> `05-2023`. */
function day(date: string | undefined): string {
  return (date ?? '').split('-').reverse().join('-')
}

/** What happened to a subject, in days after day 0: assessments, performance, adverse events, quality of life. */
import type { AdverseEvent, Assessment, CommonRecord, QualityOfLife } from '../model/generated/common-record.ts'
import type {
  RecordAdverseEvent,
  RecordAssessment,
  RecordPerformance,
  RecordQualityOfLife,
} from '../model/generated/record.ts'
import type { Offset } from './day-offsets.ts'
import type { Timeline } from './subject-timeline.ts'

const VISITS: Readonly<Record<string, RecordAssessment['visit']>> = {
  V00: 'baseline',
  V02: 'W8',
  V03: 'W16',
  V04: 'W26',
  V05: 'W39',
}
const SCALES: Readonly<Record<QualityOfLife['instrument'], ReadonlySet<string>>> = {
  'EORTC-QLQ-C30': new Set([
    'QL2',
    'PF2',
    'RF2',
    'EF',
    'CF',
    'SF',
    'FA',
    'NV',
    'PA',
    'DY',
    'SL',
    'AP',
    'CO',
    'DI',
    'FI',
  ]),
  'EQ-5D-5L': new Set(['VAS', '1', '2', '3', '4', '5']),
}

/** One for each criterion with a response; a form without any stays as one without response. Needs a treatment to belong to. */
export function recordAssessments(record: CommonRecord, timeline: Timeline): RecordAssessment[] {
  return inOrder(record.assessments.flatMap(row => ofAssessment(row, timeline)))
}

function ofAssessment(row: Assessment, timeline: Timeline): RecordAssessment[] {
  const treatment = timeline.treatmentAt(row.date)
  if (treatment === null) return []
  const answered = row.responses.filter(({ response }) => response !== null)
  return (answered.length > 0 ? answered : row.responses.slice(0, 1)).map(({ criterion, response, confirmed }) => ({
    treatmentId: treatment.id,
    ...dayOf(timeline.offset(row.date)),
    visit: row.visit === null ? 'unscheduled' : (VISITS[row.visit] ?? 'other'),
    criteria: criterion,
    response: response === 'iNE' ? 'NE' : response,
    ...(isLength(row.sumDiameters) ? { sumDiameters: row.sumDiameters } : {}),
    ...(typeof row.newLesions === 'boolean' ? { newLesions: row.newLesions } : {}),
    ...(typeof confirmed === 'boolean' ? { confirmed } : {}),
  }))
}

/** Millimetres; a number beyond every sum of lesions could be a date or an id. */
function isLength(length: number | null | undefined): length is number {
  return typeof length === 'number' && length >= 0 && length <= 10_000
}

/** A grade stated twice: the text holds. */
export function recordPerformance(record: CommonRecord, timeline: Timeline): RecordPerformance[] {
  return inOrder(
    record.performance.flatMap(row => {
      const ecog = row.gradeByText ?? row.gradeByCode
      return ecog === null ? [] : [{ ...dayOf(timeline.offset(row.date)), ecog }]
    }),
  )
}

export function recordAdverseEvents(record: CommonRecord, timeline: Timeline): RecordAdverseEvent[] {
  return inOrder(record.adverseEvents.flatMap(row => ofAdverseEvent(row, timeline)))
}

/** The term as typed is not kept; its codes are. */
function ofAdverseEvent(row: AdverseEvent, timeline: Timeline): RecordAdverseEvent[] {
  const treatment = timeline.treatmentAt(row.onset)
  if (treatment === null) return []
  const onset = timeline.offset(row.onset)
  const end = timeline.offset(row.ended)
  return [
    {
      treatmentId: treatment.id,
      term: { ncit: codeOf(row.ncit, NCIT), meddra: codeOf(row.meddra, MEDDRA), text: null },
      grade: row.grade,
      ...(row.ctcaeVersion ? { ctcaeVersion: row.ctcaeVersion } : {}),
      serious: row.serious,
      ...causality(row),
      onsetDay: onset.day,
      ...(onset.precision === null ? {} : { onsetDayPrecision: onset.precision }),
      endDay: end.day,
      ...(end.precision === null ? {} : { endDayPrecision: end.precision }),
      outcome: row.outcome ?? 'unknown',
    },
  ]
}

const NCIT = /^C[0-9]{3,6}$/
const MEDDRA = /^10[0-9]{6}$/

/** A cell that is no code may hold anything: it is left out. */
function codeOf(text: string | null | undefined, shape: RegExp): string | null {
  const code = text?.trim() ?? ''
  return shape.test(code) ? code : null
}

/** Only slots with a drug count: an empty second slot is no unknown relation. */
function causality({ drugs }: AdverseEvent): Pick<RecordAdverseEvent, 'related' | 'expected'> {
  const filled = drugs.filter(drug => drug.name !== null)
  const allDenied = filled.length > 0 && filled.every(drug => drug.relation === 'not-related')
  const related = filled.some(drug => drug.relation === 'related') ? 'yes' : allDenied ? 'no' : 'unknown'
  const stated = filled.map(drug => drug.expected).filter(expected => expected !== null)
  return { related, ...(stated.length === 0 ? {} : { expected: stated.every(expected => expected) }) }
}

export function recordQualityOfLife(record: CommonRecord, timeline: Timeline): RecordQualityOfLife[] {
  return inOrder(
    record.qualityOfLife.map(row => ({
      instrument: row.instrument,
      ...dayOf(timeline.offset(row.date)),
      scores: scoresOf(row),
    })),
  )
}

/**
 * The scales of the instrument; single answers of the C30 stay behind, those of the EQ-5D are its scales. A number
 * outside the instrument's range is no score, and could be a date or an id.
 */
function scoresOf({ instrument, items, scores }: QualityOfLife): RecordQualityOfLife['scores'] {
  const known: RecordQualityOfLife['scores'] = {}
  for (const answers of [items, scores ?? {}]) {
    for (const [name, score] of Object.entries(answers)) {
      if (SCALES[instrument].has(name)) known[name] = score
    }
  }
  return Object.fromEntries(Object.entries(known).filter(([, score]) => score >= 0 && score <= 100))
}

function dayOf({ day, precision }: Offset) {
  return { day, ...(precision === null ? {} : { dayPrecision: precision }) }
}

/** By day, not by line: the order in which a site typed its rows tells nothing, and re-sorting a file changes nothing. */
function inOrder<T extends object>(rows: T[]): T[] {
  return rows.length < 2 ? rows : rows.sort((a, b) => sortDay(a) - sortDay(b) || byText(a, b))
}

function byText(a: object, b: object): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function sortDay(row: object): number {
  const day = 'day' in row ? row.day : 'onsetDay' in row ? row.onsetDay : null
  return typeof day === 'number' ? day : Number.MAX_SAFE_INTEGER
}

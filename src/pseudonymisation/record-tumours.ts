/** Tumours of a subject: a code at most, and the source's codes; no words. */
import type { CommonRecord, Enrolment, Tumour } from '../model/generated/common-record.ts'
import type { Outcome } from '../model/generated/outcome.ts'
import type { RecordTumour, ReviewCode } from '../model/generated/record.ts'
import { isSameOrigin } from '../model/origins.ts'
import type { Timeline, Treatment } from './subject-timeline.ts'

/** What terminology says of a tumour: of an allocation row, or of a tumour that the source states by itself. */
export interface TumourReading {
  readonly oncotree: string | null
  /** Why `oncotree` is null. */
  readonly reviewCode: ReviewCode
  readonly mapEquivalence: RecordTumour['mapEquivalence']
}

export type TumourOf = (enrolment: Enrolment) => TumourReading
/** Whether the tree has this code, or had it: an OncoTree code has no shape, and any word could stand for one. */
export type IsOncotree = (code: string) => boolean
export type StatedTumourOf = (tumour: Tumour) => TumourReading

const ICD10 = /^[A-Z][0-9]{2}(?:\.[0-9A-Z]{1,3})?$/
const ONE_CODE = /^[A-Z][A-Z0-9_]{0,29}$/

export interface Tumours {
  readonly tumours: PrimaryFirst
  readonly idOf: ReadonlyMap<Treatment, string>
}

type PrimaryFirst = [RecordTumour, ...RecordTumour[]]

export interface TumourParts {
  readonly timeline: Timeline
  readonly tumourOf?: TumourOf
  readonly statedTumourOf?: StatedTumourOf
  readonly isOncotree?: IsOncotree
}

/** The tumours that the source states by themselves, else those of its allocation rows. */
export function tumoursOf(record: CommonRecord, parts: TumourParts): Tumours {
  return record.tumours.length > 0 ? statedTumours(record, parts) : ofEnrolments(record, parts)
}

/** In the source's order; the first that is not called another tumour is the primary. */
function statedTumours(record: CommonRecord, parts: TumourParts): Tumours {
  const { timeline, statedTumourOf } = parts
  const called = record.tumours.findIndex(row => row.primary === true)
  const first =
    called >= 0
      ? called
      : Math.max(
          0,
          record.tumours.findIndex(row => row.primary !== false),
        )
  const ordered = [record.tumours[first], ...record.tumours.filter((_, index) => index !== first)]
  const rows = ordered.filter(row => row !== undefined)
  const tumours = rows.map((row, index) => describeStated(row, statedTumourOf?.(row) ?? NOT_KNOWN, index + 1, parts))
  const idOfKey = new Map(rows.flatMap((row, index) => (row.key === null ? [] : [[row.key, `t${index + 1}`] as const])))
  const [primary = describe(NOT_KNOWN, null, 1), ...others] = tumours
  const idOf = new Map(
    timeline.treatments.map(treatment => {
      const key = rowOf(record, treatment.outcome)?.tumourKey
      return [treatment, (key ? idOfKey.get(key) : undefined) ?? primary.id] as const
    }),
  )
  return { tumours: [primary, ...others], idOf }
}

const MORPHOLOGY = /^[0-9]{4}\/[0-9]$/
const TOPOGRAPHY = /^C[0-9]{2}(?:\.[0-9])?$/
const STAGE = /^(?:0|I|II|III|IV)[ABC]?$/

function describeStated(
  row: Tumour,
  reading: TumourReading,
  number: number,
  { timeline, isOncotree = () => false }: TumourParts,
): RecordTumour {
  const icd10 = codeOf(row.icd10, ICD10)
  const icdo3Topography = codeOf(row.icdo3Topography, TOPOGRAPHY)
  const icdo3Morphology = codeOf(row.icdo3Morphology, MORPHOLOGY)
  const stage = codeOf(row.stage, STAGE)
  return {
    id: `t${number}`,
    oncotree: reading.oncotree,
    reviewCode: reading.reviewCode,
    sourceCodes: sourceCodesOf(row, { icd10, icdo3Topography, icdo3Morphology }, isOncotree),
    sourceText: null,
    ...(icd10 === null ? {} : { icd10 }),
    ...(icdo3Topography === null ? {} : { icdo3Topography }),
    ...(icdo3Morphology === null ? {} : { icdo3Morphology }),
    ...(stage === null ? {} : { stage }),
    ...(row.diagnosed ? { diagnosisDay: timeline.offset(row.diagnosed).day } : {}),
    ...(typeof row.metastatic === 'boolean' ? { metastatic: row.metastatic } : {}),
    mapEquivalence: reading.mapEquivalence,
    primary: number === 1,
  }
}

const SYSTEMS = {
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  icdo3: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  oncotree: 'http://oncotree.mskcc.org/fhir/CodeSystem',
} as const

/** Each code once; what is no code of a known system is left out, for it could be anything. */
function sourceCodesOf(
  row: Tumour,
  codes: Readonly<Record<'icd10' | 'icdo3Topography' | 'icdo3Morphology', string | null>>,
  isOncotree: IsOncotree,
): RecordTumour['sourceCodes'] {
  const stated = [
    { system: SYSTEMS.icd10, code: codes.icd10 },
    { system: SYSTEMS.icdo3, code: codes.icdo3Topography },
    { system: SYSTEMS.icdo3, code: codes.icdo3Morphology },
    { system: SYSTEMS.oncotree, code: codeOf(row.oncotree, ONE_CODE) },
    ...(row.sourceCodes ?? []).flatMap(({ system, code }) => {
      const known = Object.values(SYSTEMS).find(one => one === system)
      return known === undefined ? [] : [{ system: known, code: codeOf(code, SHAPES[known]) }]
    }),
  ]
  const seen = new Set<string>()
  return stated.flatMap(({ system, code }) => {
    if (code === null || seen.has(`${system} ${code}`)) return []
    if (system === SYSTEMS.oncotree && !isOncotree(code)) return []
    seen.add(`${system} ${code}`)
    return [{ system, code, display: null }]
  })
}

const SHAPES: Readonly<Record<(typeof SYSTEMS)[keyof typeof SYSTEMS], RegExp>> = {
  [SYSTEMS.icd10]: ICD10,
  [SYSTEMS.icdo3]: /^(?:[0-9]{4}\/[0-9]|C[0-9]{2}(?:\.[0-9])?)$/,
  [SYSTEMS.oncotree]: ONE_CODE,
}

function codeOf(text: string | null | undefined, shape: RegExp): string | null {
  const code = text?.trim().toUpperCase() ?? ''
  return shape.test(code) ? code : null
}

/**
 * One tumour for each distinct pair of code and ICD-10 code among the enrolments; that of the first enrolment is the
 * primary. A subject without an enrolment has the tumour of its first allocation row, or one that is not known.
 */
function ofEnrolments(record: CommonRecord, { timeline, tumourOf }: TumourParts): Tumours {
  const { treatments } = timeline
  const found = new Map<string, RecordTumour>()
  const idOf = new Map<Treatment, string>()
  const note = (reading: TumourReading, row: Enrolment | undefined): RecordTumour => {
    const icd10 = icd10Of(row)
    const key = `${reading.oncotree} ${icd10}`
    const known = found.get(key) ?? describe(reading, icd10, found.size + 1)
    found.set(key, known)
    return known
  }
  for (const treatment of treatments) {
    const row = rowOf(record, treatment.outcome)
    const reading = row !== undefined && tumourOf !== undefined ? tumourOf(row) : ofCohort(treatment.outcome)
    idOf.set(treatment, note(reading, row).id)
  }
  if (found.size === 0) {
    const row = record.enrolments[0]
    note(row !== undefined && tumourOf !== undefined ? tumourOf(row) : NOT_KNOWN, row)
  }
  const [primary = describe(NOT_KNOWN, null, 1), ...others] = found.values()
  return { tumours: [primary, ...others], idOf }
}

const NOT_KNOWN: TumourReading = { oncotree: null, reviewCode: 'tumour-unknown', mapEquivalence: 'unmatched' }

/** The cohort's node is at or above the patient's tumour; of a pan-tumour or many-tumour cohort it says nothing. */
function ofCohort(outcome: Outcome): TumourReading {
  if (outcome.tumour === null) return NOT_KNOWN
  if (outcome.tumour === 'PAN' || !ONE_CODE.test(outcome.tumour)) {
    return { oncotree: null, reviewCode: 'tumour-ambiguous', mapEquivalence: 'unmatched' }
  }
  return { oncotree: outcome.tumour, reviewCode: null, mapEquivalence: 'wider' }
}

function describe(reading: TumourReading, icd10: string | null, number: number): RecordTumour {
  return {
    id: `t${number}`,
    oncotree: reading.oncotree,
    reviewCode: reading.reviewCode,
    sourceCodes: icd10 === null ? [] : [{ system: SYSTEMS.icd10, code: icd10, display: null }],
    sourceText: null,
    ...(icd10 === null ? {} : { icd10 }),
    mapEquivalence: reading.mapEquivalence,
    primary: number === 1,
  }
}

/** A cell that is no code may hold anything: it is left out. */
function icd10Of(row: Enrolment | undefined): string | null {
  return codeOf(row?.icd10, ICD10)
}

function rowOf(record: CommonRecord, outcome: Outcome): Enrolment | undefined {
  return record.enrolments.find(enrolment => isSameOrigin(enrolment.origin, outcome.origin))
}

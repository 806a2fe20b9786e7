/** Tumours of a subject: a code at most, and the source's ICD-10 code; no words. */
import type { CommonRecord, Enrolment } from '../model/generated/common-record.ts'
import type { Outcome } from '../model/generated/outcome.ts'
import type { RecordTumour, ReviewCode } from '../model/generated/record.ts'
import type { Treatment } from './subject-timeline.ts'

/** What terminology says of the tumour of an allocation row. */
export interface TumourReading {
  readonly oncotree: string | null
  /** Why `oncotree` is null. */
  readonly reviewCode: ReviewCode
  readonly mapEquivalence: RecordTumour['mapEquivalence']
}

export type TumourOf = (enrolment: Enrolment) => TumourReading

const ICD10 = /^[A-Z][0-9]{2}(?:\.[0-9A-Z]{1,3})?$/
const ONE_CODE = /^[A-Z][A-Z0-9_]{0,29}$/

export interface Tumours {
  readonly tumours: PrimaryFirst
  readonly idOf: ReadonlyMap<Treatment, string>
}

type PrimaryFirst = [RecordTumour, ...RecordTumour[]]

/**
 * One tumour for each distinct pair of code and ICD-10 code among the enrolments; that of the first enrolment is the
 * primary. A subject without an enrolment has the tumour of its first allocation row, or one that is not known.
 */
export function tumoursOf(record: CommonRecord, treatments: readonly Treatment[], tumourOf?: TumourOf): Tumours {
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
    sourceCodes: icd10 === null ? [] : [{ system: 'http://hl7.org/fhir/sid/icd-10', code: icd10, display: null }],
    sourceText: null,
    ...(icd10 === null ? {} : { icd10 }),
    mapEquivalence: reading.mapEquivalence,
    primary: number === 1,
  }
}

/** A cell that is no code may hold anything: it is left out. */
function icd10Of(row: Enrolment | undefined): string | null {
  const text = row?.icd10?.trim().toUpperCase() ?? ''
  return ICD10.test(text) ? text : null
}

function rowOf(record: CommonRecord, outcome: Outcome): Enrolment | undefined {
  return record.enrolments.find(
    enrolment => enrolment.origin.sheet === outcome.origin.sheet && enrolment.origin.line === outcome.origin.line,
  )
}

/** The subject itself: PERSON, and what the CDM has no place for. */
import type { PrimeRoseRecord } from '../../../model/generated/record.ts'
import { GENDER, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import type { PersonDraft } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const SUBJECT = {
  schema: 'row',
  trialId: 'text',
  pseudonym: 'row',
  anchor: 'text',
  ageBand: 'text',
  sex: 'row',
  consentScreening: 'row',
  consentTreatment: 'row',
  consentSharing: 'row',
  screeningDay: 'number?',
  status: 'text',
  provenance: 'row',
  tumours: 'row',
  specimens: 'row',
  alterations: 'row',
  treatments: 'row',
  assessments: 'row',
  outcomes: 'row',
  performance: 'row',
  adverseEvents: 'row',
  qol: 'row',
  followUp: 'row',
} as const satisfies Members<PrimeRoseRecord>

const CONSENT = { status: 'text', day: 'number?' } as const satisfies Members<PrimeRoseRecord['consentScreening']>
const SHARING = { status: 'text', scope: 'texts' } as const satisfies Members<PrimeRoseRecord['consentSharing']>
const PROVENANCE = {
  sourceKind: 'text',
  mappingId: 'text',
  mappingVersion: 'text',
  normaliserVersion: 'text',
  oncotreeVersion: 'text',
  atcYear: 'number|null',
} as const satisfies Members<PrimeRoseRecord['provenance']>

/** Middle of the age band; 2000 less it is the year of birth that an export writes. */
const MIDDLE_AGE: Readonly<Record<PrimeRoseRecord['ageBand'], number>> = {
  '<18': 9,
  '18-29': 24,
  '30-39': 35,
  '40-49': 45,
  '50-59': 55,
  '60-69': 65,
  '70-79': 75,
  '>=80': 85,
  // PERSON must have a year: this one is no one's age, and the own value says that the band is unknown.
  unknown: 100,
}

export function writeSubject(draft: PersonDraft, record: PrimeRoseRecord): void {
  draft.add('person', {
    person_id: draft.personId,
    gender_concept_id: record.sex === 'other' ? NO_MATCHING_CONCEPT : GENDER[record.sex],
    year_of_birth: 2000 - MIDDLE_AGE[record.ageBand],
    race_concept_id: NO_MATCHING_CONCEPT,
    ethnicity_concept_id: NO_MATCHING_CONCEPT,
    person_source_value: record.pseudonym,
    gender_source_value: record.sex,
  })
  writeMembers(draft, record, SUBJECT, { owner: 'subject' })
  writeMembers(draft, record.provenance, PROVENANCE, { owner: 'provenance' })
  writeMembers(draft, record.consentScreening, CONSENT, { owner: 'consent-screening' })
  if (record.consentTreatment !== undefined) {
    writeMembers(draft, record.consentTreatment, CONSENT, { owner: 'consent-treatment' })
  }
  writeMembers(draft, record.consentSharing, SHARING, { owner: 'consent-sharing' })
}

export function readSubject(rows: PersonRows): Record<string, unknown> {
  const [person] = rows.rows.person
  const treatment = readMembers(rows, CONSENT, { owner: 'consent-treatment' })
  return {
    schema: 'prime-rose-record/1',
    pseudonym: person?.person_source_value ?? null,
    sex: person?.gender_source_value ?? null,
    ...readMembers(rows, SUBJECT, { owner: 'subject' }),
    consentScreening: readMembers(rows, CONSENT, { owner: 'consent-screening' }),
    ...('status' in treatment ? { consentTreatment: treatment } : {}),
    consentSharing: readMembers(rows, SHARING, { owner: 'consent-sharing' }),
    provenance: readMembers(rows, PROVENANCE, { owner: 'provenance' }),
  }
}

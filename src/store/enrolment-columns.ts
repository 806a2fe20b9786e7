/** One table for both directions: a field of `EnrolmentRow`, its column and the column's type. */
import type { EpisodeRow } from '../cut/ports.ts'
import type { EnrolmentRow } from '../model/pseudonymised.ts'
import type { CopyValue } from './copy-in.ts'

interface Column {
  readonly name: string
  readonly type: 'text' | 'boolean' | 'integer' | 'smallint'
}

const COLUMNS = {
  pseudonym: { name: 'pseudonym', type: 'text' },
  number: { name: 'number', type: 'integer' },
  localName: { name: 'local_name', type: 'text' },
  cohortKey: { name: 'cohort_key', type: 'text' },
  cohortGroup: { name: 'cohort_group', type: 'text' },
  cohortLabel: { name: 'cohort_label', type: 'text' },
  tumour: { name: 'tumour', type: 'text' },
  alteration: { name: 'alteration', type: 'text' },
  drugs: { name: 'drugs', type: 'text' },
  treated: { name: 'treated', type: 'boolean' },
  startQuarter: { name: 'start_quarter', type: 'text' },
  startDay: { name: 'start_day', type: 'integer' },
  mature: { name: 'mature', type: 'boolean' },
  awaiting: { name: 'awaiting', type: 'boolean' },
  evaluable: { name: 'evaluable', type: 'boolean' },
  diseaseControl: { name: 'disease_control', type: 'boolean' },
  noControlReason: { name: 'no_control_reason', type: 'text' },
  bestResponse: { name: 'best_response', type: 'text' },
  confirmedResponse: { name: 'confirmed_response', type: 'text' },
  pfsDays: { name: 'pfs_days', type: 'integer' },
  pfsEvent: { name: 'pfs_event', type: 'smallint' },
  osDays: { name: 'os_days', type: 'integer' },
  osEvent: { name: 'os_event', type: 'smallint' },
  grade3Related: { name: 'grade3_related', type: 'boolean' },
  grade3RelatedOrUnknown: { name: 'grade3_related_or_unknown', type: 'boolean' },
  serious: { name: 'serious', type: 'boolean' },
  grade3RelatedEvents: { name: 'grade3_related_events', type: 'integer' },
  seriousEvents: { name: 'serious_events', type: 'integer' },
  respondedDays: { name: 'responded_days', type: 'integer' },
  responseDays: { name: 'response_days', type: 'integer' },
  responseEvent: { name: 'response_event', type: 'smallint' },
  onTreatmentDays: { name: 'on_treatment_days', type: 'integer' },
  onTreatmentEvent: { name: 'on_treatment_event', type: 'smallint' },
  qualityOfLifeChange: { name: 'quality_of_life_change', type: 'text' },
} as const satisfies Record<keyof EpisodeRow, Column>

const columns: readonly (readonly [field: string, Column])[] = Object.entries(COLUMNS)

/** `SELECT` list that gives rows the names of `EpisodeRow`. */
export const enrolmentSelection = columns.map(([field, { name }]) => `${name} AS "${field}"`).join(', ')

/** Columns of an `INSERT`, and the matching definition for `jsonb_to_recordset`. */
export const enrolmentColumns = columns.map(([, { name }]) => name).join(', ')
export const enrolmentFields = columns.map(([field]) => `enrolment."${field}"`).join(', ')
export const enrolmentRecordset = columns.map(([field, { type }]) => `"${field}" ${type}`).join(', ')

const FIELDS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]

/** Values of a row for COPY, in the order of `enrolmentColumns`. */
export function enrolmentValues(pseudonym: string, row: EnrolmentRow): readonly CopyValue[] {
  return FIELDS.map(field => (field === 'pseudonym' ? pseudonym : row[field]))
}

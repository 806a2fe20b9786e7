/** ECOG: MEASUREMENT with the grade as concept and as number. */
import type { RecordPerformance } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, ECOG, ECOG_GRADES, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import type { PersonDraft } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'
import { precision } from './treatments.ts'

const LOINC_ECOG = '89247-1'

export function writePerformance(draft: PersonDraft, row: RecordPerformance): void {
  if (row.day === null) return
  draft.add('measurement', {
    measurement_id: draft.nextId('measurement'),
    person_id: draft.personId,
    measurement_concept_id: ECOG,
    measurement_date: draft.dateOf(row.day),
    measurement_type_concept_id: CASE_REPORT_FORM,
    value_as_number: row.ecog,
    value_as_concept_id: ECOG_GRADES[row.ecog] ?? NO_MATCHING_CONCEPT,
    measurement_source_value: `${LOINC_ECOG}|${row.dayPrecision?.slice(0, 1) ?? '-'}`,
    value_source_value: String(row.ecog),
  })
}

export function readPerformance(rows: PersonRows): unknown[] {
  return rows.rows.measurement
    .filter(row => row.measurement_concept_id === ECOG)
    .toSorted((a, b) => a.measurement_id - b.measurement_id)
    .map(row => ({
      day: dayOfFixed(row.measurement_date),
      ...precision('dayPrecision', row.measurement_source_value?.split('|')[1] ?? '-'),
      ecog: row.value_as_number,
    }))
}

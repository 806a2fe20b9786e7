/** Responses: MEASUREMENT whose concept is the response itself; who, by which criterion and when is its source value. */
import type { RecordAssessment } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, NO_MATCHING_CONCEPT, RESPONSE } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import type { PersonDraft } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'
import { precision } from './treatments.ts'

const PREFIX = 'response|'

/** `response|c1|RECIST1.1|W16|d|new+|conf-`: at most 49 characters. */
function sourceValue(row: RecordAssessment): string {
  return [
    'response',
    row.treatmentId,
    row.criteria,
    row.visit,
    row.dayPrecision?.slice(0, 1) ?? '-',
    sign('n', row.newLesions),
    sign('k', row.confirmed),
  ].join('|')
}

function sign(letter: string, flag: boolean | undefined): string {
  return flag === undefined ? '-' : letter + (flag ? '+' : '-')
}

function unsign(member: string, text: string | undefined): Record<string, boolean> {
  return text === undefined || text === '-' ? {} : { [member]: text.endsWith('+') }
}

/** An assessment without a day has no place in the CDM (see `losses.ts`). */
export function writeAssessment(draft: PersonDraft, row: RecordAssessment): void {
  if (row.day === null) return
  draft.add('measurement', {
    measurement_id: draft.nextId('measurement'),
    person_id: draft.personId,
    measurement_concept_id: conceptOf(row),
    measurement_date: draft.dateOf(row.day),
    measurement_type_concept_id: CASE_REPORT_FORM,
    value_as_number: row.sumDiameters ?? null,
    unit_source_value: row.sumDiameters === undefined ? null : 'mm',
    measurement_source_value: sourceValue(row),
    value_source_value: row.response,
  })
}

function conceptOf({ criteria, response }: RecordAssessment): number {
  const concepts: Readonly<Record<string, Readonly<Record<string, number>>>> = RESPONSE
  return (response === null ? undefined : concepts[criteria]?.[response]) ?? NO_MATCHING_CONCEPT
}

export function readAssessments(rows: PersonRows): unknown[] {
  return rows.rows.measurement
    .filter(row => row.measurement_source_value?.startsWith(PREFIX))
    .toSorted((a, b) => a.measurement_id - b.measurement_id)
    .map(row => {
      const [, treatmentId, criteria, visit, exact = '-', newLesions, confirmed] =
        row.measurement_source_value?.split('|') ?? []
      return {
        treatmentId,
        day: dayOfFixed(row.measurement_date),
        ...precision('dayPrecision', exact),
        visit,
        criteria,
        response: row.value_source_value,
        ...(row.value_as_number === null ? {} : { sumDiameters: row.value_as_number }),
        ...unsign('newLesions', newLesions),
        ...unsign('confirmed', confirmed),
      }
    })
}

/** Scale scores: one MEASUREMENT a scale; the questionnaire that they belong to is in the source value. */
import type { RecordQualityOfLife } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, EQ_VAS, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import type { PersonDraft } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'
import { precision } from './treatments.ts'

const PREFIX = 'qol|'

/** `qol|2|EORTC-QLQ-C30|QL2|d`. */
export function writeQualityOfLife(draft: PersonDraft, row: RecordQualityOfLife, number: number): void {
  const { day } = row
  if (day === null) return
  for (const [scale, score] of Object.entries(row.scores)) {
    draft.add('measurement', {
      measurement_id: draft.nextId('measurement'),
      person_id: draft.personId,
      measurement_concept_id: scale === 'VAS' ? EQ_VAS : NO_MATCHING_CONCEPT,
      measurement_date: draft.dateOf(day),
      measurement_type_concept_id: CASE_REPORT_FORM,
      value_as_number: score,
      measurement_source_value: ['qol', number, row.instrument, scale, row.dayPrecision?.slice(0, 1) ?? '-'].join('|'),
    })
  }
}

export function readQualityOfLife(rows: PersonRows): unknown[] {
  const scored = rows.rows.measurement
    .filter(row => row.measurement_source_value?.startsWith(PREFIX))
    .toSorted((a, b) => a.measurement_id - b.measurement_id)
    .map(row => ({ row, parts: row.measurement_source_value?.split('|') ?? [] }))
  return [...Map.groupBy(scored, ({ parts }) => parts[1]).values()].map(group => {
    const [first] = group
    const [, , instrument, , exact = '-'] = first?.parts ?? []
    return {
      instrument,
      day: dayOfFixed(first?.row.measurement_date ?? ''),
      ...precision('dayPrecision', exact),
      scores: Object.fromEntries(group.map(({ row, parts }) => [parts[3], row.value_as_number])),
    }
  })
}

/** Samples: PROCEDURE_OCCURRENCE of their taking. */
import type { RecordSpecimen } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import type { PersonDraft, RowPlace } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const SPECIMEN = {
  id: 'row',
  kind: 'row',
  assayKind: 'row',
  assay: 'text?',
  collectedDay: 'row',
} as const satisfies Members<RecordSpecimen>

export function writeSpecimen(draft: PersonDraft, specimen: RecordSpecimen): void {
  const place: RowPlace = {
    table: 'procedure_occurrence',
    id: draft.nextId('procedure_occurrence'),
    date: draft.dateOf(specimen.collectedDay),
  }
  draft.add('procedure_occurrence', {
    procedure_occurrence_id: place.id,
    person_id: draft.personId,
    procedure_concept_id: NO_MATCHING_CONCEPT,
    procedure_date: place.date,
    procedure_type_concept_id: CASE_REPORT_FORM,
    procedure_source_value: specimen.kind,
    modifier_source_value: specimen.assayKind ?? null,
  })
  draft.own(specimen.id, 'specimen', specimen.id, place)
  // Else the day of the row is that of the record, because the day of taking is not known.
  if (typeof specimen.collectedDay === 'number') draft.own(specimen.id, 'collected', true, place)
  writeMembers(draft, specimen, SPECIMEN, { owner: specimen.id, place })
}

export function readSpecimens(rows: PersonRows): unknown[] {
  return rows.owners('specimen').map(id => {
    const row = rows.rows.procedure_occurrence.find(one => one.procedure_occurrence_id === rows.rowId(id, 'specimen'))
    return {
      id,
      kind: row?.procedure_source_value ?? null,
      ...(row?.modifier_source_value == null ? {} : { assayKind: row.modifier_source_value }),
      ...readMembers(rows, SPECIMEN, { owner: id }),
      ...(row !== undefined && rows.flag(id, 'collected') === true
        ? { collectedDay: dayOfFixed(row.procedure_date) }
        : {}),
    }
  })
}

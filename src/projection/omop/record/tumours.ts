/** Tumours: CONDITION_OCCURRENCE, their stage as MEASUREMENT tied to it. */
import type { RecordTumour, SourceCode } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import { fieldOf, type PersonDraft, type RowPlace } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const TUMOUR = {
  id: 'row',
  oncotree: 'text|null',
  reviewCode: 'text|null',
  sourceCodes: 'row',
  sourceText: 'never',
  icd10: 'row',
  icdo3Topography: 'text?',
  icdo3Morphology: 'text?',
  stage: 'row',
  diagnosisDay: 'row',
  metastatic: 'flag?',
  mapEquivalence: 'text',
  primary: 'flag',
} as const satisfies Members<RecordTumour>

/** Code systems by a short name that fits an own value. */
const SYSTEMS: Readonly<Record<SourceCode['system'], string>> = {
  'http://hl7.org/fhir/sid/icd-10': 'icd-10',
  'http://terminology.hl7.org/CodeSystem/icd-o-3': 'icd-o-3',
  'http://oncotree.mskcc.org/fhir/CodeSystem': 'oncotree',
}

/** Whether the start of a condition is its diagnosis, or the day of the record because that is not known. */
const DIAGNOSED = 'diagnosed'
const RECORDED = 'recorded'

export function writeTumour(draft: PersonDraft, tumour: RecordTumour): RowPlace {
  const isDated = typeof tumour.diagnosisDay === 'number'
  const place: RowPlace = {
    table: 'condition_occurrence',
    id: draft.nextId('condition_occurrence'),
    date: draft.dateOf(tumour.diagnosisDay),
  }
  draft.add('condition_occurrence', {
    condition_occurrence_id: place.id,
    person_id: draft.personId,
    condition_concept_id: conceptOf(draft, tumour),
    condition_start_date: place.date,
    condition_type_concept_id: CASE_REPORT_FORM,
    condition_source_value: tumour.icd10 ?? null,
    condition_source_concept_id: tumour.icd10 === undefined ? null : draft.concepts.source('ICD10', tumour.icd10),
    condition_status_source_value: isDated ? DIAGNOSED : RECORDED,
  })
  draft.own(tumour.id, 'tumour', tumour.id, place)
  writeMembers(draft, tumour, TUMOUR, { owner: tumour.id, place })
  for (const { system, code } of tumour.sourceCodes)
    draft.own(tumour.id, 'source-code', `${SYSTEMS[system]}|${code}`, place)
  if (tumour.stage !== undefined) writeStage(draft, tumour.stage, place)
  return place
}

function writeStage(draft: PersonDraft, stage: string, tumour: RowPlace): void {
  draft.add('measurement', {
    measurement_id: draft.nextId('measurement'),
    person_id: draft.personId,
    measurement_concept_id:
      draft.concepts.standard('Cancer Modifier', `AJCC/UICC-Stage-${stage}`) ?? NO_MATCHING_CONCEPT,
    measurement_date: tumour.date,
    measurement_type_concept_id: CASE_REPORT_FORM,
    measurement_source_value: 'stage',
    value_source_value: stage,
    measurement_event_id: tumour.id,
    meas_event_field_concept_id: fieldOf(draft.concepts, tumour.table),
  })
}

/** Histology and site in one concept where both are known, else the standard concept of the ICD-10 code. */
function conceptOf({ concepts }: PersonDraft, tumour: RecordTumour): number {
  const { icd10, icdo3Morphology: morphology, icdo3Topography: site = icd10 } = tumour
  const histology =
    morphology === undefined || site === undefined ? null : concepts.standard('ICDO3', `${morphology}-${site}`)
  return histology ?? (icd10 === undefined ? null : concepts.standard('ICD10', icd10)) ?? NO_MATCHING_CONCEPT
}

export function readTumours(rows: PersonRows): unknown[] {
  return rows.owners('tumour').map(id => {
    const conditionId = rows.rowId(id, 'tumour')
    const row = rows.rows.condition_occurrence.find(one => one.condition_occurrence_id === conditionId)
    const stage = rows.rows.measurement.find(
      one => one.measurement_source_value === 'stage' && one.measurement_event_id === conditionId,
    )
    return {
      id,
      ...readMembers(rows, TUMOUR, { owner: id }),
      sourceCodes: rows.texts(id, 'source-code').map(sourceCodeOf),
      ...(row?.condition_source_value == null ? {} : { icd10: row.condition_source_value }),
      ...(stage?.value_source_value == null ? {} : { stage: stage.value_source_value }),
      ...(row?.condition_status_source_value === DIAGNOSED
        ? { diagnosisDay: dayOfFixed(row.condition_start_date) }
        : {}),
    }
  })
}

function sourceCodeOf(text: string) {
  const at = text.indexOf('|')
  const system = Object.entries(SYSTEMS).find(([, name]) => name === text.slice(0, at))?.[0]
  return { system, code: text.slice(at + 1), display: null }
}

/** Findings: MEASUREMENT tied to the primary tumour; the canonical code is its source value, the protein change its value's. */
import type { RecordAlteration } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import { fieldOf, type PersonDraft, type RowPlace } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

type Expression = NonNullable<RecordAlteration['expression']>
type Signature = NonNullable<RecordAlteration['signature']>

const ALTERATION = {
  id: 'row',
  class: 'text',
  canonical: 'text|null',
  reviewCode: 'text|null',
  geneHgnc: 'text?',
  partnerHgnc: 'text?',
  orientation: 'text?',
  hgvsP: 'text?',
  hgvsC: 'text?',
  transcript: 'text?',
  isMane: 'flag?',
  exon: 'text?',
  vaf: 'number?',
  copyNumber: 'number?',
  cnaKind: 'text?',
  expression: 'row',
  signature: 'row',
  origin: 'text',
  escat: 'text?',
  actionable: 'flag?',
  specimenId: 'text?',
  reportedDay: 'row',
  sourceText: 'never',
} as const satisfies Members<RecordAlteration>

const SIGNATURE = {
  kind: 'text',
  value: 'number?',
  unit: 'text?',
  status: 'text?',
  cutoff: 'number?',
} as const satisfies Members<Signature>

/** LOINC of the finding's kind, for the look-up of a standard concept. */
const LOINC: Readonly<Record<string, string>> = { TMB: '94076-7', MSI: '81695-9', HRD: '107286-7', variant: '69548-6' }

export function writeAlteration(draft: PersonDraft, alteration: RecordAlteration, tumour: RowPlace): void {
  const place: RowPlace = {
    table: 'measurement',
    id: draft.nextId('measurement'),
    date: draft.dateOf(alteration.reportedDay),
  }
  const { signature } = alteration
  draft.add('measurement', {
    measurement_id: place.id,
    person_id: draft.personId,
    measurement_concept_id:
      draft.concepts.standard('LOINC', LOINC[signature?.kind ?? 'variant'] ?? '') ?? NO_MATCHING_CONCEPT,
    measurement_date: place.date,
    measurement_type_concept_id: CASE_REPORT_FORM,
    value_as_number: signature?.value ?? null,
    unit_source_value: signature?.unit ?? null,
    measurement_source_value: shortEnough(alteration.canonical),
    value_source_value: shortEnough(alteration.hgvsP),
    measurement_event_id: tumour.id,
    meas_event_field_concept_id: fieldOf(draft.concepts, tumour.table),
  })
  draft.own(alteration.id, 'alteration', alteration.id, place)
  if (typeof alteration.reportedDay === 'number') draft.own(alteration.id, 'reported', true, place)
  writeMembers(draft, alteration, ALTERATION, { owner: alteration.id, place })
  if (alteration.expression !== undefined) writeExpression(draft, alteration.id, alteration.expression, place)
  if (signature !== undefined) {
    writeMembers(draft, signature, SIGNATURE, { owner: alteration.id, place, prefix: 'signature-' })
  }
}

/** A source value holds fifty characters; the own value beside it holds the whole. */
function shortEnough(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.length > 50 ? null : text
}

function writeExpression(draft: PersonDraft, owner: string, { scale, value }: Expression, place: RowPlace): void {
  draft.own(owner, 'expression-scale', scale, place)
  draft.own(owner, 'expression-value', value, place)
}

export function readAlterations(rows: PersonRows): unknown[] {
  return rows.owners('alteration').map(id => {
    const row = rows.rows.measurement.find(one => one.measurement_id === rows.rowId(id, 'alteration'))
    const scale = rows.text(id, 'expression-scale')
    const signature = readMembers(rows, SIGNATURE, { owner: id, prefix: 'signature-' })
    return {
      id,
      ...readMembers(rows, ALTERATION, { owner: id }),
      ...(scale === null
        ? {}
        : {
            expression: {
              scale,
              value: rows.number(id, 'expression-value') ?? rows.text(id, 'expression-value'),
            },
          }),
      ...('kind' in signature ? { signature } : {}),
      ...(row !== undefined && rows.flag(id, 'reported') === true
        ? { reportedDay: dayOfFixed(row.measurement_date) }
        : {}),
    }
  })
}

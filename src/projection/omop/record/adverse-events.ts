/** Adverse events: CONDITION_OCCURRENCE; grade and outcome are OBSERVATIONs tied to it. */
import type { RecordAdverseEvent } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, CONDITION_FIELD, CTCAE_GRADES, EVENT_OUTCOME, NO_MATCHING_CONCEPT } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import type { PersonDraft, RowPlace } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const EVENT = {
  treatmentId: 'text',
  term: 'row',
  grade: 'row',
  ctcaeVersion: 'text?',
  serious: 'flag|null',
  related: 'text',
  expected: 'flag?',
  onsetDay: 'row',
  onsetDayPrecision: 'text?',
  endDay: 'row',
  endDayPrecision: 'text?',
  outcome: 'row',
} as const satisfies Members<RecordAdverseEvent>

const GRADE = 'CTCAE grade'
const OUTCOME = 'event outcome'

/** An event without an onset has no place in the CDM (see `losses.ts`). */
export function writeAdverseEvent(draft: PersonDraft, event: RecordAdverseEvent): void {
  if (event.onsetDay === null) return
  const id = draft.nextId('condition_occurrence')
  const place: RowPlace = { table: 'condition_occurrence', id, date: draft.dateOf(event.onsetDay) }
  const { ncit, meddra } = event.term
  draft.add('condition_occurrence', {
    condition_occurrence_id: id,
    person_id: draft.personId,
    condition_concept_id: conceptOf(draft, event) ?? NO_MATCHING_CONCEPT,
    condition_start_date: place.date,
    condition_end_date: event.endDay === null ? null : draft.dateOf(event.endDay),
    condition_type_concept_id: CASE_REPORT_FORM,
    condition_source_value: `ncit:${ncit ?? ''}|meddra:${meddra ?? ''}`,
    condition_status_source_value: 'adverse event',
  })
  const owner = `event-${id}`
  draft.own(owner, 'adverse-event', owner, place)
  writeMembers(draft, event, EVENT, { owner, place })
  if (event.grade !== null) {
    addFact(draft, place, { concept: CTCAE_GRADES[event.grade - 1], name: GRADE, number: event.grade, text: null })
  }
  const { outcome } = event
  const concept = outcome === 'unknown' ? undefined : EVENT_OUTCOME[outcome]
  addFact(draft, place, { concept, name: OUTCOME, number: null, text: outcome })
}

function conceptOf({ concepts }: PersonDraft, { term }: RecordAdverseEvent): number | null {
  const { ncit, meddra } = term
  return (
    (meddra === null ? null : concepts.standard('MedDRA', meddra)) ??
    (ncit === null ? null : concepts.standard('NCIt', ncit))
  )
}

interface Fact {
  readonly concept: number | undefined
  readonly name: string
  readonly number: number | null
  readonly text: string | null
}

function addFact(draft: PersonDraft, place: RowPlace, { concept, name, number, text }: Fact): void {
  draft.add('observation', {
    observation_id: draft.nextId('observation'),
    person_id: draft.personId,
    observation_concept_id: concept ?? NO_MATCHING_CONCEPT,
    observation_date: place.date,
    observation_type_concept_id: CASE_REPORT_FORM,
    value_as_number: number,
    value_as_string: text,
    observation_source_value: name,
    observation_event_id: place.id,
    obs_event_field_concept_id: CONDITION_FIELD,
  })
}

export function readAdverseEvents(rows: PersonRows): unknown[] {
  return rows.owners('adverse-event').map(owner => {
    const id = rows.rowId(owner, 'adverse-event')
    const row = rows.rows.condition_occurrence.find(one => one.condition_occurrence_id === id)
    const facts = rows.rows.observation.filter(one => one.observation_event_id === id)
    const [, ncit = '', meddra = ''] = /^ncit:(.*)\|meddra:(.*)$/.exec(row?.condition_source_value ?? '') ?? []
    return {
      ...readMembers(rows, EVENT, { owner }),
      term: { ncit: ncit === '' ? null : ncit, meddra: meddra === '' ? null : meddra, text: null },
      grade: facts.find(one => one.observation_source_value === GRADE)?.value_as_number ?? null,
      onsetDay: row === undefined ? null : dayOfFixed(row.condition_start_date),
      endDay: row?.condition_end_date == null ? null : dayOfFixed(row.condition_end_date),
      outcome: facts.find(one => one.observation_source_value === OUTCOME)?.value_as_string ?? null,
    }
  })
}

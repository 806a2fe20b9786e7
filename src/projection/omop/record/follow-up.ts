/** DEATH, loss to follow-up as OBSERVATION, and the last contact. */
import type { RecordFollowUp } from '../../../model/generated/record.ts'
import { CASE_REPORT_FORM, LOST_TO_FOLLOW_UP } from '../concepts.ts'
import { dayOfFixed } from '../fixed-days.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import type { PersonDraft } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const FOLLOW_UP = {
  vitalStatus: 'text',
  lastContactDay: 'number|null',
  deathDay: 'row',
  deathDayPrecision: 'text?',
} as const satisfies Members<RecordFollowUp>

export function writeFollowUp(draft: PersonDraft, followUp: RecordFollowUp): void {
  if (followUp.deathDay !== null) {
    draft.add('death', {
      person_id: draft.personId,
      death_date: draft.dateOf(followUp.deathDay),
      death_type_concept_id: CASE_REPORT_FORM,
    })
  }
  if (followUp.vitalStatus === 'lost') {
    draft.add('observation', {
      observation_id: draft.nextId('observation'),
      person_id: draft.personId,
      observation_concept_id: LOST_TO_FOLLOW_UP,
      observation_date: draft.dateOf(followUp.lastContactDay),
      observation_type_concept_id: CASE_REPORT_FORM,
      observation_source_value: 'lost to follow-up',
    })
  }
  writeMembers(draft, followUp, FOLLOW_UP, { owner: 'follow-up' })
}

export function readFollowUp(rows: PersonRows): Record<string, unknown> {
  const [death] = rows.rows.death
  return {
    ...readMembers(rows, FOLLOW_UP, { owner: 'follow-up' }),
    deathDay: death === undefined ? null : dayOfFixed(death.death_date),
  }
}

/** Derived outcomes: own values, for the CDM has no place for an endpoint. */
import type { RecordOutcome } from '../../../model/generated/record.ts'
import { type Members, readMembers, writeMembers } from '../members.ts'
import type { PersonDraft } from '../person-draft.ts'
import type { PersonRows } from '../person-rows.ts'

const OUTCOME = {
  treatmentId: 'text',
  ruleVersion: 'text',
  treated: 'flag',
  mature: 'flag',
  awaiting: 'flag',
  evaluable: 'flag',
  diseaseControlW16: 'flag|null',
  noControlReason: 'text|null',
  bestOverallResponse: 'text|null',
  objectiveResponse: 'flag|null',
  pfsDay: 'number|null',
  pfsEvent: 'number|null',
  osDay: 'number|null',
  osEvent: 'number|null',
} as const satisfies Members<RecordOutcome>

export function writeOutcome(draft: PersonDraft, outcome: RecordOutcome, number: number): void {
  const owner = `outcome-${number}`
  draft.own(owner, 'outcome', owner)
  writeMembers(draft, outcome, OUTCOME, { owner })
}

export function readOutcomes(rows: PersonRows): unknown[] {
  return rows.owners('outcome').map(owner => readMembers(rows, OUTCOME, { owner }))
}

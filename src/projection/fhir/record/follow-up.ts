/** Whether the patient lives, when that was last known, and the day of death. */
import type { RecordFollowUp } from '../../../model/generated/record.ts'
import { loinc, ownKind, snomed, vitalStatuses } from '../concepts.ts'
import { concept } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { codedConcept } from '../places/concept.ts'
import { time } from '../places/time.ts'

export const vitalStatusKind: Kind<RecordFollowUp> = {
  name: 'vital-status',
  resourceType: 'Observation',
  skeleton: (_, links) => ({
    status: 'final',
    code: concept(ownKind('vital-status', 'Vital status when last known'), loinc('31210-8')),
    subject: links.reference('Patient', PATIENT_KEY),
  }),
  places: [
    codedConcept('vitalStatus', 'valueCodeableConcept', vitalStatuses),
    time('lastContactDay', '_effectiveDateTime', { absent: 'null' }),
  ],
}

/** Written where a day of death is known; a death whose day is not known is the vital status alone. */
export const deathKind: Kind<RecordFollowUp> = {
  name: 'death',
  resourceType: 'Observation',
  skeleton: (_, links) => ({
    status: 'final',
    code: concept(ownKind('death', 'Death'), snomed('419099009')),
    subject: links.reference('Patient', PATIENT_KEY),
  }),
  places: [time('deathDay', '_effectiveDateTime', { precision: 'deathDayPrecision', absent: 'null' })],
}

export function hasDayOfDeath(followUp: RecordFollowUp): boolean {
  return followUp.deathDay !== null || followUp.deathDayPrecision !== undefined
}

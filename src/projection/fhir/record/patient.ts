import type { PrimeRoseRecord } from '../../../model/generated/record.ts'
import type { Kind } from '../kind.ts'
import { extension } from '../places/extension.ts'
import { primitive } from '../places/primitive.ts'

/** Pseudonymous: no name, no address, no birth date. Whether a death is known is written here too, for readers who look nowhere else. */
export const patientKind: Kind<PrimeRoseRecord> = {
  name: 'patient',
  resourceType: 'Patient',
  skeleton({ followUp }) {
    if (followUp.vitalStatus === 'dead') return { deceasedBoolean: true }
    return followUp.vitalStatus === 'alive' ? { deceasedBoolean: false } : {}
  },
  places: [primitive('sex', 'gender'), extension('ageBand', 'age-band', 'valueCode')],
}

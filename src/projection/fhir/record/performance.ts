import type { RecordPerformance } from '../../../model/generated/record.ts'
import { loinc } from '../concepts.ts'
import { concept } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { primitive } from '../places/primitive.ts'
import { time } from '../places/time.ts'

/** ECOG, coded as in mCODE, whose own profile asks for a US Core patient and is not claimed. */
export const performanceKind: Kind<RecordPerformance> = {
  name: 'performance',
  resourceType: 'Observation',
  skeleton: (_, links) => ({
    status: 'final',
    code: concept(loinc('89247-1', 'ECOG Performance Status score')),
    subject: links.reference('Patient', PATIENT_KEY),
  }),
  places: [
    time('day', '_effectiveDateTime', { precision: 'dayPrecision', absent: 'null' }),
    primitive('ecog', 'valueInteger'),
  ],
}

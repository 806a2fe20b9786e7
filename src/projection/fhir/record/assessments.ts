import type { RecordAssessment } from '../../../model/generated/record.ts'
import { criteria, loinc, ownKind, responses } from '../concepts.ts'
import { concept } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { component, ownComponent, plain, quantity } from '../places/component.ts'
import { codedConcept } from '../places/concept.ts'
import { extension } from '../places/extension.ts'
import { orNull } from '../places/place.ts'
import { reference } from '../places/reference.ts'
import { time } from '../places/time.ts'

/** One criterion at one visit. A visit whose form holds no response has no value, and says that it is not known. */
export const assessmentKind: Kind<RecordAssessment> = {
  name: 'assessment',
  resourceType: 'Observation',
  skeleton: ({ response }, links) => ({
    status: 'final',
    code: concept(ownKind('response-assessment', 'Response of the tumour at a visit'), loinc('88040-1')),
    subject: links.reference('Patient', PATIENT_KEY),
    ...(response === null ? { dataAbsentReason: UNKNOWN } : {}),
  }),
  places: [
    reference('treatmentId', 'partOf[]', 'Procedure'),
    time('day', '_effectiveDateTime', { precision: 'dayPrecision', absent: 'null' }),
    extension('visit', 'visit', 'valueCode'),
    codedConcept('criteria', 'method', criteria),
    orNull('response', codedConcept('response', 'valueCodeableConcept', responses)),
    component('sumDiameters', ownComponent('sum-of-diameters', 'Sum of diameters of target lesions'), quantity('mm')),
    component('newLesions', ownComponent('new-lesions', 'New lesions'), plain('valueBoolean')),
    component('confirmed', ownComponent('confirmed', 'Response confirmed'), plain('valueBoolean')),
  ],
}

const UNKNOWN = concept({
  system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  code: 'unknown',
  display: 'Unknown',
})

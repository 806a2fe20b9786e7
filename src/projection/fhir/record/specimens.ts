import type { RecordSpecimen } from '../../../model/generated/record.ts'
import { specimenKinds } from '../concepts.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { codedConcept } from '../places/concept.ts'
import { extension } from '../places/extension.ts'
import { time } from '../places/time.ts'

export const specimenKind: Kind<RecordSpecimen> = {
  name: 'specimen',
  resourceType: 'Specimen',
  skeleton: (_, links) => ({ subject: links.reference('Patient', PATIENT_KEY) }),
  places: [
    codedConcept('kind', 'type', specimenKinds),
    extension('assayKind', 'assay-kind', 'valueCode'),
    extension('assay', 'assay', 'valueCode'),
    time('collectedDay', 'collection._collectedDateTime', { absent: 'missing' }),
  ],
}

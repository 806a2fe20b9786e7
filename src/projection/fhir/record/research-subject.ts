/** Enrolment in the trial: status, what day 0 is, and how the record was made. Its `period.start` is day 0 and has no value. */
import type { PrimeRoseRecord } from '../../../model/generated/record.ts'
import { append, elementAt } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY, TRIAL } from '../links.ts'
import { extension, extensionOf } from '../places/extension.ts'
import { orNull, type Place, readAll, writeAll } from '../places/place.ts'
import { primitive } from '../places/primitive.ts'
import { extensionTime } from '../places/time.ts'
import { DATA_ABSENT, ownExtension } from '../systems.ts'

type Provenance = PrimeRoseRecord['provenance']

const provenancePlaces: readonly Place<Provenance>[] = [
  extension('sourceKind', 'source-kind', 'valueCode'),
  extension('mappingId', 'mapping-id', 'valueString'),
  extension('mappingVersion', 'mapping-version', 'valueString'),
  extension('normaliserVersion', 'normaliser-version', 'valueString'),
  extension('oncotreeVersion', 'oncotree-version', 'valueString'),
  orNull('atcYear', extension('atcYear', 'atc-year', 'valueInteger')),
]

const provenance: Place<PrimeRoseRecord> = {
  write(record, draft, links) {
    const held = { url: ownExtension('provenance') }
    writeAll(provenancePlaces, record.provenance, held, links)
    append(draft, 'extension', held)
  },
  read: (element, links) => ({
    provenance: readAll(provenancePlaces, extensionOf(element, ownExtension('provenance')) ?? {}, links),
  }),
}

const trial: Place<PrimeRoseRecord> = {
  write(record, draft) {
    draft['study'] = { type: 'ResearchStudy', identifier: { system: TRIAL, value: record.trialId } }
  },
  read: element => ({ trialId: elementAt(element, 'study.identifier')['value'] }),
}

export const researchSubjectKind: Kind<PrimeRoseRecord> = {
  name: 'research-subject',
  resourceType: 'ResearchSubject',
  skeleton: (_, links) => ({
    individual: links.reference('Patient', PATIENT_KEY),
    period: { _start: { extension: [{ url: DATA_ABSENT, valueCode: 'masked' }] } },
    consent: links.reference('Consent', 'consent-screening'),
  }),
  places: [
    primitive('status', 'status'),
    trial,
    extension('anchor', 'anchor', 'valueCode'),
    extensionTime('screeningDay', 'screening-time', { absent: 'missing' }),
    provenance,
  ],
}

import type { RecordAlteration } from '../../../model/generated/record.ts'
import { loinc } from '../concepts.ts'
import { concept } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { DIAGNOSTIC_SERVICE, GENOMICS_REPORT } from '../systems.ts'

/** One report lists every alteration of the subject, for readers who begin with reports; nothing is read back from it. */
export const genomicReportKind: Kind<readonly RecordAlteration[]> = {
  name: 'genomic-report',
  resourceType: 'DiagnosticReport',
  meets: () => [GENOMICS_REPORT],
  skeleton: (alterations, links) => ({
    status: 'final',
    category: [concept({ system: DIAGNOSTIC_SERVICE, code: 'GE' })],
    code: concept(loinc('51969-4', 'Genetic analysis report')),
    subject: links.reference('Patient', PATIENT_KEY),
    result: alterations.map(({ id }) => links.reference('Observation', id)),
  }),
  places: [],
}

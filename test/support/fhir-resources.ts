/** Small synthetic FHIR resources, as a hospital's server holds them; nobody is described by them. */
import type { Element } from '../../src/projection/fhir/element.ts'
import type { SourceEntry } from '../../src/projection/fhir/import/source-resources.ts'

export const LOINC = 'http://loinc.org'
export const SNOMED = 'http://snomed.info/sct'
export const HGNC = 'http://www.genenames.org'
export const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl'
export const ATC = 'http://www.whocc.no/atc'

export const coded = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
})

let last = 0
/** Ids in the order of making, so that ordinals are those of the test. */
const nextId = () => {
  last += 1
  return `r${String(last).padStart(6, '0')}`
}

export const aResource = (resourceType: string, given: Element = {}): SourceEntry => ({
  resource: { resourceType, id: nextId(), ...given },
})

export const anObservation = (code: Element, given: Element = {}) =>
  aResource('Observation', { status: 'final', code, ...given })

export const aComponent = (code: string, value: Element, system = LOINC) => ({ code: coded(system, code), ...value })

export const aVariant = (component: readonly Element[], given: Element = {}) =>
  anObservation(coded(LOINC, '69548-6'), { valueCodeableConcept: coded(LOINC, 'LA9633-4'), component, ...given })

export const aPatient = (given: Element = {}) =>
  aResource('Patient', { gender: 'female', birthDate: '1961-03-12', ...given })

const study = { identifier: { system: 'http://clinicaltrials.gov', value: 'NCT04341181' } }

export const aParticipation = (arm: string | undefined, start: string | undefined, given: Element = {}) =>
  aResource('ResearchSubject', {
    status: 'on-study-intervention',
    study,
    ...(arm === undefined ? {} : { assignedArm: arm }),
    ...(start === undefined ? {} : { period: { start } }),
    ...given,
  })

export const COHORT = 'HER2exp/Cholangiocarcinoma/Pertuzumab+Trastuzumab'

export const anInfusion = (atc: string, date: string, given: Element = {}) =>
  aResource('MedicationAdministration', {
    status: 'completed',
    medicationCodeableConcept: coded(ATC, atc),
    effectiveDateTime: date,
    ...given,
  })

export const aCourse = (atc: string, start: string, end: string | undefined, given: Element = {}) =>
  aResource('MedicationStatement', {
    status: end === undefined ? 'active' : 'stopped',
    medicationCodeableConcept: coded(ATC, atc),
    effectivePeriod: { start, ...(end === undefined ? {} : { end }) },
    ...given,
  })

export const aResponse = (value: Element | undefined, date: string, given: Element = {}) =>
  anObservation(coded(LOINC, '88040-1'), {
    effectiveDateTime: date,
    method: coded('http://dicom.nema.org/resources/ontology/DCM', '126081'),
    ...(value === undefined ? {} : { valueCodeableConcept: value }),
    ...given,
  })

export const anEvent = (given: Element = {}) =>
  aResource('AdverseEvent', { actuality: 'actual', event: coded(NCIT, 'C55322'), date: '2024-02-01', ...given })

/** What each resource of an exported Bundle promises: one row a kind, read by tests, by export and by whoever receives it. */
import {
  adverseEventOutcomes,
  alterationClasses,
  criteria,
  grades,
  loinc,
  ownKind,
  relations,
  responses,
  seriousness,
  snomed,
  specimenKinds,
  stopReasons,
  vitalStatuses,
} from '../concepts.ts'
import { CONSENT_SCOPE, ownCodes, ownProfile } from '../systems.ts'
import { exactly, none, type Profile, type Rule, required } from './rule.ts'

/** No resource says when: a date would be a patient's. */
const NO_DATES = [
  'birthDate',
  'effectiveDateTime',
  'issued',
  'authored',
  'date',
  'dateTime',
  'recordedDate',
  'onsetDateTime',
].map(none)

const consent = (category: string): Profile =>
  own(`consent-${category}`, 'Consent', [
    exactly(1, 'patient'),
    required('policyRule'),
    { coding: 'scope', is: { system: CONSENT_SCOPE, code: 'research' } },
    { coding: 'category', is: { system: ownCodes('consent-category'), code: category } },
    { count: 'status', max: 1 },
  ])

export const ownProfiles: readonly Profile[] = [
  own('patient', 'Patient', [
    exactly(1, 'identifier'),
    exactly(1, 'gender'),
    none('name'),
    none('address'),
    none('telecom'),
    none('contact'),
    none('photo'),
    none('deceasedDateTime'),
  ]),
  own('research-subject', 'ResearchSubject', [
    exactly(1, 'status'),
    exactly(1, 'study.identifier.value'),
    exactly(1, 'individual'),
    none('period.start'),
    none('period.end'),
  ]),
  consent('screening'),
  consent('treatment'),
  consent('sharing'),
  own('tumour', 'Condition', [exactly(1, 'subject'), exactly(1, 'category'), required('code')]),
  own('specimen', 'Specimen', [
    exactly(1, 'subject'),
    { codings: 'type', from: specimenKinds.all },
    none('collection.collectedDateTime'),
  ]),
  observation('alteration', [
    { count: 'category', min: 3, max: 3 },
    { codings: 'category', from: alterationClasses.all },
  ]),
  own('genomic-report', 'DiagnosticReport', [exactly(1, 'status'), exactly(1, 'subject'), required('result')]),
  own('treatment', 'Procedure', [
    exactly(1, 'status'),
    exactly(1, 'subject'),
    required('reasonReference'),
    { coding: 'code', is: ownKind('study-treatment', 'Study treatment in a cohort') },
    { codings: 'statusReason', from: stopReasons.all },
    none('performedPeriod.start'),
    none('performedPeriod.end'),
  ]),
  own('agent', 'MedicationStatement', [
    exactly(1, 'status'),
    exactly(1, 'subject'),
    exactly(1, 'partOf'),
    exactly(1, 'medicationCodeableConcept'),
    none('effectivePeriod.start'),
    none('effectivePeriod.end'),
  ]),
  own('cycle', 'MedicationAdministration', [
    exactly(1, 'status'),
    exactly(1, 'subject'),
    exactly(1, 'partOf'),
    exactly(1, 'medicationCodeableConcept'),
    exactly(1, 'effectivePeriod'),
    none('effectivePeriod.start'),
    none('effectivePeriod.end'),
  ]),
  observation('assessment', [
    { coding: 'code', is: loinc('88040-1') },
    { codings: 'valueCodeableConcept', from: responses.all },
    { codings: 'method', from: criteria.all },
    exactly(1, 'method'),
    exactly(1, 'partOf'),
  ]),
  observation('outcome', [
    { coding: 'code', is: ownKind('derived-outcome', '') },
    exactly(1, 'method'),
    exactly(1, 'partOf'),
    required('component'),
  ]),
  observation('performance', [
    { coding: 'code', is: loinc('89247-1') },
    { value: 'valueInteger', in: [0, 1, 2, 3, 4, 5] },
    exactly(1, 'valueInteger'),
  ]),
  own('adverse-event', 'AdverseEvent', [
    exactly(1, 'actuality'),
    exactly(1, 'subject'),
    exactly(1, 'suspectEntity.instance'),
    { codings: 'suspectEntity.causality.assessment', from: relations.all },
    { codings: 'seriousness', from: seriousness.all },
    { codings: 'outcome', from: adverseEventOutcomes.all },
    { codings: 'extension.valueCodeableConcept', from: grades.all },
    // R4 knows mild, moderate and severe only: the grade is no severity.
    none('severity'),
  ]),
  own('quality-of-life', 'QuestionnaireResponse', [
    exactly(1, 'status'),
    exactly(1, 'questionnaire'),
    exactly(1, 'subject'),
    // The wording of items is licensed.
    none('item.text'),
  ]),
  observation('vital-status', [
    { coding: 'code', is: loinc('31210-8') },
    { codings: 'valueCodeableConcept', from: vitalStatuses.all },
    exactly(1, 'valueCodeableConcept'),
  ]),
  observation('death', [{ coding: 'code', is: snomed('419099009') }]),
  own('trial', 'ResearchStudy', [exactly(1, 'identifier')]),
  own('cohort', 'Group', [
    exactly(2, 'identifier'),
    { value: 'type', in: ['person'] },
    { value: 'actual', in: [true] },
    exactly(3, 'characteristic'),
    // Who is in a cohort is said by the courses of each subject, and nowhere together.
    none('member'),
    none('quantity'),
  ]),
]

function own(name: string, resourceType: string, rules: readonly Rule[]): Profile {
  return { canonical: ownProfile(name), resourceType, rules: [...rules, ...NO_DATES] }
}

function observation(name: string, rules: readonly Rule[]): Profile {
  return own(name, 'Observation', [exactly(1, 'status'), required('code'), exactly(1, 'subject'), ...rules])
}

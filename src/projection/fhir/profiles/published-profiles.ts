/**
 * The parts of published profiles that this node relies on: whoever claims one of these canonicals must meet them. Read
 * in Genomics Reporting 3.0.0 (STU3; STU2 names beside) and mCODE 4.0.0 (STU4). Others' rules are left to their validators.
 */
import { loinc } from '../concepts.ts'
import type { Coding } from '../element.ts'
import {
  DIAGNOSTIC_SERVICE,
  ENSEMBL,
  GENOMICS_BIOMARKER,
  GENOMICS_REPORT,
  GENOMICS_TO_BE_DETERMINED,
  GENOMICS_VARIANT,
  HGVS,
  MCODE,
  OBSERVATION_CATEGORY,
  REFSEQ,
  UCUM,
} from '../systems.ts'
import { exactly, type Profile, type Rule, required } from './rule.ts'

const laboratory: Coding = { system: OBSERVATION_CATEGORY, code: 'laboratory' }
const genetics: Coding = { system: DIAGNOSTIC_SERVICE, code: 'GE' }
const biomarker: Coding = { system: GENOMICS_TO_BE_DETERMINED, code: 'biomarker-category' }

const genes: Rule = { component: loinc('48018-6'), valueIn: 'valueCodeableConcept' }

const variantRules: readonly Rule[] = [
  exactly(1, 'status'),
  { coding: 'category', is: laboratory },
  { coding: 'category', is: genetics },
  { coding: 'code', is: loinc('69548-6') },
  genes,
  { component: loinc('48005-3'), max: 1, valueIn: 'valueCodeableConcept', systems: [HGVS] },
  { component: loinc('48004-6'), max: 1, valueIn: 'valueCodeableConcept', systems: [HGVS] },
  { component: loinc('51958-7'), max: 1, valueIn: 'valueCodeableConcept', systems: [REFSEQ, ENSEMBL] },
  { component: loinc('48019-4'), max: 1, valueIn: 'valueCodeableConcept' },
  { component: loinc('48002-0'), max: 1, valueIn: 'valueCodeableConcept' },
  { component: loinc('81258-6'), max: 1, valueIn: 'valueQuantity', systems: [UCUM] },
]

const ecogRules: readonly Rule[] = [
  exactly(1, 'status'),
  exactly(1, 'subject'),
  { coding: 'code', is: loinc('89247-1') },
  { value: 'valueInteger', in: [0, 1, 2, 3, 4, 5] },
]

export const publishedProfiles: readonly Profile[] = [
  { canonical: GENOMICS_VARIANT, resourceType: 'Observation', rules: variantRules },
  {
    canonical: GENOMICS_BIOMARKER,
    resourceType: 'Observation',
    rules: [exactly(1, 'status'), { coding: 'category', is: laboratory }, { coding: 'category', is: biomarker }, genes],
  },
  {
    canonical: GENOMICS_REPORT,
    resourceType: 'DiagnosticReport',
    rules: [exactly(1, 'status'), { coding: 'category', is: genetics }, { coding: 'code', is: loinc('51969-4') }],
  },
  { canonical: `${MCODE}mcode-ecog-performance-status`, resourceType: 'Observation', rules: ecogRules },
  {
    canonical: `${MCODE}mcode-primary-cancer-condition`,
    resourceType: 'Condition',
    rules: [exactly(1, 'subject'), required('code')],
  },
  {
    canonical: `${MCODE}mcode-cancer-related-medication-administration`,
    resourceType: 'MedicationAdministration',
    rules: [exactly(1, 'status'), exactly(1, 'subject')],
  },
]

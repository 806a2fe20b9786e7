/** One patient's FHIR resources through the importer, as an ingest would read them. */
import type { CommonRecord } from '../../src/model/generated/common-record.ts'
import { isValid } from '../../src/model/validation.ts'
import { type Element, elementsOf, isElement } from '../../src/projection/fhir/element.ts'
import { codeReader } from '../../src/projection/fhir/import/code-lists.ts'
import { importSubject } from '../../src/projection/fhir/import/import-subject.ts'
import { indexReferences } from '../../src/projection/fhir/import/references.ts'
import type { FhirRules } from '../../src/projection/fhir/import/rules.ts'
import { orderResources, type SourceEntry } from '../../src/projection/fhir/import/source-resources.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

export const someRules: FhirRules = {
  id: 'protarget-denmark',
  version: '1',
  title: 'Example',
  studies: [{ system: 'http://clinicaltrials.gov', value: 'NCT04341181' }],
  subjectIdSystem: null,
  cohortName: 'assigned-arm',
  visitsByDay: true,
  codes: {},
  questionnaires: new Map(),
}

const siteVocabulary = {
  declaredTumours: ['COADREAD', 'CHOL', 'PANCREAS', 'NSCLC'],
  tumourWords: [{ tumour: 'CHOL', concept: null, words: ['Cholangiocarcinoma'] }],
  thresholds: {},
}

/** Entries of a Bundle, or one resource. */
export function entriesOf(document: Element): SourceEntry[] {
  if (document['resourceType'] !== 'Bundle') return [{ resource: document }]
  return elementsOf(document, 'entry').flatMap(entry =>
    isElement(entry['resource']) ? [{ resource: entry['resource'], fullUrl: String(entry['fullUrl']) }] : [],
  )
}

/** A document without a patient gets one that says nothing. */
export function importFhir(entries: readonly SourceEntry[], rules: Partial<FhirRules> = {}) {
  const isPatient = ({ resource }: SourceEntry) => resource['resourceType'] === 'Patient'
  const resources = orderResources(
    entries.some(isPatient) ? entries : [...entries, { resource: { resourceType: 'Patient' } }],
  )
  const patient = resources.find(({ type }) => type === 'Patient')
  if (patient === undefined) throw new Error('a document of a patient')
  const setting = { ...someRules, ...rules }
  const imported = importSubject(
    {
      trialId: 'protarget-denmark',
      subjectId: 'DK-0001',
      patient,
      resources,
      references: indexReferences(resources, 'https://fhir.example.test/r4'),
    },
    {
      rules: setting,
      codes: codeReader(setting.codes),
      terminology: shipped,
      siteVocabulary,
      speaksOfWithdrawal: text => text.includes('withdrew consent'),
    },
  )
  if (!isValid<CommonRecord>('urn:prime-rose:common-record/1', imported.record)) throw new Error('no common record')
  return {
    record: imported.record,
    standing: imported.standing,
    problems: imported.problems.map(({ code, origin, path }) => `${code} ${origin?.sheet}:${origin?.line} ${path}`),
  }
}

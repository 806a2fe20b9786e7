/** Tumour, sample and molecular findings of a synthetic patient, as mCODE and Genomics Reporting write them. */
import { isoDate } from '../calendar.ts'
import type { Cohort } from '../cohorts.ts'
import type { Random } from '../random.ts'
import type { SubjectStory } from '../story.ts'
import { concept, HGNC, type Json, LOINC } from './local-codes.ts'
import type { SubjectWriter } from './subject-writer.ts'

export function writeFindings(writer: SubjectWriter, story: SubjectStory, random: Random): void {
  const cohort = story.enrolments[0]?.cohort
  if (cohort === undefined) return
  const [icd10, description] = random.pick(cohort.tumour.icd10)
  writer.add('Condition', {
    meta: { profile: ['http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition'] },
    clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
    code: concept('http://hl7.org/fhir/sid/icd-10', icd10, description),
    subject: writer.subject,
    recordedDate: isoDate(story.screenedDay - random.int(30, 900)),
  })
  const specimen = writer.add('Specimen', {
    type: concept('http://terminology.hl7.org/CodeSystem/v2-0487', 'TUMOR', 'Tumor'),
    subject: writer.subject,
    collection: { collectedDateTime: isoDate(story.screenedDay) },
  })
  for (const content of findingsOf(cohort, random)) {
    writer.add('Observation', {
      status: 'final',
      subject: writer.subject,
      specimen,
      effectiveDateTime: isoDate(story.screenedDay),
      issued: `${isoDate(story.screenedDay + 14)}T12:00:00Z`,
      ...content,
    })
  }
}

/** By the cohort's alteration; what needs a free text to be told is left to the cohort's name. */
function findingsOf({ biomarker }: Cohort, random: Random): Json[] {
  const [first = ''] = biomarker.canonical.split(',')
  const [kind, ...rest] = first.split(':')
  const gene = /HGNC:\d+/.exec(first)?.[0]
  if (kind === 'V' && gene !== undefined) {
    return [
      variant([
        geneOf(gene),
        component('48005-3', { valueCodeableConcept: concept('http://varnomen.hgvs.org', rest.at(-1) ?? '') }),
        fraction(random),
      ]),
    ]
  }
  if (kind === 'E') {
    return [{ code: concept(LOINC, '48676-1'), valueCodeableConcept: concept(LOINC, 'LA6576-8', 'Positive') }]
  }
  if (first.startsWith('P:TMB')) {
    const value = random.int(200, 480) / 10
    return [
      {
        code: concept(LOINC, '94076-7'),
        valueQuantity: { value, unit: '1/1000000{Base}', system: 'http://unitsofmeasure.org', code: '1/1000000{Base}' },
      },
    ]
  }
  if (first.startsWith('P:MSI'))
    return [{ code: concept(LOINC, '81695-9'), valueCodeableConcept: concept(LOINC, 'LA26203-2') }]
  if (first.endsWith(':amp') && gene !== undefined) {
    const gain = component('48019-4', {
      valueCodeableConcept: concept('http://www.sequenceontology.org', 'SO:0001742', 'copy_number_gain'),
    })
    const copies = { value: random.int(6, 14), system: 'http://unitsofmeasure.org', code: '1' }
    return [variant([geneOf(gene), gain, component('82155-3', { valueQuantity: copies })])]
  }
  return []
}

function variant(components: readonly Json[]): Json {
  return {
    meta: { profile: ['http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/variant'] },
    category: [
      concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'),
      concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'GE'),
    ],
    code: concept(LOINC, '69548-6', 'Genetic variant assessment'),
    valueCodeableConcept: concept(LOINC, 'LA9633-4', 'Present'),
    component: [...components, component('48002-0', { valueCodeableConcept: concept(LOINC, 'LA6684-0', 'Somatic') })],
  }
}

function component(code: string, value: Json): Json {
  return { code: concept(LOINC, code), ...value }
}

const geneOf = (hgnc: string): Json => component('48018-6', { valueCodeableConcept: concept(HGNC, hgnc) })

function fraction(random: Random): Json {
  const value = random.int(8, 62)
  return component('81258-6', { valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' } })
}

/**
 * A study folder as cBioPortal loads it, of a synthetic trial: patients, samples, and what the panel found. No dates: the
 * format has none.
 */
import { draftTrial, studyName } from './draft-trial.ts'
import type { PanelFindings } from './panel-findings.ts'
import type { EcrfRequest } from './scenarios.ts'
import type { SubjectStory } from './story.ts'
import { findingsOfTrial } from './tso500-reports.ts'
import { tumours } from './tumours.ts'

export interface CbioportalStudy {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  readonly patients: number
  readonly findings: ReadonlyMap<string, PanelFindings>
}

/** Only those who count: a public study holds nobody who withdrew. */
export function makeCbioportalStudy(request: EcrfRequest): CbioportalStudy {
  const { stories } = draftTrial(request)
  const counted = stories.filter(({ standing }) => standing === 'counted')
  const study = `${studyName(request.trialId).toLowerCase()}_synthetic`
  const all = findingsOfTrial(request)
  const findings = new Map(
    counted.flatMap(({ subjectId }) => {
      const found = all.get(subjectId)
      return found === undefined ? [] : [[subjectId, found] as const]
    }),
  )
  return {
    files: [
      {
        name: 'meta_study.txt',
        text: metaText(study, {
          type_of_cancer: 'mixed',
          name: 'Synthetic study',
          description: 'No row describes a person.',
        }),
      },
      ...fileOf(study, 'clinical_patient', ['CLINICAL', 'PATIENT_ATTRIBUTES'], patientsText(counted)),
      ...fileOf(study, 'clinical_sample', ['CLINICAL', 'SAMPLE_ATTRIBUTES'], samplesText(counted, findings)),
      ...fileOf(study, 'mutations', ['MUTATION_EXTENDED', 'MAF'], mutationsText(findings)),
      ...fileOf(study, 'cna', ['COPY_NUMBER_ALTERATION', 'DISCRETE'], cnaText(findings)),
      ...fileOf(study, 'sv', ['STRUCTURAL_VARIANT', 'SV'], svText(findings)),
    ],
    patients: counted.length,
    findings,
  }
}

function metaText(study: string, lines: Readonly<Record<string, string>>): string {
  return Object.entries({ cancer_study_identifier: study, ...lines })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

function fileOf(study: string, name: string, [type, datatype]: readonly [string, string], text: string) {
  const data = `data_${name}.txt`
  const meta = metaText(study, { genetic_alteration_type: type, datatype, data_filename: data })
  return [
    { name: `meta_${name}.txt`, text: meta },
    { name: data, text },
  ]
}

const table = (rows: readonly (readonly string[])[]): string => rows.map(cells => `${cells.join('\t')}\n`).join('')

/** Four lines above the names: what people see, a description, the type, the priority. */
function clinicalText(
  columns: readonly (readonly [name: string, shown: string, type: string])[],
  rows: readonly (readonly string[])[],
): string {
  const above = [1, 1, 2].map(at => columns.map(column => column[at] ?? ''))
  const head = [...above, columns.map(() => '1')].map(([first = '', ...others]) => [`#${first}`, ...others])
  return table([...head, columns.map(([name]) => name), ...rows])
}

function patientsText(stories: readonly SubjectStory[]): string {
  const columns = [
    ['PATIENT_ID', 'Patient', 'STRING'],
    ['SEX', 'Sex', 'STRING'],
    ['AGE', 'Age', 'NUMBER'],
    ['OS_STATUS', 'Overall survival status', 'STRING'],
  ] as const
  const rows = stories.map(({ subjectId, sex, age, deathDay }) => [
    subjectId,
    sex === 'M' ? 'Male' : 'Female',
    String(age),
    deathDay === null ? '0:LIVING' : '1:DECEASED',
  ])
  return clinicalText(columns, rows)
}

const NODES = [...tumours.values()].flatMap(({ node }) => (node === null || node === 'PAN' ? [] : [node]))

function samplesText(stories: readonly SubjectStory[], findings: CbioportalStudy['findings']): string {
  const columns = [
    ['SAMPLE_ID', 'Sample', 'STRING'],
    ['PATIENT_ID', 'Patient', 'STRING'],
    ['ONCOTREE_CODE', 'OncoTree code', 'STRING'],
    ['TMB_NONSYNONYMOUS', 'Mutational burden', 'NUMBER'],
    ['MSI_TYPE', 'Microsatellites', 'STRING'],
  ] as const
  const rows = stories.flatMap(({ subjectId, enrolments }, at) => {
    const found = findings.get(subjectId)
    if (found === undefined) return []
    const node = enrolments[0]?.cohort.tumour.node
    const code = node == null || node === 'PAN' ? (NODES[at % NODES.length] ?? 'CUP') : node
    const stability = found.unstableSites >= 20 ? 'Instable' : 'Stable'
    return [[found.sampleId, subjectId, code, found.tmb.toFixed(1), stability]]
  })
  return clinicalText(columns, rows)
}

const CLASSES: Readonly<Record<string, string>> = {
  missense_variant: 'Missense_Mutation',
  frameshift_variant: 'Frame_Shift_Del',
  stop_gained: 'Nonsense_Mutation',
  inframe_insertion: 'In_Frame_Ins',
}

function mutationsText(findings: CbioportalStudy['findings']): string {
  const names = [
    'Hugo_Symbol',
    'NCBI_Build',
    'Chromosome',
    'Start_Position',
    'Variant_Classification',
    'Reference_Allele',
    'Tumor_Seq_Allele2',
    'Tumor_Sample_Barcode',
    'Mutation_Status',
    'HGVSc',
    'HGVSp',
    'Transcript_ID',
    't_ref_count',
    't_alt_count',
  ]
  const rows = [...findings.values()].flatMap(({ sampleId, variants }) => [
    // Not a change of a protein.
    ['TERT', 'GRCh37', '5', '1295228', "5'Flank", 'G', 'A', sampleId, 'SOMATIC', '', '', '', '300', '80'],
    ...variants.map(one => [
      one.gene,
      'GRCh37',
      one.chromosome.slice(3),
      String(one.position),
      CLASSES[one.consequence] ?? 'Missense_Mutation',
      one.reference,
      one.alternative,
      sampleId,
      'SOMATIC',
      one.hgvsC,
      one.hgvsP,
      one.transcript,
      String(one.depth - Math.round(one.depth * one.fraction)),
      String(Math.round(one.depth * one.fraction)),
    ]),
  ])
  return `#version 2.4\n${table([names, ...rows])}`
}

const GENES = ['CDK4', 'ERBB2', 'MET', 'TP53'] as const

function cnaText(findings: CbioportalStudy['findings']): string {
  const all = [...findings.values()]
  const rows = GENES.map(gene => [
    gene,
    ...all.map(({ amplified }) => (amplified.some(one => one.gene === gene) ? '2' : '0')),
  ])
  return table([['Hugo_Symbol', ...all.map(({ sampleId }) => sampleId)], ...rows])
}

function svText(findings: CbioportalStudy['findings']): string {
  const rows = [...findings.values()].flatMap(({ sampleId, fusions }) =>
    fusions.map(({ genes }) => [sampleId, 'SOMATIC', ...genes, 'FUSION', `${genes.join('-')} fusion`]),
  )
  return table([['Sample_Id', 'SV_Status', 'Site1_Hugo_Symbol', 'Site2_Hugo_Symbol', 'Class', 'Event_Info'], ...rows])
}

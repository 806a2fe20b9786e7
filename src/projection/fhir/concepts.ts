/** Codings of the lists in `record.schema.json`. Displays of LOINC, NCIt and SNOMED CT codes are those of their publishers. */
import type { Coding } from './element.ts'
import {
  ADVERSE_EVENT_OUTCOME,
  DICOM,
  LOINC,
  NCIT,
  ownCodes,
  SEQUENCE_ONTOLOGY,
  SNOMED,
  SPECIMEN_TYPE,
} from './systems.ts'
import { ownValueSet, type ValueSet, valueSet } from './value-set.ts'

export const loinc = (code: string, display?: string): Coding => coding(LOINC, code, display)
export const ncit = (code: string, display?: string): Coding => coding(NCIT, code, display)
export const snomed = (code: string, display?: string): Coding => coding(SNOMED, code, display)
/** What a resource of the project's own kind is about. */
export const ownKind = (code: string, display: string): Coding => ({ system: ownCodes('kind'), code, display })

function coding(system: string, code: string, display: string | undefined): Coding {
  return display === undefined ? { system, code } : { system, code, display }
}

/** RECIST 1.1 codes of NCIt and of LOINC 88040-1 stand beside the own code where the reference lists them. */
export const responses = ownValueSet('response', {
  CR: ['Complete response', ncit('C4870'), loinc('LA28366-5')],
  PR: ['Partial response', ncit('C18058'), loinc('LA28369-9')],
  SD: ['Stable disease', ncit('C18213'), loinc('LA28371-5')],
  PD: ['Progressive disease', ncit('C35571'), loinc('LA28370-7')],
  NE: ['Not evaluable', ncit('C62222')],
  'NON-CR-NON-PD': ['Non-complete response and non-progressive disease'],
  iCR: ['Immune complete response'],
  iPR: ['Immune partial response'],
  iSD: ['Immune stable disease'],
  iUPD: ['Immune unconfirmed progressive disease'],
  iCPD: ['Immune confirmed progressive disease'],
  MR: ['Minor response'],
})

export const criteria = ownValueSet('criteria', {
  'RECIST1.1': ['RECIST 1.1', { system: DICOM, code: '126081', display: 'RECIST 1.1' }],
  iRECIST: ['iRECIST'],
  RANO: ['RANO', ncit('C114879')],
  IMWG: ['IMWG'],
  Lugano: ['Lugano'],
  IWG: ['IWG'],
  ELN: ['ELN'],
  PCWG3: ['PCWG3'],
  GCIG: ['GCIG'],
  clinical: ['Clinical judgement'],
})

export const stopReasons = ownValueSet('stop-reason', {
  progression: ['Disease progression', snomed('266721009')],
  toxicity: ['Adverse event or toxicity', snomed('407563006', 'Treatment not tolerated (situation)')],
  refusal: ['Patient refusal', snomed('105480006')],
  investigator: ['Withdrawn by the investigator'],
  deterioration: ['Symptomatic deterioration'],
  completed: ['Completed as planned'],
  death: ['Death', snomed('419620001')],
  lost: ['Lost to follow-up', snomed('399307001')],
  other: ['Other reason'],
})

export const vitalStatuses = ownValueSet('vital-status', {
  alive: ['Alive'],
  dead: ['Dead', snomed('419099009')],
  lost: ['Lost to follow-up', snomed('399307001')],
  unknown: ['Not known'],
})

export const noControlReasons = ownValueSet('no-control-reason', {
  progressed: ['Progressed before or at week 16'],
  died: ['Died before week 16'],
  'off-treatment': ['Off treatment before week 16'],
  missed: ['No week-16 assessment'],
  'unconfirmed-progression': ['Unconfirmed progression at week 16'],
  'not-assessable': ['Not assessable at week 16'],
})

export const alterationClasses = ownValueSet('alteration-class', {
  'snv-indel': ['Small variant'],
  cna: ['Copy number alteration'],
  fusion: ['Gene fusion'],
  expression: ['Protein expression'],
  signature: ['Molecular signature'],
  exon: ['Exon-level alteration'],
})

export const copyNumberKinds = ownValueSet('copy-number-kind', {
  amp: ['Amplification'],
  gain: ['Copy number gain', { system: SEQUENCE_ONTOLOGY, code: 'SO:0001742', display: 'copy_number_gain' }],
  loss: ['Copy number loss', { system: SEQUENCE_ONTOLOGY, code: 'SO:0001743', display: 'copy_number_loss' }],
  homdel: ['Homozygous deletion'],
})

/** Somatic and germline only: what is not known is not written. */
export const origins = valueSet([
  ['somatic', loinc('LA6684-0', 'Somatic')],
  ['germline', loinc('LA6683-2', 'Germline')],
])

export const orientations = ownValueSet('fusion-orientation', {
  known: ["The first gene is the 5' partner"],
  unknown: ['Order of the partners not known'],
})

export const expressionScales = ownValueSet('expression-scale', {
  ihc: ['Immunohistochemistry score'],
  tps: ['Tumour proportion score'],
  cps: ['Combined positive score'],
  ic: ['Immune cell score'],
  call: ['Call of the laboratory'],
})

export const expressionCalls = ownValueSet('expression-call', {
  pos: ['Positive', loinc('LA6576-8', 'Positive')],
  neg: ['Negative', loinc('LA6577-6', 'Negative')],
  low: ['Low'],
})

export const signatureStatuses = ownValueSet('signature-status', {
  high: ['High'],
  low: ['Low'],
  stable: ['Stable', loinc('LA14122-8', 'Stable')],
  deficient: ['Deficient'],
  proficient: ['Proficient'],
  positive: ['Positive', loinc('LA6576-8', 'Positive')],
  negative: ['Negative', loinc('LA6577-6', 'Negative')],
})

/** CTCAE grades in NCIt. */
export const grades = valueSet([
  [1, ncit('C41338')],
  [2, ncit('C41339')],
  [3, ncit('C41340')],
  [4, ncit('C41337')],
  [5, ncit('C48275')],
])

export const seriousness = valueSet([
  [true, ncit('C41335')],
  [false, ncit('C41336')],
])

export const relations = ownValueSet('relation', {
  yes: ['Related to a study drug'],
  no: ['Not related to any study drug'],
  unknown: ['Relation not known'],
})

export const adverseEventOutcomes = valueSet([
  ['recovered', outcome('resolved', 'Resolved')],
  ['recovering', outcome('recovering', 'Recovering')],
  ['not-recovered', outcome('ongoing', 'Ongoing')],
  ['sequelae', outcome('resolvedWithSequelae', 'Resolved with Sequelae')],
  ['fatal', outcome('fatal', 'Fatal')],
  ['unknown', outcome('unknown', 'Unknown')],
])

function outcome(code: string, display: string): Coding {
  return { system: ADVERSE_EVENT_OUTCOME, code, display }
}

/** HL7 v2 table 0487. */
export const specimenKinds = valueSet([
  ['tissue', specimenType('TISS', 'Tissue')],
  ['plasma', specimenType('PLAS', 'Plasma')],
  ['blood', specimenType('BLD', 'Whole blood')],
  ['other', specimenType('ORH', 'Other')],
])

function specimenType(code: string, display: string): Coding {
  return { system: SPECIMEN_TYPE, code, display }
}

/** Every list above: what the project knows of codes and displays. */
export const valueSets: readonly ValueSet[] = [
  responses,
  criteria,
  stopReasons,
  vitalStatuses,
  noControlReasons,
  alterationClasses,
  copyNumberKinds,
  origins,
  orientations,
  expressionScales,
  expressionCalls,
  signatureStatuses,
  grades,
  seriousness,
  relations,
  adverseEventOutcomes,
  specimenKinds,
]

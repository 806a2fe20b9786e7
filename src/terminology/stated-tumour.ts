/** A tumour that a source states by itself (FHIR, OMOP, a clinical table), in codes and words -> its node, or why none. */
import type { Tumour } from '../model/generated/common-record.ts'
import type { RecordTumour } from '../model/generated/record.ts'
import type { ReviewCode } from './answer.ts'
import { foldLocal } from './fold.ts'
import type { Terminology } from './terminology.ts'
import { normaliseTumour } from './tumour.ts'
import { carryOver } from './tumour-tree.ts'

export type StatedTumourReading = Pick<RecordTumour, 'oncotree' | 'reviewCode' | 'mapEquivalence'>

const ONCOTREE = ['http://oncotree.mskcc.org/fhir/CodeSystem', 'http://data.mskcc.org/ontologies/oncotree']
const ICD10 = /^http:\/\/hl7\.org\/fhir\/sid\/icd-10(?:-cm)?$|icd-10-gm$/
const ICDO3 = /\/icd-o-3$/

/** What a tumour is stated by. */
export type TumourStatement = Partial<Pick<Tumour, 'oncotree' | 'icd10' | 'icdo3Morphology' | 'text' | 'sourceCodes'>>

/**
 * A code of OncoTree itself is equivalent; a node that other codes and words support is wider than they are. `decided` is
 * what people of the node said of tumours that could not be read, by `diagnosisKey`; it comes first.
 */
export function readStatedTumour(
  terminology: Terminology,
  tumour: TumourStatement,
  decided: ReadonlyMap<string, string> = NOTHING_DECIDED,
): StatedTumourReading {
  const said = decided.size === 0 ? undefined : decidedNode(terminology, decided, tumour)
  if (said !== undefined) return said
  const facts = factsOf(tumour)
  const { sourceCode } = facts
  const { canonical, codes: reasons } = normaliseTumour(terminology, facts)
  if (canonical === null) {
    return { oncotree: null, reviewCode: (reasons[0] ?? 'tumour-unknown') as ReviewCode, mapEquivalence: 'unmatched' }
  }
  if (canonical === 'PAN') return { oncotree: null, reviewCode: 'tumour-ambiguous', mapEquivalence: 'unmatched' }
  return { oncotree: canonical, reviewCode: null, mapEquivalence: canonical === sourceCode ? 'equivalent' : 'wider' }
}

const NOTHING_DECIDED: ReadonlyMap<string, string> = new Map()

function decidedNode(
  terminology: Terminology,
  decided: ReadonlyMap<string, string>,
  tumour: TumourStatement,
): StatedTumourReading | undefined {
  const diagnosis = diagnosisOf(tumour)
  const target = diagnosis === null ? undefined : decided.get(diagnosisKey(diagnosis))
  if (target === undefined) return undefined
  const node = carryOver(terminology, target)
  return node === null
    ? { oncotree: null, reviewCode: 'oncotree-version', mapEquivalence: 'unmatched' }
    : { oncotree: node, reviewCode: null, mapEquivalence: 'equivalent' }
}

export interface Diagnosis {
  /** Where the code is of a system that nobody here reads. */
  readonly system: string | null
  readonly text: string
}

/**
 * Everything that the tumour is read from, as one text: what a person is asked of one that could not be read. Equal
 * statements are one question, whatever patient has them. Null: nothing is stated.
 */
export function diagnosisOf(tumour: TumourStatement): Diagnosis | null {
  const { sourceCode, icd10, icdo3Morphology, text } = factsOf(tumour)
  const read = [sourceCode, icd10, icdo3Morphology].filter(isFilled)
  const [other] = read.length > 0 ? [] : (tumour.sourceCodes ?? [])
  const parts = [...read, other?.code ?? null, text].filter(isFilled).map(part => part.trim())
  return parts.length === 0 ? null : { system: other?.system ?? null, text: parts.join(', ') }
}

/** Names a diagnosis among those that were decided. */
export function diagnosisKey({ system, text }: Diagnosis): string {
  return `${system ?? ''}|${foldLocal(text)}`
}

const isFilled = (text: string | null): text is string => text !== null && text.trim() !== ''

function factsOf(tumour: TumourStatement) {
  const codes = tumour.sourceCodes ?? []
  return {
    sourceCode: tumour.oncotree ?? codes.find(code => ONCOTREE.includes(code.system))?.code ?? null,
    icd10: tumour.icd10 ?? codes.find(code => ICD10.test(code.system))?.code ?? null,
    icdo3Morphology: tumour.icdo3Morphology ?? codes.find(isMorphology)?.code ?? null,
    text: tumour.text ?? null,
  }
}

function isMorphology({ system, code }: { readonly system: string; readonly code: string }): boolean {
  return ICDO3.test(system) && /^\d{4}\/\d$/.test(code)
}

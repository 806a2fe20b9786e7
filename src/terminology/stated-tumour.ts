/** A tumour that a source states by itself (FHIR, OMOP, a clinical table), in codes and words -> its node, or why none. */
import type { Tumour } from '../model/generated/common-record.ts'
import type { RecordTumour } from '../model/generated/record.ts'
import type { ReviewCode } from './answer.ts'
import type { Terminology } from './terminology.ts'
import { normaliseTumour } from './tumour.ts'

export type StatedTumourReading = Pick<RecordTumour, 'oncotree' | 'reviewCode' | 'mapEquivalence'>

const ONCOTREE = ['http://oncotree.mskcc.org/fhir/CodeSystem', 'http://data.mskcc.org/ontologies/oncotree']
const ICD10 = /^http:\/\/hl7\.org\/fhir\/sid\/icd-10(?:-cm)?$|icd-10-gm$/
const ICDO3 = /\/icd-o-3$/

/** A code of OncoTree itself is equivalent; a node that other codes and words support is wider than they are. */
export function readStatedTumour(terminology: Terminology, tumour: Tumour): StatedTumourReading {
  const codes = tumour.sourceCodes ?? []
  const sourceCode = tumour.oncotree ?? codes.find(code => ONCOTREE.includes(code.system))?.code ?? null
  const { canonical, codes: reasons } = normaliseTumour(terminology, {
    sourceCode,
    icd10: tumour.icd10 ?? codes.find(code => ICD10.test(code.system))?.code ?? null,
    icdo3Morphology: tumour.icdo3Morphology ?? codes.find(isMorphology)?.code ?? null,
    text: tumour.text ?? null,
  })
  if (canonical === null) {
    return { oncotree: null, reviewCode: (reasons[0] ?? 'tumour-unknown') as ReviewCode, mapEquivalence: 'unmatched' }
  }
  if (canonical === 'PAN') return { oncotree: null, reviewCode: 'tumour-ambiguous', mapEquivalence: 'unmatched' }
  return { oncotree: canonical, reviewCode: null, mapEquivalence: canonical === sourceCode ? 'equivalent' : 'wider' }
}

function isMorphology({ system, code }: { readonly system: string; readonly code: string }): boolean {
  return ICDO3.test(system) && /^\d{4}\/\d$/.test(code)
}

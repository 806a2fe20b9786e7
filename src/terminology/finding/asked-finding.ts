/**
 * What a person is asked of a finding that could not be read: its gene, where nobody knows the name, else the finding as
 * one text. Equal findings are one question, whatever patient has them.
 */
import type { Alteration } from '../../model/generated/common-record.ts'
import type { ReviewCode } from '../answer.ts'

export interface AskedFinding {
  readonly vocabulary: 'gene' | 'finding'
  readonly text: string
}

/** Null: no text could answer it. A number without a cut-off is for the mapping, a gene without a change for the source. */
export function askedOfFinding(finding: Alteration, reviewCode: ReviewCode): AskedFinding | null {
  if (finding.signature) return null
  const isOfGene = reviewCode === 'gene-unknown' || reviewCode === 'gene-ambiguous'
  if (isOfGene && finding.gene && !finding.partner) return { vocabulary: 'gene', text: finding.gene.trim() }
  const text = findingText(finding)
  return text === null ? null : { vocabulary: 'finding', text }
}

/** Gene or genes, then what is said of them; null where that is nothing. */
export function findingText(finding: Alteration): string | null {
  const { gene, geneDisplay, partner, text } = finding
  if (!gene && !geneDisplay) return text?.trim() || null
  const named = geneDisplay && gene && gene !== geneDisplay ? `${gene} (${geneDisplay})` : (gene ?? geneDisplay ?? '')
  if (partner) return `${named}${finding.orientation === 'known' ? '::' : '-'}${partner}`
  const change = changeOf(finding)
  return change === null ? null : `${named} ${change}`
}

function changeOf({
  hgvsP,
  hgvsC,
  cnaKind,
  copyNumber,
  exon,
  exonChange,
  expression,
  text,
}: Alteration): string | null {
  if (hgvsP?.trim()) return hgvsP.trim()
  if (hgvsC?.trim()) return hgvsC.trim()
  if (cnaKind) return cnaKind
  if (typeof copyNumber === 'number') return `copy number ${copyNumber}`
  if (exon && exonChange) return `exon ${exon} ${exonChange}`
  if (expression) return `${expression.scale} ${expression.value}`
  return text?.trim() || null
}

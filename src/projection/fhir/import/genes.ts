/** Genes of a source: HGNC ids with their symbol beside them; the two must name one gene. */
import { findGene, normaliseGene } from '../../../terminology/genes.ts'
import { HGNC } from '../systems.ts'
import { codingsOf } from './codings.ts'
import type { SourceResource } from './references.ts'
import type { SubjectContext } from './subject.ts'

export interface GeneRead {
  /** HGNC id where the source gives one, else the symbol. */
  readonly gene: string
  /** Symbol beside an id. */
  readonly display: string | null
}

/** Undefined where the concept names no gene. A gene of another system (NCBI) is known by its symbol. */
export function geneOf(conceptElement: unknown, source: SourceResource, context: SubjectContext): GeneRead | undefined {
  const codings = codingsOf(conceptElement)
  const official = codings.find(({ system, code }) => system === HGNC && code !== '')
  if (official !== undefined) {
    noteContradiction(official, source, context)
    return { gene: official.code, display: official.display }
  }
  const named = codings.find(({ display }) => display !== null)
  if (named?.display == null) return undefined
  // A symbol without its id is resolved by the tables, and a person should know that it was.
  if (named.system === HGNC) context.note('code-missing', source, 'component.valueCodeableConcept')
  return { gene: named.display, display: null }
}

/** One problem for each gene whose code and symbol differ, whatever is said of the gene. */
function noteContradiction(
  { code, display }: { readonly code: string; readonly display: string | null },
  source: SourceResource,
  { terminology, note }: SubjectContext,
): void {
  if (display === null) return
  const answer = normaliseGene(terminology.genes, `${code} (${display})`)
  const isKnown = 'gene' in findGene(terminology.genes, code) || 'gene' in findGene(terminology.genes, display)
  if (isKnown && answer.codes.includes('code-display-mismatch')) {
    note('code-display-mismatch', source, 'component.valueCodeableConcept')
  }
}

/** The alteration part: any of several canonical codes, each at the level that its letter says. */

import { NodeError } from '../model/errors.ts'
import { isAlterationBelow } from '../terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../terminology/alteration-code.ts'
import type { Normalised, RejectCode, ReviewCode } from '../terminology/answer.ts'
import { sortedUnique } from '../terminology/fold.ts'
import { findGene } from '../terminology/genes.ts'
import { nearCodes } from '../terminology/near-codes.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { unknownCode } from './unknown-code.ts'

export function readAlterations({ genes }: Pick<Terminology, 'genes'>, codes: readonly string[]): AlterationCode[] {
  return codes.map(code => {
    const read = readAlteration(genes, code)
    if (read === null) throw unknownCode('alteration')
    return read
  })
}

export function canonicalNamedAlteration(terminology: Terminology, codes: readonly string[]): string[] {
  readAlterations(terminology, codes)
  return sortedUnique(codes)
}

/** What lies below another of the list adds nobody. */
export function canonicalAlterationWithin(terminology: Terminology, codes: readonly string[]): string[] {
  const unique = sortedUnique(codes)
  const read = readAlterations(terminology, unique)
  return unique.filter((_, at) => {
    const one = read[at]
    return !read.some(
      (other, place) => place !== at && one !== undefined && isAlterationBelow(terminology.exons, one, other),
    )
  })
}

/** What to write instead, by the reason for which a text cannot be read. */
const WRITTEN_BETTER: Partial<Readonly<Record<ReviewCode | RejectCode, string>>> = {
  'gene-ambiguous': 'Several genes go by that name: write the approved symbol.',
  'gene-unknown': 'Write the approved symbol of the gene, as in "KRAS G12C".',
  'change-ambiguous': 'Name each change by itself, as in alteration:"BRAF V600E","BRAF V600K".',
  'star-ambiguous': 'Write "BRAF V600" for any missense at the codon, "TP53 R213Ter" for a stop.',
  'c-only': 'Write the change of the protein, as in "KRAS G12C", or the exon, as in "MET exon 14 skipping".',
  transcript: 'Write the change on the MANE Select transcript, or without a transcript.',
  'class-ambiguous':
    'Say what it is: mutation, activating, loss-of-function, amplification, gain, homozygous deletion, exon 20 insertion, overexpression, IHC 3+, or alteration for any.',
  'no-threshold': 'Say from where on, as in "TMB >= 10" or "HRD positive, GIS >= 42".',
  synonymous: 'The protein stays the same: that is no alteration.',
  absent: 'The text says that there is no alteration.',
}

const AS_IN =
  'Write it as in "BRAF V600E", "EGFR exon 19 deletion", "HER2 amplification", "ROS1 fusion" or "TMB >= 10".'

/** The refusal of a text that the normaliser did not read, with what may have been meant. */
export function unreadAlteration(terminology: Terminology, text: string, { codes, proposals }: Normalised): NodeError {
  const [reason] = codes
  const isOfGene = reason === 'gene-unknown' || reason === 'unparsed'
  const proposed = proposals.map(one => terminology.genes.byId.get(one)?.symbol ?? one)
  const near = proposed.length > 0 || !isOfGene ? proposed : nearGenes(terminology, text)
  const better = reason === undefined ? undefined : WRITTEN_BETTER[reason]
  return new NodeError('cohort/unknown-code', `an alteration of the cohort cannot be read: ${codes.join(', ')}`, {
    hint: `${near.length > 0 ? `Near it: ${near.join(', ')}. ` : ''}${better ?? AS_IN}`,
    detail: { part: 'alteration', codes, near },
  })
}

/** Genes whose symbol is near the first word that names none. */
function nearGenes({ genes }: Terminology, text: string): readonly string[] {
  const symbols = [...genes.byId.values()].map(gene => gene.symbol)
  for (const word of text.split(/[\s:/,-]+/).slice(0, 4)) {
    if (!/^[A-Za-z][A-Za-z0-9]{2,11}$/.test(word)) continue
    if (!('gene' in findGene(genes, word))) return nearCodes(word, symbols)
  }
  return []
}

/** The alteration part: any of several canonical codes, each at the level that its letter says. */

import { isAlterationBelow } from '../terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../terminology/alteration-code.ts'
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

/** Genes whose symbol is near the first word that names none. */
export function nearGenes({ genes }: Terminology, text: string): readonly string[] {
  const symbols = [...genes.byId.values()].map(gene => gene.symbol)
  for (const word of text.split(/[\s:/,-]+/).slice(0, 4)) {
    if (!/^[A-Za-z][A-Za-z0-9]{2,11}$/.test(word)) continue
    if (!('gene' in findGene(genes, word))) return nearCodes(word, symbols)
  }
  return []
}

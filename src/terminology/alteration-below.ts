/**
 * Whether whoever has one alteration certainly has the other: V lies below C, C below X, all below G:mut, that below
 * G:any; a cut-off lies below every lower one. Certain only: activating, loss of function and `pos` are statements of
 * their own and follow from no change, copy number or stain score.
 */
import type { AlterationCode, GeneClass } from './alteration-code.ts'
import type { Exons } from './exons.ts'
import type { Gene } from './genes.ts'
import { sizeOfChange } from './protein-change.ts'
import { rollUpAlteration } from './roll-up.ts'

type Of<Kind extends AlterationCode['kind']> = Extract<AlterationCode, { kind: Kind }>

export function isAlterationBelow(exons: Exons, one: AlterationCode, above: AlterationCode): boolean {
  switch (above.kind) {
    case 'change':
      return one.kind === 'change' && isSameGene(one, above) && one.change === above.change
    case 'codon':
      return isAtCodon(exons, one, above)
    case 'exon':
      return isInExon(exons, one, above)
    case 'gene':
      return isOfGene(exons, one, above)
    case 'expression':
      return one.kind === 'expression' && isSameGene(one, above) && one.level === above.level
    case 'expression-scale':
      return (
        one.kind === 'expression-scale' &&
        isSameGene(one, above) &&
        one.scale === above.scale &&
        Number(one.atLeast) >= Number(above.atLeast)
      )
    case 'fusion':
      return one.kind === 'fusion' && isFusionBelow(one, above)
    case 'profile':
      return one.kind === 'profile' && isProfileBelow(one.profile, above.profile)
  }
}

/**
 * What an alteration is of: genes (two of a fusion), else a profile whatever its cut-off. One lies below another only where
 * it is of the other's first marker.
 */
export function markersOf(one: AlterationCode): readonly [string, ...string[]] {
  if (one.kind === 'profile') return [cutOffOf(one.profile)?.what ?? one.profile]
  if (one.kind === 'fusion' && one.partner !== null) return [one.gene.hgnc, one.partner.hgnc]
  return [one.gene.hgnc]
}

function isSameGene(one: { readonly gene: Gene }, other: { readonly gene: Gene }): boolean {
  return one.gene.hgnc === other.gene.hgnc
}

function isAtCodon(exons: Exons, one: AlterationCode, above: Of<'codon'>): boolean {
  const codon = rollUpAlteration(exons, one, 'C')
  return codon?.kind === 'codon' && isSameGene(codon, above) && codon.codon === above.codon
}

/** `mut` of an exon takes every change of protein in it; a skipped exon is another thing. */
function isInExon(exons: Exons, one: AlterationCode, above: Of<'exon'>): boolean {
  const exon = rollUpAlteration(exons, one, 'X')
  if (exon?.kind !== 'exon' || !isSameGene(exon, above) || exon.exon !== above.exon) return false
  return exon.class === above.class || (above.class === 'mut' && exon.class !== 'skip')
}

/** Which classes of a gene say at least as much. */
const CLASSES_BELOW: Readonly<Record<GeneClass, readonly GeneClass[]>> = {
  any: ['any', 'mut', 'act', 'lof', 'amp', 'gain', 'loss', 'homdel'],
  mut: ['mut', 'act', 'lof'],
  act: ['act'],
  lof: ['lof'],
  amp: ['amp'],
  gain: ['gain', 'amp'],
  loss: ['loss', 'homdel'],
  homdel: ['homdel'],
}

function isOfGene(exons: Exons, one: AlterationCode, above: Of<'gene'>): boolean {
  if (!('gene' in one) || !isSameGene(one, above)) return false
  if (one.kind === 'gene') {
    return CLASSES_BELOW[above.class].includes(one.class) && (above.except === null || one.except === above.except)
  }
  const isChange = one.kind === 'change' || one.kind === 'codon' || one.kind === 'exon'
  if (!isChange || (above.class !== 'mut' && above.class !== 'any')) return false
  return above.except === null || isElsewhere(exons, one, above.except)
}

/** Outside the codon for certain: an exon may hold it. */
function isElsewhere(exons: Exons, one: Of<'change'> | Of<'codon'> | Of<'exon'>, codon: string): boolean {
  const position = Number(codon.slice(3))
  if (one.kind === 'exon') {
    const range = exons.get(one.gene.hgnc)?.find(exon => exon.exon === one.exon)
    return range !== undefined && (position < range.first || position > range.last)
  }
  const size = sizeOfChange(one.kind === 'change' ? one.change : one.codon)
  return size !== null && (position < size.first || position > size.last)
}

function isFusionBelow(one: Of<'fusion'>, above: Of<'fusion'>): boolean {
  const genes = [one.gene.hgnc, ...(one.partner === null ? [] : [one.partner.hgnc])]
  if (above.partner === null) return genes.includes(above.gene.hgnc)
  if (one.partner === null) return false
  if (above.ordered) {
    return one.ordered && one.gene.hgnc === above.gene.hgnc && one.partner.hgnc === above.partner.hgnc
  }
  const pair = [above.gene.hgnc, above.partner.hgnc]
  return genes.toSorted().join() === pair.toSorted().join()
}

function isProfileBelow(one: string, above: string): boolean {
  if (one === above) return true
  const [a, b] = [cutOffOf(one), cutOffOf(above)]
  return a !== null && b !== null && a.what === b.what && a.atLeast >= b.atLeast
}

function cutOffOf(profile: string): { readonly what: string; readonly atLeast: number } | null {
  const found = /^(.*@(?:gloh)?)([\d.]+)$/.exec(profile)
  return found === null ? null : { what: found[1] ?? '', atLeast: Number(found[2]) }
}

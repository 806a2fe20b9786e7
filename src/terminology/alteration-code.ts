/** The alteration part of cohort key v1, one alternative at a time: read into its pieces and written back. */
import { byCodeUnit } from './fold.ts'
import type { Gene, Genes } from './genes.ts'
import { readProteinChange } from './protein-change.ts'

export const geneClasses = ['any', 'mut', 'act', 'lof', 'amp', 'gain', 'loss', 'homdel'] as const
export type GeneClass = (typeof geneClasses)[number]
export type ExonClass = 'ins' | 'del' | 'mut' | 'skip'
export type ExpressionScale = 'ihc' | 'tps' | 'cps' | 'ic'

export type AlterationCode =
  | { readonly kind: 'change'; readonly gene: Gene; readonly change: string }
  | { readonly kind: 'codon'; readonly gene: Gene; readonly codon: string }
  | { readonly kind: 'exon'; readonly gene: Gene; readonly exon: string; readonly class: ExonClass }
  | { readonly kind: 'gene'; readonly gene: Gene; readonly class: GeneClass; readonly except: string | null }
  | { readonly kind: 'expression'; readonly gene: Gene; readonly level: 'pos' | 'neg' | 'low' }
  | {
      readonly kind: 'expression-scale'
      readonly gene: Gene
      readonly scale: ExpressionScale
      readonly atLeast: string
    }
  /** `gene` is 5' of `partner` where ordered; partner null = any. */
  | { readonly kind: 'fusion'; readonly gene: Gene; readonly partner: Gene | null; readonly ordered: boolean }
  | { readonly kind: 'profile'; readonly profile: string }

/** A number as keys hold it: no leading or trailing zeros. Null for anything else. */
export function canonicalNumber(text: string): string | null {
  const found = /^0*(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text)
  if (found === null) return null
  const decimals = (found[2] ?? '').replace(/0+$/, '')
  return `${Number(found[1])}${decimals === '' ? '' : `.${decimals}`}`
}

/** Order unknown: the lower HGNC id first, compared as a number. */
export function unorderedFusion(a: Gene, b: Gene): AlterationCode {
  const [gene, partner] = idNumber(a) <= idNumber(b) ? [a, b] : [b, a]
  return { kind: 'fusion', gene, partner, ordered: false }
}

function idNumber(gene: Gene): number {
  return Number(gene.hgnc.slice('HGNC:'.length))
}

export function writeAlteration(code: AlterationCode): string {
  switch (code.kind) {
    case 'change':
      return `V:${code.gene.hgnc}:p.${code.change}`
    case 'codon':
      return `C:${code.gene.hgnc}:p.${code.codon}`
    case 'exon':
      return `X:${code.gene.hgnc}:ex${code.exon}:${code.class}`
    case 'gene':
      return `G:${code.gene.hgnc}:${code.class}${code.except === null ? '' : `!p.${code.except}`}`
    case 'expression':
      return `E:${code.gene.hgnc}:${code.level}`
    case 'expression-scale':
      return `E:${code.gene.hgnc}:${code.scale}@${code.atLeast}`
    case 'fusion':
      return writeFusion(code.gene, code.partner, code.ordered)
    case 'profile':
      return `P:${code.profile}`
  }
}

function writeFusion(gene: Gene, partner: Gene | null, ordered: boolean): string {
  if (partner === null) return `F:${gene.hgnc}:*`
  return `F:${gene.hgnc}${ordered ? '::' : '~'}${partner.hgnc}`
}

/** Sorted, unique, joined by commas. */
export function writeAlterations(codes: readonly AlterationCode[]): string {
  return [...new Set(codes.map(writeAlteration))].sort(byCodeUnit).join(',')
}

/** Null unless the text is the canonical form itself, of genes in the table. */
export function readAlteration(genes: Genes, text: string): AlterationCode | null {
  const read = readPieces(genes, text)
  return read !== null && writeAlteration(read) === text ? read : null
}

const SHAPE = /^([VCXGEF]):(HGNC:[1-9]\d{0,5})(::|~|:)(.+)$/
const PROFILE = /^P:(TMB:high@|MSI:[HLS]$|MMR:[dp]$|HRD:pos@(?:gloh)?)([\d.]*)$/

function readPieces(genes: Genes, text: string): AlterationCode | null {
  if (text.length > 200) return null
  const profile = PROFILE.exec(text)
  if (profile !== null) return readProfile(profile[1] ?? '', profile[2] ?? '')
  const found = SHAPE.exec(text)
  const gene = genes.byId.get(found?.[2] ?? '')
  if (found === null || gene === undefined) return null
  const [, letter = '', , separator = '', rest = ''] = found
  if (letter === 'F') return readFusion(genes, gene, separator, rest)
  return separator === ':' ? readOfGene(letter, gene, rest) : null
}

function readProfile(kind: string, number: string): AlterationCode | null {
  if (!kind.startsWith('TMB') && !kind.startsWith('HRD')) return { kind: 'profile', profile: kind }
  const atLeast = canonicalNumber(number)
  return atLeast === null ? null : { kind: 'profile', profile: kind + atLeast }
}

function readFusion(genes: Genes, gene: Gene, separator: string, rest: string): AlterationCode | null {
  if (separator === ':') return rest === '*' ? { kind: 'fusion', gene, partner: null, ordered: false } : null
  const partner = genes.byId.get(rest)
  if (partner === undefined) return null
  return separator === '~' ? unorderedFusion(gene, partner) : { kind: 'fusion', gene, partner, ordered: true }
}

function readOfGene(letter: string, gene: Gene, rest: string): AlterationCode | null {
  switch (letter) {
    case 'V': {
      const read = readProteinChange(rest)
      return read?.kind === 'change' ? { kind: 'change', gene, change: read.change } : null
    }
    case 'C': {
      const read = readProteinChange(rest)
      return read?.kind === 'codon' ? { kind: 'codon', gene, codon: read.codon } : null
    }
    case 'X': {
      const found = /^ex([1-9]\d{0,2}(?:-[1-9]\d{0,2})?):(ins|del|mut|skip)$/.exec(rest)
      return found === null ? null : { kind: 'exon', gene, exon: found[1] ?? '', class: found[2] as ExonClass }
    }
    case 'G':
      return readGeneClass(gene, rest)
    default:
      return readExpression(gene, rest)
  }
}

function readGeneClass(gene: Gene, rest: string): AlterationCode | null {
  const [name, exclusion] = rest.split('!')
  const found = geneClasses.find(known => known === name)
  if (found === undefined) return null
  if (exclusion === undefined) return { kind: 'gene', gene, class: found, except: null }
  const codon = readProteinChange(exclusion)
  return codon?.kind === 'codon' ? { kind: 'gene', gene, class: found, except: codon.codon } : null
}

function readExpression(gene: Gene, rest: string): AlterationCode | null {
  if (rest === 'pos' || rest === 'neg' || rest === 'low') return { kind: 'expression', gene, level: rest }
  const found = /^(ihc|tps|cps|ic)@([\d.]+)$/.exec(rest)
  const atLeast = canonicalNumber(found?.[2] ?? '')
  if (found === null || atLeast === null) return null
  return { kind: 'expression-scale', gene, scale: found[1] as ExpressionScale, atLeast }
}

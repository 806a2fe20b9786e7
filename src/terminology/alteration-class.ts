/** What is said of one gene -> its canonical codes. Each step is a rule; the first that applies decides. */
import type { AlterationCode, GeneClass } from './alteration-code.ts'
import type { AlterationDetails } from './alteration-details.ts'
import type { WordMeaning } from './alteration-words.ts'
import { type Normalised, reject, review } from './answer.ts'
import type { Gene } from './genes.ts'
import type { ProteinChange } from './protein-change.ts'

export interface ClassOptions {
  readonly context: 'record' | 'selector'
  /** The text names one gene only. */
  readonly single: boolean
}

type Read = readonly AlterationCode[] | Normalised
type Words = ReadonlySet<WordMeaning>

export function decideClass(gene: Gene, details: AlterationDetails, options: ClassOptions): Read {
  const { changes, words } = details
  if (details.accessions.some(accession => !gene.mane.has(accession))) return review('transcript')
  if (changes.length > 0) return options.single ? decideChanges(gene, details, options) : review('unparsed')
  if (details.exon !== null) return decideExon(gene, details.exon, details)
  if (details.except !== null) return decideExclusion(gene, details.except, words, options)
  if (details.scale !== null) return decideScale(gene, details)
  if (details.coding)
    return isOnly(words, ['mutation', 'missense', 'pathogenic']) ? review('c-only') : review('unparsed')
  if (words.has('fusion')) return decideFusion(gene, words)
  return decideWords(gene, details, options)
}

function isOnly(words: Words, allowed: readonly WordMeaning[]): boolean {
  return [...words].every(word => allowed.includes(word))
}

function ofGene(gene: Gene, name: GeneClass): Read {
  return [{ kind: 'gene', gene, class: name, except: null }]
}

/** Words beside a change say no more than the change does; those that could contradict it leave it unread. */
function decideChanges(
  gene: Gene,
  { changes, except, exon, scale, copies, words }: AlterationDetails,
  options: ClassOptions,
): Read {
  const silent: WordMeaning[] = [
    'mutation',
    'missense',
    'activating',
    'pathogenic',
    'altered',
    'positive',
    'inactivating',
  ]
  const size: WordMeaning[] = exon === null ? [] : ['deletion', 'insertion']
  if (except !== null || scale !== null || copies || !isOnly(words, [...silent, ...size])) return review('unparsed')
  const reads = changes.map(change => decideChange(gene, change, options))
  const failed = reads.find(read => 'status' in read)
  if (failed !== undefined) return failed
  const codes = reads.flatMap(read => ('status' in read ? [] : read))
  return codes.length > 1 && options.context === 'record' ? oneChange(codes) : codes
}

/** A record holds one change, however often it is written: `p.Val600Glu (V600E)`. */
function oneChange(codes: readonly AlterationCode[]): Read {
  const [first] = codes
  const same = codes.every(code => JSON.stringify(code) === JSON.stringify(first))
  return same && first !== undefined ? [first] : review('change-ambiguous')
}

function decideChange(gene: Gene, change: ProteinChange, { context }: ClassOptions): Read {
  switch (change.kind) {
    case 'change':
      return [{ kind: 'change', gene, change: change.change }]
    case 'codon':
      return [{ kind: 'codon', gene, codon: change.codon }]
    case 'synonymous':
      return reject('synonymous')
    case 'unreadable':
      return review('unparsed')
    case 'star':
      if (!gene.hotspots.has(change.codon)) return [{ kind: 'change', gene, change: `${change.codon}Ter` }]
      return context === 'selector' ? [{ kind: 'codon', gene, codon: change.codon }] : review('star-ambiguous')
    case 'alternatives':
      if (context === 'record') return review('change-ambiguous')
      return change.changes.map(one => ({ kind: 'change', gene, change: one }))
  }
}

/** Without a class only MET exon 14 is a known alteration: its skipping. */
function decideExon(gene: Gene, exon: string, { except, scale, copies, words }: AlterationDetails): Read {
  const what = (['skipping', 'insertion', 'deletion'] as const).filter(word => words.has(word))
  if (except !== null || scale !== null || copies) return review('unparsed')
  if (!isOnly(words, ['skipping', 'insertion', 'deletion', 'mutation', 'missense', 'positive']))
    return review('unparsed')
  if (what.length > 1) return review('class-ambiguous')
  const [named] = what
  const coded = { kind: 'exon', gene, exon } as const
  if (named !== undefined) {
    return [{ ...coded, class: named === 'skipping' ? 'skip' : named === 'insertion' ? 'ins' : 'del' }]
  }
  if (words.has('mutation') || words.has('missense')) return [{ ...coded, class: 'mut' }]
  return gene.symbol === 'MET' && exon === '14' ? [{ ...coded, class: 'skip' }] : review('class-ambiguous')
}

function decideExclusion(gene: Gene, except: string, words: Words, { context }: ClassOptions): Read {
  const name = mutationClass(gene, words)
  if (name === null) return review(words.size === 0 ? 'class-ambiguous' : 'unparsed')
  const opened = gene.opened?.besideExclusion === except || gene.opened?.besideExclusion === null
  const reads = name === 'mut' && context === 'selector' && opened && gene.opened ? gene.opened.class : name
  return [{ kind: 'gene', gene, class: reads, except }]
}

function decideScale(gene: Gene, { scale, copies, except, coding, words }: AlterationDetails): Read {
  const allowed = isOnly(words, ['positive', 'overexpression', 'expression', 'stain', 'high'])
  if (scale === null || copies || except !== null || coding || !allowed) return review('unparsed')
  return [{ kind: 'expression-scale', gene, ...scale }]
}

function decideFusion(gene: Gene, words: Words): Read {
  return isOnly(words, ['fusion', 'positive', 'mutation', 'unknown-partner'])
    ? [{ kind: 'fusion', gene, partner: null, ordered: false }]
    : review('unparsed')
}

function decideWords(gene: Gene, { copies, words }: AlterationDetails, { context }: ClassOptions): Read {
  const copyNumber = decideCopyNumber(gene, words, copies)
  if (copyNumber !== null) return copyNumber
  const expression = decideExpression(gene, words)
  if (expression !== null) return expression
  if (words.has('altered') && isOnly(words, ['altered', 'mutation'])) {
    return words.has('mutation') ? review('class-ambiguous') : ofGene(gene, 'any')
  }
  const name = mutationClass(gene, words)
  if (name === null) return review('class-ambiguous')
  const opened = gene.opened?.besideExclusion === null ? gene.opened.class : null
  return ofGene(gene, name === 'mut' && context === 'selector' && opened !== null ? opened : name)
}

/** Amplified only where the source says so; a number alone is no class. */
function decideCopyNumber(gene: Gene, words: Words, copies: boolean): Read | null {
  const beside: WordMeaning[] = ['copy-number', 'in-situ', 'stain', 'positive', 'high']
  if (words.has('amplification')) {
    if (words.has('negative')) return reject('absent')
    return isOnly(words, ['amplification', ...beside]) ? ofGene(gene, 'amp') : review('class-ambiguous')
  }
  if (words.has('gain')) {
    return isOnly(words, ['gain', 'copy-number', 'low']) ? ofGene(gene, 'gain') : review('class-ambiguous')
  }
  if (words.has('homozygous-deletion'))
    return isOnly(words, ['homozygous-deletion']) ? ofGene(gene, 'homdel') : review('class-ambiguous')
  if (words.has('loss') || words.has('deletion')) return decideLoss(gene, words)
  return copies ? review('no-threshold') : null
}

/** "Loss" with a stain is expression; with no assay it may be either. */
function decideLoss(gene: Gene, words: Words): Read {
  const beside: WordMeaning[] = ['loss', 'deletion', 'copy-number']
  if (words.has('homozygous') && isOnly(words, [...beside, 'homozygous'])) return ofGene(gene, 'homdel')
  if (words.has('heterozygous') && isOnly(words, [...beside, 'heterozygous'])) return ofGene(gene, 'loss')
  if (words.has('copy-number') && isOnly(words, ['loss', 'copy-number'])) return ofGene(gene, 'loss')
  const stained = words.has('stain') || words.has('expression')
  if (stained && isOnly(words, ['loss', 'stain', 'expression', 'homozygous', 'negative'])) {
    return [{ kind: 'expression', gene, level: 'neg' }]
  }
  return review('class-ambiguous')
}

/** Positive and negative need a stain: without an assay they may be anything. */
function decideExpression(gene: Gene, words: Words): Read | null {
  const beside: WordMeaning[] = ['stain', 'expression', 'overexpression']
  const assayed = beside.some(word => words.has(word))
  if (words.has('overexpression')) {
    if (words.has('negative')) return reject('absent')
    return isOnly(words, [...beside, 'positive', 'high']) ? atLevel(gene, 'pos') : review('class-ambiguous')
  }
  if (words.has('low')) return isOnly(words, [...beside, 'low']) ? atLevel(gene, 'low') : review('class-ambiguous')
  if (assayed && words.has('positive'))
    return isOnly(words, [...beside, 'positive']) ? atLevel(gene, 'pos') : review('class-ambiguous')
  if (assayed && words.has('negative'))
    return isOnly(words, [...beside, 'negative']) ? atLevel(gene, 'neg') : review('class-ambiguous')
  const unclear: WordMeaning[] = ['positive', 'negative', 'high', 'stain', 'expression', 'in-situ', 'copy-number']
  return unclear.some(word => words.has(word)) ? review('class-ambiguous') : null
}

function atLevel(gene: Gene, level: 'pos' | 'neg' | 'low'): Read {
  return [{ kind: 'expression', gene, level }]
}

/** Null where the words name no class of mutation, or two. */
function mutationClass(gene: Gene, words: Words): 'act' | 'lof' | 'mut' | null {
  if (!isOnly(words, ['activating', 'inactivating', 'pathogenic', 'mutation', 'missense'])) return null
  if (words.has('activating') && words.has('inactivating')) return null
  if (words.has('activating')) return 'act'
  if (words.has('inactivating')) return 'lof'
  if (words.has('pathogenic')) return gene.suppressor ? 'lof' : null
  return words.has('mutation') ? 'mut' : null
}

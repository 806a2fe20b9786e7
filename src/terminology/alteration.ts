/**
 * Part `alteration`: one text of a record or of a selector -> any-of set of canonical codes, or why there is none.
 * Order: canonical code, profile, gene or genes, then what is said of them.
 */

import { decideClass } from './alteration-class.ts'
import { type AlterationCode, readAlteration, unorderedFusion } from './alteration-code.ts'
import { type AlterationDetails, readDetails } from './alteration-details.ts'
import type { AlterationWords } from './alteration-words.ts'
import { type Normalised, reject, review } from './answer.ts'
import { maxTextLength, tidy } from './fold.ts'
import { type GeneMention, readGeneMention } from './gene-mention.ts'
import type { Gene, Genes } from './genes.ts'
import { type ProfileWords, readProfiles, type ThresholdOf } from './profiles.ts'

export type Context = 'record' | 'selector'

export interface AlterationVocabulary {
  readonly genes: Genes
  readonly words: AlterationWords
  readonly profiles: ProfileWords
  /** `HGNC:3430:p.…` -> change without `p.`. */
  readonly synonyms: ReadonlyMap<string, string>
}

export type AlterationRead = readonly AlterationCode[] | Normalised

export function isRead(read: AlterationRead): read is readonly AlterationCode[] {
  return Array.isArray(read)
}

const MAX_ALTERNATIVES = 64

export function readAlterationText(
  vocabulary: AlterationVocabulary,
  text: string,
  options: { readonly context: Context; readonly thresholdOf: ThresholdOf },
): AlterationRead {
  if (text.length > maxTextLength * 8) return review('unparsed')
  const tidied = tidy(text)
  const canonical = readCanonical(vocabulary, tidied)
  if (canonical !== null) return canonical
  if (tidied.length > maxTextLength || tidied === '') return review('unparsed')
  const whole = readOneText(vocabulary, tidied, options)
  return isRead(whole) || options.context === 'record' || !whole.codes.includes('unparsed')
    ? whole
    : readListText(vocabulary, tidied, options, whole)
}

/** The canonical form reads as itself. */
function readCanonical({ genes, synonyms }: AlterationVocabulary, text: string): readonly AlterationCode[] | null {
  if (!/^[VCXGEFP]:/.test(text)) return null
  const parts = text.split(',')
  if (parts.length > MAX_ALTERNATIVES) return null
  const codes = parts.map(part => readAlteration(genes, part.trim()))
  return codes.every(code => code !== null) ? codes.map(code => asKnownSynonym(synonyms, code)) : null
}

/** `BRAF V600E, KRAS G12C` in a selector: each part must be readable by itself. */
function readListText(
  vocabulary: AlterationVocabulary,
  text: string,
  options: { readonly context: Context; readonly thresholdOf: ThresholdOf },
  whole: Normalised,
): AlterationRead {
  const parts = text.split(/[,;]| or /)
  if (parts.length < 2 || parts.length > MAX_ALTERNATIVES) return whole
  const reads = parts.map(part => readOneText(vocabulary, part.trim(), options))
  return reads.every(isRead) ? reads.flat() : whole
}

function readOneText(
  vocabulary: AlterationVocabulary,
  text: string,
  { context, thresholdOf }: { readonly context: Context; readonly thresholdOf: ThresholdOf },
): AlterationRead {
  const profiles = readProfiles(vocabulary.profiles, text, thresholdOf)
  if (profiles !== null) return profiles
  const mention = readGeneMention(vocabulary, accessionBehindGene(text))
  if (mention.kind === 'failed') return review(mention.code, mention.proposals)
  const details = readDetails(vocabulary.words, mention.rest)
  if (details === null) return review('unparsed')
  if (details.words.has('absent') || (details.words.has('negative') && details.words.has('fusion'))) {
    return reject('absent')
  }
  const codes = readMention(mention, details, context)
  return isRead(codes) ? codes.map(code => asKnownSynonym(vocabulary.synonyms, code)) : codes
}

/** `NM_004333.6(BRAF):c.1799T>A (p.Val600Glu)` -> the gene first. */
function accessionBehindGene(text: string): string {
  const found = /^([A-Z]{2}_\d{1,9}\.\d{1,3}|ENS[TP]\d{1,15}\.\d{1,3})\(([A-Za-z0-9-]{2,20})\):(.*)$/.exec(text)
  return found === null ? text : `${found[2]} ${found[1]}:${found[3]}`
}

function readMention(mention: Exclude<GeneMention, { kind: 'failed' }>, details: AlterationDetails, context: Context) {
  const fusionOnly = isFusionOnly(details)
  if (mention.kind === 'ordered')
    return fusionOnly ? readOrderedFusion(mention.five, mention.three) : review('unparsed')
  const { genes, joined } = mention
  const [first, second] = genes
  const isPair = genes.length === 2 && first !== undefined && second !== undefined
  if (joined === 'hyphen') return isPair && fusionOnly ? [unorderedFusion(first, second)] : review('unparsed')
  if (joined === 'and' && isPair && fusionOnly) return readPair(first, second, details)
  const reads = genes.map(gene => decideClass(gene, details, { context, single: genes.length === 1 }))
  const failed = reads.find(read => !isRead(read))
  return failed ?? reads.filter(isRead).flat()
}

function isFusionOnly({ changes, exon, except, scale, copies, coding, words }: AlterationDetails): boolean {
  const others = [...words].filter(word => !['fusion', 'positive', 'mutation', 'unknown-partner'].includes(word))
  const stated = words.has('fusion') || words.size === 0
  return stated && others.length === 0 && changes.length === 0 && !exon && !except && !scale && !copies && !coding
}

function readOrderedFusion(five: Gene | null, three: Gene | null): AlterationRead {
  const known = five ?? three
  if (known === null) return review('unparsed')
  const ordered = five !== null && three !== null
  return [{ kind: 'fusion', gene: known, partner: ordered ? three : null, ordered }]
}

/** Two genes side by side are one fusion, unless both are drivers ("ALK and ROS1 fusion") or neither is known in fusions. */
function readPair(first: Gene, second: Gene, { words }: AlterationDetails): AlterationRead {
  const bothDrivers = first.fusion === 'driver' && second.fusion === 'driver'
  const neither = first.fusion === null && second.fusion === null && !words.has('fusion')
  return bothDrivers || neither ? review('class-ambiguous') : [unorderedFusion(first, second)]
}

function asKnownSynonym(synonyms: ReadonlyMap<string, string>, code: AlterationCode): AlterationCode {
  if (code.kind !== 'change') return code
  const canonical = synonyms.get(`${code.gene.hgnc}:p.${code.change}`)
  return canonical === undefined ? code : { ...code, change: canonical }
}

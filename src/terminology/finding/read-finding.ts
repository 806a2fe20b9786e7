/** A finding of a report, as one text or in parts, -> what the record holds of it: canonical code, or why there is none. */
import type { Alteration } from '../../model/generated/common-record.ts'
import { isRead, readAlterationText } from '../alteration.ts'
import { type AlterationCode, canonicalNumber, unorderedFusion } from '../alteration-code.ts'
import type { ReviewCode } from '../answer.ts'
import { foldLocal } from '../fold.ts'
import { findGene, type Gene, normaliseGene } from '../genes.ts'
import type { SiteVocabulary } from '../site-vocabulary.ts'
import type { Terminology } from '../terminology.ts'
import { findingText } from './asked-finding.ts'
import { readSignature } from './read-signature.ts'
import { classOf, coded, type FindingClass, type FindingReading, numbersOf, partsOf, underReview } from './reading.ts'

type Thresholds = SiteVocabulary['thresholds']
type Code = { readonly codes: readonly AlterationCode[] } | { readonly review: ReviewCode }

/**
 * Where parts are given they decide, else the text. Null where the source says that there is no alteration: the protein
 * stays the same, or it is absent. `thresholds` are the cut-offs that the trial's mapping declares; `decided` is what people of the node
 * said of findings that could not be read, before all else.
 */
export function readFinding(
  terminology: Terminology,
  thresholds: Thresholds,
  finding: Alteration,
  decided: ReadonlyMap<string, string> = NOTHING_DECIDED,
): FindingReading | null {
  const said = decided.size === 0 ? undefined : decided.get(foldLocal(findingText(finding) ?? ''))
  if (said !== undefined) return readText(terminology, thresholds, { ...finding, text: said })
  const isText = !finding.gene && !finding.geneDisplay && !finding.signature
  const kind = isText ? null : (finding.class ?? classOfParts(finding))
  if (kind === null) return readText(terminology, thresholds, finding)
  switch (kind) {
    case 'signature':
      return readSignature(finding, thresholds)
    case 'fusion':
      return readFusion(terminology, finding)
    default:
      return readOfGene(terminology, kind, finding)
  }
}

const NOTHING_DECIDED: ReadonlyMap<string, string> = new Map()

/** What the parts are, where the source does not say; null: there is a text at most. */
function classOfParts(finding: Alteration): FindingClass | null {
  if (finding.signature) return 'signature'
  if (finding.partner) return 'fusion'
  if (finding.expression) return 'expression'
  if (finding.cnaKind || typeof finding.copyNumber === 'number') return 'cna'
  if (finding.hgvsP || finding.hgvsC) return 'snv-indel'
  return finding.exon && finding.exonChange ? 'exon' : null
}

function readText(terminology: Terminology, thresholds: Thresholds, finding: Alteration): FindingReading | null {
  const read = readAlterationText(terminology, finding.text ?? '', {
    context: 'record',
    thresholdOf: kind => (thresholds[kind] === undefined ? null : String(thresholds[kind])),
  })
  if (!isRead(read)) {
    if (read.status === 'reject') return null
    return { class: 'snv-indel', ...underReview(read.codes[0] as ReviewCode), ...geneOf(terminology, finding.gene) }
  }
  const [first, ...others] = read
  if (first === undefined) return null
  const genes = new Set(read.map(code => ('gene' in code ? code.gene.hgnc : null)))
  if (others.length > 0) {
    return { class: classOf(first), ...underReview(genes.size > 1 ? 'gene-ambiguous' : 'change-ambiguous') }
  }
  return { class: classOf(first), ...coded(first), ...partsOf(first), ...numbersOf(finding) }
}

const HGVS_P = /^p\.[A-Za-z0-9_*()=>?]{1,80}$/
const HGVS_C = /^c\.[A-Za-z0-9_*+>-]{1,80}$/
const TRANSCRIPT = /^(?:NM_\d{6,9}|ENST\d{11})(?:\.\d{1,2})?$/

/** As written, where it has the shape of what it should be. */
function writtenOf({ genes }: Terminology, { hgvsP, hgvsC, transcript, gene }: Alteration): Partial<FindingReading> {
  const p = withoutAccession(hgvsP ?? '')
  const c = withoutAccession(hgvsC ?? '')
  const found = findGene(genes, gene ?? '')
  const isMane = 'gene' in found && found.gene.mane.has((transcript ?? '').replace(/\.\d+$/, ''))
  return {
    ...(HGVS_P.test(p) ? { hgvsP: p } : {}),
    ...(HGVS_C.test(c) ? { hgvsC: c } : {}),
    ...(transcript && TRANSCRIPT.test(transcript) ? { transcript, isMane } : {}),
  }
}

function withoutAccession(hgvs: string): string {
  return hgvs.trim().replace(/^[A-Za-z0-9_.]{1,24}:/, '')
}

function geneOf({ genes }: Terminology, gene: string | null | undefined): Pick<FindingReading, 'geneHgnc'> {
  const found = findGene(genes, gene ?? '')
  return 'gene' in found ? { geneHgnc: found.gene.hgnc } : {}
}

/** The gene of the parts; a symbol beside an id must name the same. */
function readGene({ genes }: Terminology, { gene, geneDisplay }: Alteration): Gene | ReviewCode {
  const written = geneDisplay && gene && gene !== geneDisplay ? `${gene} (${geneDisplay})` : (gene ?? geneDisplay ?? '')
  const { canonical, codes } = normaliseGene(genes, written)
  return genes.byId.get(canonical ?? '') ?? ((codes[0] ?? 'gene-unknown') as ReviewCode)
}

function readOfGene(
  terminology: Terminology,
  kind: Exclude<FindingClass, 'signature' | 'fusion'>,
  finding: Alteration,
): FindingReading | null {
  const gene = readGene(terminology, finding)
  const about = {
    class: kind,
    ...writtenOf(terminology, finding),
    ...numbersOf(finding),
    ...(finding.cnaKind ? { cnaKind: finding.cnaKind } : {}),
    ...expressionOf(finding),
  }
  if (typeof gene === 'string') return { ...about, ...underReview(gene) }
  const read = codeOfParts(terminology, gene, kind, finding)
  if (read === null) return null
  if ('review' in read) return { ...about, ...underReview(read.review), geneHgnc: gene.hgnc }
  const [code, more] = read.codes
  if (code === undefined || more !== undefined) {
    return { ...about, ...underReview('change-ambiguous'), geneHgnc: gene.hgnc }
  }
  return { ...about, ...coded(code), ...partsOf(code) }
}

/** Null: the parts say that nothing is changed. */
function codeOfParts(terminology: Terminology, gene: Gene, kind: FindingClass, finding: Alteration): Code | null {
  switch (kind) {
    case 'cna':
      return finding.cnaKind
        ? { codes: [{ kind: 'gene', gene, class: finding.cnaKind, except: null }] }
        : fromText(terminology, finding.text, 'no-threshold')
    case 'expression':
      return expressionCode(gene, finding)
    case 'exon':
      return finding.exon && finding.exonChange
        ? { codes: [{ kind: 'exon', gene, exon: finding.exon, class: finding.exonChange }] }
        : fromText(terminology, finding.text, 'class-ambiguous')
    default:
      return changeCode(terminology, gene, finding)
  }
}

function fromText(terminology: Terminology, text: string | null, otherwise: ReviewCode): Code | null {
  if (!text) return { review: otherwise }
  const read = readAlterationText(terminology, text, { context: 'record', thresholdOf: () => null })
  if (isRead(read)) return { codes: read }
  return read.status === 'reject' ? null : { review: (read.codes[0] ?? otherwise) as ReviewCode }
}

/** A protein change on MANE Select; a change of the coding sequence alone is for a person to translate. */
function changeCode(terminology: Terminology, gene: Gene, finding: Alteration): Code | null {
  const { hgvsP, hgvsC, transcript, text } = finding
  const bare = transcript ? `${transcript}:` : ''
  if (hgvsP && hgvsP.trim() !== '')
    return fromText(terminology, `${gene.symbol} ${bare}${withoutAccession(hgvsP)}`, 'unparsed')
  if (hgvsC && hgvsC.trim() !== '')
    return fromText(terminology, `${gene.symbol} ${bare}${withoutAccession(hgvsC)}`, 'c-only')
  return fromText(terminology, text, 'unparsed')
}

function expressionOf({ expression }: Alteration): Pick<FindingReading, 'expression'> {
  if (!expression) return {}
  const { scale, value } = expression
  return typeof value === 'number' && value > 100 ? {} : { expression: { scale, value } }
}

/** A stain of 0 is no expression; any other number is the cut-off that it reaches. */
function expressionCode(gene: Gene, { expression }: Alteration): Code {
  if (!expression) return { review: 'class-ambiguous' }
  const { scale, value } = expression
  if (typeof value === 'string') return { codes: [{ kind: 'expression', gene, level: value }] }
  if (scale === 'call') return { review: 'class-ambiguous' }
  if (scale === 'ihc' && value === 0) return { codes: [{ kind: 'expression', gene, level: 'neg' }] }
  const atLeast = canonicalNumber(String(value))
  if (atLeast === null || value <= 0 || (scale === 'ihc' && !/^[123]$/.test(atLeast))) return { review: 'unparsed' }
  return { codes: [{ kind: 'expression-scale', gene, scale, atLeast }] }
}

/**
 * An order that the source does not call known is none. A driver beside a gene that is in no table is that driver's
 * fusion with any partner: cohorts of fusions ask for no more.
 */
function readFusion(terminology: Terminology, finding: Alteration): FindingReading {
  const gene = readGene(terminology, finding)
  const partner = finding.partner
    ? readGene(terminology, { ...finding, gene: finding.partner, geneDisplay: null })
    : null
  const code = fusionOf(gene, partner, finding.orientation === 'known')
  if (typeof code !== 'string') return { class: 'fusion', ...coded(code), ...partsOf(code) }
  const known = [gene, partner].find(one => one !== null && typeof one !== 'string')
  return { class: 'fusion', ...underReview(code), ...(known === undefined ? {} : { geneHgnc: known.hgnc }) }
}

function fusionOf(
  gene: Gene | ReviewCode,
  partner: Gene | ReviewCode | null,
  ordered: boolean,
): AlterationCode | ReviewCode {
  const single = (one: Gene): AlterationCode => ({ kind: 'fusion', gene: one, partner: null, ordered: false })
  if (typeof gene === 'string') {
    const isDriver = partner !== null && typeof partner !== 'string' && partner.fusion === 'driver'
    return isDriver && gene === 'gene-unknown' ? single(partner) : gene
  }
  if (partner === null) return single(gene)
  if (typeof partner === 'string')
    return gene.fusion === 'driver' && partner === 'gene-unknown' ? single(gene) : partner
  return ordered ? { kind: 'fusion', gene, partner, ordered: true } : unorderedFusion(gene, partner)
}

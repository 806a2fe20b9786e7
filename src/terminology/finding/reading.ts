/** What the record holds of a finding, and the members that follow from its canonical code. */
import type { Alteration } from '../../model/generated/common-record.ts'
import type { RecordAlteration } from '../../model/generated/record.ts'
import { type AlterationCode, writeAlteration } from '../alteration-code.ts'
import type { ReviewCode } from '../answer.ts'

/** Everything that terminology says of a finding; the rest of it (specimen, day, origin) is the source's. */
export type FindingReading = Pick<
  RecordAlteration,
  | 'class'
  | 'canonical'
  | 'reviewCode'
  | 'geneHgnc'
  | 'partnerHgnc'
  | 'orientation'
  | 'hgvsP'
  | 'hgvsC'
  | 'transcript'
  | 'isMane'
  | 'exon'
  | 'vaf'
  | 'copyNumber'
  | 'cnaKind'
  | 'expression'
  | 'signature'
>

export type FindingClass = RecordAlteration['class']
export type Signature = NonNullable<FindingReading['signature']>
type Code = Pick<FindingReading, 'canonical' | 'reviewCode'>

export function underReview(reviewCode: ReviewCode): Code {
  return { canonical: null, reviewCode }
}

export function coded(code: AlterationCode): Code {
  return { canonical: writeAlteration(code), reviewCode: null }
}

export function classOf(code: AlterationCode): FindingClass {
  switch (code.kind) {
    case 'change':
    case 'codon':
      return 'snv-indel'
    case 'gene':
      return isCopyNumber(code.class) ? 'cna' : 'snv-indel'
    case 'expression':
    case 'expression-scale':
      return 'expression'
    case 'profile':
      return 'signature'
    case 'exon':
    case 'fusion':
      return code.kind
  }
}

const COPY_NUMBER = ['amp', 'gain', 'loss', 'homdel'] as const

function isCopyNumber(name: string): name is (typeof COPY_NUMBER)[number] {
  return COPY_NUMBER.some(kind => kind === name)
}

/** The pieces of a code as members of their own. */
export function partsOf(code: AlterationCode): Partial<FindingReading> {
  const gene = 'gene' in code ? { geneHgnc: code.gene.hgnc } : {}
  switch (code.kind) {
    case 'change':
      return { ...gene, hgvsP: `p.${code.change}` }
    case 'exon':
      return { ...gene, exon: code.exon }
    case 'gene':
      return { ...gene, ...(isCopyNumber(code.class) ? { cnaKind: code.class } : {}) }
    case 'expression':
      return { ...gene, expression: { scale: 'call', value: code.level } }
    case 'expression-scale':
      return { ...gene, expression: { scale: code.scale, value: Number(code.atLeast) } }
    case 'fusion':
      return { ...gene, ...partnerOf(code) }
    case 'profile':
      return { signature: signatureOfProfile(code.profile) }
    case 'codon':
      return gene
  }
}

function partnerOf({ partner, ordered }: Extract<AlterationCode, { kind: 'fusion' }>): Partial<FindingReading> {
  return partner === null ? {} : { partnerHgnc: partner.hgnc, orientation: ordered ? 'known' : 'unknown' }
}

const STATUS_OF_PROFILE: Readonly<Record<string, Signature>> = {
  'MSI:H': { kind: 'MSI', status: 'high' },
  'MSI:L': { kind: 'MSI', status: 'low' },
  'MSI:S': { kind: 'MSI', status: 'stable' },
  'MMR:d': { kind: 'MMR', status: 'deficient' },
  'MMR:p': { kind: 'MMR', status: 'proficient' },
}

function signatureOfProfile(profile: string): Signature {
  const named = STATUS_OF_PROFILE[profile]
  if (named !== undefined) return named
  const cutoff = Number(profile.replace(/^.*@(?:gloh)?/, ''))
  return profile.startsWith('TMB')
    ? { kind: 'TMB', status: 'high', cutoff }
    : { kind: 'HRD', status: 'positive', cutoff }
}

/** Numbers of a report that the record has room for. */
export function numbersOf({ vaf, copyNumber }: Alteration): Pick<FindingReading, 'vaf' | 'copyNumber'> {
  return {
    ...(typeof vaf === 'number' ? { vaf } : {}),
    ...(typeof copyNumber === 'number' && copyNumber <= 1000 ? { copyNumber } : {}),
  }
}

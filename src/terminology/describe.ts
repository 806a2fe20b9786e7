/** Canonical codes in plain words, for labels and explanations. What is no code is shown as it is. */
import { type AlterationCode, readAlteration } from './alteration-code.ts'
import type { Gene } from './genes.ts'
import type { Terminology } from './terminology.ts'
import { nameOf } from './tumour-tree.ts'

const GENE_CLASSES = {
  any: 'altered',
  mut: 'mutation',
  act: 'activating mutation',
  lof: 'loss-of-function mutation',
  amp: 'amplification',
  gain: 'copy-number gain',
  loss: 'copy-number loss',
  homdel: 'homozygous deletion',
} as const

const EXON_CLASSES = { ins: 'insertion', del: 'deletion', mut: 'mutation', skip: 'skipping' } as const
const LEVELS = { pos: 'overexpression', neg: 'expression lost', low: 'low expression' } as const

const PROFILES: Readonly<Record<string, string>> = {
  'MSI:H': 'MSI-high',
  'MSI:L': 'MSI-low',
  'MSI:S': 'microsatellite stable',
  'MMR:d': 'mismatch repair deficient',
  'MMR:p': 'mismatch repair proficient',
}

/** Codes of one tumour part, joined by commas. */
export function describeTumour(terminology: Terminology, codes: string): string {
  return codes
    .split(',')
    .map(code => nameOf(terminology, code))
    .join(' or ')
}

export function describeDrugs(terminology: Terminology, drugs: string): string {
  return drugs
    .split('+')
    .map(inn => terminology.drugs.inns.get(inn) ?? inn)
    .join(' + ')
}

export function describeAlterations(terminology: Terminology, codes: string): string {
  return codes
    .split(',')
    .map(code => {
      const read = readAlteration(terminology.genes, code)
      return read === null ? code : describeAlteration(read)
    })
    .join(' or ')
}

function describeAlteration(code: AlterationCode): string {
  switch (code.kind) {
    case 'change':
      return `${symbol(code.gene)} p.${code.change}`
    case 'codon':
      return `${symbol(code.gene)} any missense at ${code.codon}`
    case 'exon':
      return `${symbol(code.gene)} exon ${code.exon} ${EXON_CLASSES[code.class]}`
    case 'gene': {
      const except = code.except === null ? '' : ` other than at ${code.except}`
      return `${symbol(code.gene)} ${GENE_CLASSES[code.class]}${except}`
    }
    case 'expression':
      return `${symbol(code.gene)} ${LEVELS[code.level]}`
    case 'expression-scale':
      return `${symbol(code.gene)} ${code.scale.toUpperCase()} at least ${code.atLeast}`
    case 'fusion':
      return describeFusion(code)
    case 'profile':
      return describeProfile(code.profile)
  }
}

/** The name that clinics use beside the approved one. */
function symbol({ symbol: approved }: Gene): string {
  return approved === 'ERBB2' ? 'HER2 (ERBB2)' : approved === 'CD274' ? 'PD-L1 (CD274)' : approved
}

function describeFusion({ gene, partner, ordered }: Extract<AlterationCode, { kind: 'fusion' }>): string {
  if (partner === null) return `${symbol(gene)} fusion, any partner`
  return ordered
    ? `${gene.symbol}::${partner.symbol} fusion`
    : `fusion of ${gene.symbol} and ${partner.symbol}, order not stated`
}

function describeProfile(profile: string): string {
  const named = PROFILES[profile]
  if (named !== undefined) return named
  const number = profile.slice(profile.indexOf('@') + 1)
  if (profile.startsWith('TMB')) return `TMB at least ${number} mut/Mb`
  return number.startsWith('gloh') ? `HRD, genomic LOH at least ${number.slice(4)} %` : `HRD score at least ${number}`
}

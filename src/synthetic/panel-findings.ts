/** What a sequencing panel finds in the tumour of a synthetic subject: by the biomarker of its first cohort. All made up. */
import type { Random } from './random.ts'
import type { SubjectStory } from './story.ts'

export interface PanelVariant {
  readonly gene: string
  readonly chromosome: string
  readonly position: number
  readonly reference: string
  readonly alternative: string
  /** RefSeq transcript and protein with version. */
  readonly transcript: string
  readonly protein: string
  readonly hgvsC: string
  /** Three-letter, without parentheses: `p.Val600Glu`. */
  readonly hgvsP: string
  readonly consequence: string
  readonly exon: string
  /** Fraction of reads. */
  readonly fraction: number
  readonly depth: number
}

export interface PanelFindings {
  readonly sampleId: string
  readonly collectedDay: number
  readonly variants: readonly PanelVariant[]
  readonly amplified: readonly { readonly gene: string; readonly foldChange: number }[]
  /** 5' partner first. */
  readonly fusions: readonly { readonly genes: readonly [string, string]; readonly reads: number }[]
  readonly skippedExons: readonly { readonly gene: string; readonly exon: string }[]
  /** Mutations a megabase. */
  readonly tmb: number
  /** Percent of usable sites. */
  readonly unstableSites: number
}

type Line = readonly [
  gene: string,
  chromosome: string,
  position: number,
  reference: string,
  alternative: string,
  transcript: string,
  protein: string,
  hgvsC: string,
  hgvsP: string,
  consequence: string,
  exon: string,
]

const MISSENSE = 'missense_variant'
const FRAMESHIFT = 'frameshift_variant'
const STOP = 'stop_gained'

const VARIANTS: Readonly<Record<string, Line>> = {
  her2mut: [
    'ERBB2',
    'chr17',
    37868208,
    'C',
    'T',
    'NM_004448.4',
    'NP_004439.2',
    'c.929C>T',
    'p.Ser310Phe',
    MISSENSE,
    '8/27',
  ],
  'braf-v600e': [
    'BRAF',
    'chr7',
    140453136,
    'A',
    'T',
    'NM_004333.6',
    'NP_004324.2',
    'c.1799T>A',
    'p.Val600Glu',
    MISSENSE,
    '15/18',
  ],
  'braf-non-v600': [
    'BRAF',
    'chr7',
    140481402,
    'C',
    'G',
    'NM_004333.6',
    'NP_004324.2',
    'c.1406G>C',
    'p.Gly469Ala',
    MISSENSE,
    '11/18',
  ],
  brca1: [
    'BRCA1',
    'chr17',
    41209079,
    'T',
    'TG',
    'NM_007294.4',
    'NP_009225.1',
    'c.5266dup',
    'p.Gln1756ProfsTer74',
    FRAMESHIFT,
    '19/23',
  ],
  brca2: [
    'BRCA2',
    'chr13',
    32914437,
    'GT',
    'G',
    'NM_000059.4',
    'NP_000050.3',
    'c.5946del',
    'p.Ser1982ArgfsTer22',
    FRAMESHIFT,
    '11/27',
  ],
  'brca1-2': [
    'BRCA2',
    'chr13',
    32914437,
    'GT',
    'G',
    'NM_000059.4',
    'NP_000050.3',
    'c.5946del',
    'p.Ser1982ArgfsTer22',
    FRAMESHIFT,
    '11/27',
  ],
  palb2: [
    'PALB2',
    'chr16',
    23646627,
    'TA',
    'T',
    'NM_024675.4',
    'NP_078951.2',
    'c.1240del',
    'p.Arg414GlyfsTer12',
    FRAMESHIFT,
    '4/13',
  ],
  atm: ['ATM', 'chr11', 108119823, 'C', 'T', 'NM_000051.4', 'NP_000042.3', 'c.1402C>T', 'p.Arg468Ter', STOP, '10/63'],
  chek2: [
    'CHEK2',
    'chr22',
    29091856,
    'AG',
    'A',
    'NM_007194.4',
    'NP_009125.1',
    'c.1100del',
    'p.Thr367MetfsTer15',
    FRAMESHIFT,
    '11/15',
  ],
  'kras-g12c': [
    'KRAS',
    'chr12',
    25398285,
    'C',
    'A',
    'NM_004985.5',
    'NP_004976.2',
    'c.34G>T',
    'p.Gly12Cys',
    MISSENSE,
    '2/5',
  ],
  pik3ca: [
    'PIK3CA',
    'chr3',
    178952085,
    'A',
    'G',
    'NM_006218.4',
    'NP_006209.2',
    'c.3140A>G',
    'p.His1047Arg',
    MISSENSE,
    '21/21',
  ],
  fgfr3mut: [
    'FGFR3',
    'chr4',
    1803568,
    'C',
    'G',
    'NM_000142.5',
    'NP_000133.1',
    'c.746C>G',
    'p.Ser249Cys',
    MISSENSE,
    '7/18',
  ],
  'egfr-ex20ins': [
    'EGFR',
    'chr7',
    55249010,
    'G',
    'GGCGTGGACA',
    'NM_005228.5',
    'NP_005219.2',
    'c.2311_2312insGCGTGGACA',
    'p.Asp770_Asn771insSerValAsp',
    'inframe_insertion',
    '20/28',
  ],
  smo: ['SMO', 'chr7', 128850341, 'G', 'T', 'NM_005631.5', 'NP_005622.1', 'c.1604G>T', 'p.Trp535Leu', MISSENSE, '9/12'],
  tsc1: ['TSC1', 'chr9', 135781006, 'G', 'A', 'NM_000368.5', 'NP_000359.1', 'c.2074C>T', 'p.Arg692Ter', STOP, '17/23'],
  nf1: [
    'NF1',
    'chr17',
    29562747,
    'C',
    'T',
    'NM_001042492.3',
    'NP_001035957.1',
    'c.3827G>A',
    'p.Arg1276Ter',
    STOP,
    '28/58',
  ],
  mek1: [
    'MAP2K1',
    'chr15',
    66727455,
    'G',
    'T',
    'NM_002755.4',
    'NP_002746.1',
    'c.171G>T',
    'p.Lys57Asn',
    MISSENSE,
    '2/11',
  ],
  kit: ['KIT', 'chr4', 55593603, 'T', 'G', 'NM_000222.3', 'NP_000213.1', 'c.1669T>G', 'p.Trp557Gly', MISSENSE, '11/21'],
  pole: [
    'POLE',
    'chr12',
    133253184,
    'G',
    'C',
    'NM_006231.4',
    'NP_006222.2',
    'c.857C>G',
    'p.Pro286Arg',
    MISSENSE,
    '9/49',
  ],
}
/** Beside it in most tumours. */
const BYSTANDER: Line = [
  'TP53',
  'chr17',
  7577538,
  'C',
  'T',
  'NM_000546.6',
  'NP_000537.3',
  'c.743G>A',
  'p.Arg248Gln',
  MISSENSE,
  '7/11',
]
const AMPLIFIED: Readonly<Record<string, string>> = { her2amp: 'ERBB2', metamp: 'MET', cdk4amp: 'CDK4' }
const FUSIONS: Readonly<Record<string, readonly [string, string]>> = {
  retfus: ['NCOA4', 'RET'],
  ntrkfus: ['ETV6', 'NTRK3'],
  alkfus: ['EML4', 'ALK'],
  ros1fus: ['CD74', 'ROS1'],
  fgfr2fus: ['FGFR2', 'BICC1'],
}
const UNSTABLE: ReadonlySet<string> = new Set(['msi-h', 'msi-or-mmr'])

/** Null: nobody sequenced the tumour. `order` numbers the samples of the trial. */
export function panelFindings(story: SubjectStory, order: number, random: Random): PanelFindings | null {
  const id = story.enrolments[0]?.cohort.biomarker.id
  if (story.standing === 'orphan' || (id === undefined && !random.chance(0.5))) return null
  const own = VARIANTS[id ?? '']
  const lines = [...(own === undefined ? [] : [own]), ...(random.chance(0.6) ? [BYSTANDER] : [])]
  const fusion = FUSIONS[id ?? '']
  const amplified = AMPLIFIED[id ?? '']
  return {
    sampleId: `T${String(order).padStart(5, '0')}`,
    collectedDay: story.screenedDay,
    variants: lines.map(line => variantOf(line, random)),
    amplified: amplified === undefined ? [] : [{ gene: amplified, foldChange: random.int(30, 120) / 10 }],
    fusions: fusion === undefined ? [] : [{ genes: fusion, reads: random.int(12, 240) }],
    skippedExons: id === 'metex14' ? [{ gene: 'MET', exon: '14' }] : [],
    tmb: (id === 'tmb-high' ? random.int(200, 480) : random.int(8, 96)) / 10,
    unstableSites: (id !== undefined && UNSTABLE.has(id) ? random.int(310, 720) : random.int(0, 60)) / 10,
  }
}

function variantOf(line: Line, random: Random): PanelVariant {
  const [gene, chromosome, position, reference, alternative, transcript, protein, hgvsC, hgvsP, consequence, exon] =
    line
  const fraction = random.int(50, 480) / 1000
  const site = { chromosome, position, reference, alternative }
  return { gene, ...site, transcript, protein, hgvsC, hgvsP, consequence, exon, fraction, depth: random.int(300, 1800) }
}

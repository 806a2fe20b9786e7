/** Biomarkers of the synthetic cohorts: key part, spellings, and what the other cells of the allocation form say. */

export interface Biomarker {
  readonly id: string
  /** The alteration part of a cohort key v1, read in selector context. */
  readonly canonical: string
  /** First the usual one. */
  readonly spellings: readonly string[]
  /** COHCTN, COHTMN: free text; they may say more than the name, and never change it. */
  readonly targetName: string
  readonly targetMutations: readonly string[]
  /** GENMUT1 and its code. */
  readonly geneMutation: readonly [string, string]
}

type Line = readonly [id: string, canonical: string, spellings: readonly string[], targetMutations: readonly string[]]

const OTHER = ['Other', '99'] as const

const GENE_MUTATIONS: Readonly<Record<string, readonly [string, string]>> = {
  'braf-v600e': ['BRAF activating mutations', '21'],
  'braf-non-v600': ['BRAF activating mutations', '21'],
  brca1: ['BRCA1 inactivating mutation', '2'],
  brca2: ['BRCA2 inactivating mutation', '3'],
}

const table: readonly Line[] = [
  [
    'her2exp',
    'E:HGNC:3430:pos',
    ['HER2exp', 'HER2 exp', 'HER2 overexpression', 'ERBB2 overexpression'],
    ['HER2 IHC 3+', 'IHC 3+'],
  ],
  [
    'her2amp',
    'G:HGNC:3430:amp',
    ['HER2amp', 'HER2 amplification', 'ERBB2 amp', 'HER2/neu amplification'],
    ['ERBB2 amp'],
  ],
  ['her2mut', 'G:HGNC:3430:mut', ['HER2mut', 'ERBB2 mutation', 'HER2 mutation'], ['ERBB2 S310F', 'ERBB2 L755S']],
  ['braf-v600e', 'V:HGNC:1097:p.Val600Glu', ['BRAF V600E', 'BRAF p.Val600Glu', 'braf v600e'], ['BRAF V600E']],
  [
    'braf-non-v600',
    'G:HGNC:1097:act!p.Val600',
    ['BRAF Non-V600mut', 'BRAF Non-V600 activating mutations', 'BRAF Non-V600activating mutations'],
    ['BRAF Non-V600 activating mutations', 'BRAF Non-V600activating mutations'],
  ],
  ['brca1', 'G:HGNC:1100:lof', ['BRCA1mut', 'BRCA1 inactivating mutation'], ['BRCA1 stop-gain deletion']],
  ['brca2', 'G:HGNC:1101:lof', ['BRCA2mut', 'BRCA2 inactivating mutation'], ['BRCA2 frameshift']],
  [
    'brca1-2',
    'G:HGNC:1100:lof,G:HGNC:1101:lof',
    ['BRCA1/2 inactivating mutation', 'BRCA1/2mut'],
    ['BRCA1 stop-gain deletion', 'BRCA2 frameshift'],
  ],
  ['palb2', 'G:HGNC:26144:lof', ['PALB2mut', 'PALB2 inactivating mutation'], ['PALB2 frameshift']],
  ['atm', 'G:HGNC:795:lof', ['ATMmut', 'ATM inactivating mutation'], ['ATM stop-gain']],
  ['chek2', 'G:HGNC:16627:lof', ['CHEK2mut', 'CHEK2 inactivating mutation'], ['CHEK2 frameshift']],
  ['kras-g12c', 'V:HGNC:6407:p.Gly12Cys', ['KRAS G12C', 'KRAS p.Gly12Cys', 'KRAS p.G12C'], ['KRAS G12C']],
  ['pik3ca', 'G:HGNC:8975:mut', ['PIK3CAmut', 'PIK3CA mutation', 'PIK3CA mut'], ['PIK3CA H1047R', 'PIK3CA E545K']],
  ['retfus', 'F:HGNC:9967:*', ['RETfus', 'RET fusion', 'RET fusjon'], ['RET-NCOA4', 'RET-KIF5B']],
  ['ntrkfus', 'F:HGNC:8031:*,F:HGNC:8032:*,F:HGNC:8033:*', ['NTRK1-3 fusion', 'NTRK1-3 fusjon'], ['ETV6-NTRK3']],
  ['alkfus', 'F:HGNC:427:*', ['ALKfus', 'ALK fusion', 'ALK fusjon'], ['EML4-ALK']],
  ['ros1fus', 'F:HGNC:10261:*', ['ROS1 Fusion', 'ROS1fus'], ['CD74-ROS1']],
  ['fgfr2fus', 'F:HGNC:3689:*', ['FGFR2fus', 'FGFR2 fusion', 'FGFR2 fusjon'], ['FGFR2-BICC1']],
  ['fgfr3mut', 'G:HGNC:3690:mut', ['FGFR3mut', 'FGFR3 mutation'], ['FGFR3 S249C']],
  ['metex14', 'X:HGNC:7029:ex14:skip', ['METex14 skipping', 'MET exon 14 skipping'], ['MET exon 14 skipping']],
  ['metamp', 'G:HGNC:7029:amp', ['METamp', 'MET amplification'], ['MET amp']],
  ['egfr-ex20ins', 'X:HGNC:3236:ex20:ins', ['EGFR ex20ins', 'EGFR exon 20 insertion'], ['EGFR exon 20 insertion']],
  ['tmb-high', 'P:TMB:high@20', ['TMB-high', 'TMB high', 'TMB-H'], ['TMB >= 20']],
  ['msi-h', 'P:MSI:H', ['MSI-H', 'microsatellite instability high'], ['MSI-H']],
  ['msi-or-mmr', 'P:MMR:d,P:MSI:H', ['MSI-H/dMMR'], ['MSI-H/dMMR']],
  ['cdk4amp', 'G:HGNC:1773:amp', ['CDK4amp', 'CDK4 amplification'], ['CDK4 amp']],
  ['cdkn2a-del', 'G:HGNC:1787:homdel', ['CDKN2A homozygous deletion'], ['CDKN2A homozygous deletion']],
  ['ptch1', 'G:HGNC:9585:lof', ['PTCH1 inactivating mutation'], ['PTCH1 stop-gain']],
  ['smo', 'G:HGNC:11119:act', ['SMO activating mutation'], ['SMO activating']],
  ['tsc1', 'G:HGNC:12362:lof', ['TSC1 inactivating mutation'], ['TSC1 frameshift']],
  ['nf1', 'G:HGNC:7765:lof', ['NF1 inactivating mutation'], ['NF1 stop-gain']],
  ['mek1', 'G:HGNC:6840:act', ['MEK1 activating mutation', 'MAP2K1 activating mutation'], ['MAP2K1 K57N']],
  ['kit', 'G:HGNC:6342:act', ['KIT activating mutation'], ['KIT exon 11']],
  ['pole', 'G:HGNC:9177:mut', ['POLEmut', 'POLE mutation'], ['POLE P286R']],
]

export const biomarkers: ReadonlyMap<string, Biomarker> = new Map(
  table.map(([id, canonical, spellings, targetMutations]) => [
    id,
    {
      id,
      canonical,
      spellings,
      targetName: spellings[1] ?? spellings[0] ?? id,
      targetMutations,
      geneMutation: GENE_MUTATIONS[id] ?? OTHER,
    },
  ]),
)

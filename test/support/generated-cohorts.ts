/** Generated cohort definitions over the codes of `generated-cut.ts`: every level, unions, with and without descendants, classes of drugs. */
import { canonicaliseDefinition } from '../../src/cohort/definition.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { type Random, seededRandom } from '../../src/synthetic/random.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { DRUG_SETS, FINDINGS } from './generated-cut.ts'

const NODES = [
  'BOWEL',
  'COADREAD',
  'COAD',
  'PANCREAS',
  'PAAD',
  'LUNG',
  'NSCLC',
  'LUAD',
  'BILIARY_TRACT',
  'CHOL',
  'SKIN',
  'MEL',
  'EYE',
  'BRAIN',
  'BREAST',
  'OVARY',
]
const WIDER = [
  'G:HGNC:6407:any',
  'C:HGNC:1097:p.Val600',
  'G:HGNC:1097:act',
  'G:HGNC:1097:mut',
  'G:HGNC:1097:mut!p.Val600',
  'X:HGNC:3236:ex20:mut',
  'G:HGNC:3236:any',
  'G:HGNC:3430:any',
  'F:HGNC:1316:*',
  'F:HGNC:427~HGNC:1316',
  'P:TMB:high@5',
  'G:HGNC:1100:lof',
  'G:HGNC:1100:any,G:HGNC:1101:any',
  'P:MSI:H,P:MMR:d',
]
const NAMED_TUMOURS = ['PAN', 'COADREAD', 'PANCREAS', 'NSCLC', 'CHOL', 'MEL', 'BREAST,OVARY', 'CHOL,PANCREAS', 'BOWEL']
const NAMED_ALTERATIONS = [...FINDINGS, 'G:HGNC:1100:lof,G:HGNC:1101:lof', 'P:MMR:d,P:MSI:H']
const EXACT = DRUG_SETS.filter(drugs => drugs !== null)
const WIDER_DRUGS = [...EXACT.map(drugs => `${drugs}+`), 'L01F', 'L01FF', 'L01E', 'L01EC', 'L01', 'L01XX', 'L01XK']

/** Canonical ones. */
export function generateDefinitions(count: number, seed: number): CohortDefinition[] {
  const random = seededRandom(`definitions ${seed}`)
  return Array.from({ length: count }, () =>
    canonicaliseDefinition(shipped, (random.chance(0.25) ? aNamed(random) : aWithin(random)) as CohortDefinition),
  )
}

function some(list: readonly string[], most: number, random: Random): string[] {
  const picked = Array.from({ length: random.int(1, most) }, () => random.pick(list))
  return [...new Set(picked.flatMap(text => text.split(',')))]
}

function aNamed(random: Random): object {
  return {
    schema: 'cohort/1',
    match: 'named',
    tumour: random.pick(NAMED_TUMOURS).split(','),
    alteration: random.pick(NAMED_ALTERATIONS).split(','),
    drugs: random.pick(EXACT),
    endpoint: random.chance(0.5) ? 'control-w16-visit' : null,
  }
}

function aWithin(random: Random): object {
  const nodes = some(NODES, 3, random).map(code => (random.chance(0.6) ? `${code}+` : code))
  return {
    schema: 'cohort/1',
    match: 'within',
    tumour: random.chance(0.35) ? null : random.chance(0.1) ? ['PAN'] : nodes,
    alteration: random.chance(0.35) ? null : some([...FINDINGS, ...WIDER], 3, random),
    drugs: random.chance(0.35) ? null : random.pick(random.chance(0.5) ? EXACT : WIDER_DRUGS),
    endpoint: null,
  }
}

/** Alterations of a subject, at the level that its cohorts state; the source's own words are not kept. */
import type { RecordAlteration } from '../model/generated/record.ts'
import type { Treatment } from './subject-timeline.ts'

type AlterationClass = RecordAlteration['class']

export interface Alterations {
  readonly alterations: RecordAlteration[]
  readonly idOf: ReadonlyMap<Treatment, string>
}

const CNA_CLASSES = ['amp', 'gain', 'loss', 'homdel'] as const

/** One for each distinct alteration part of the enrolments' cohorts; a part under review gives none. */
export function alterationsOf(treatments: readonly Treatment[]): Alterations {
  const found = new Map<string, RecordAlteration>()
  const idOf = new Map<Treatment, string>()
  for (const treatment of treatments) {
    const part = treatment.outcome.alteration
    const alteration = part === null ? null : (found.get(part) ?? describe(part, found.size + 1))
    if (part === null || alteration === null) continue
    found.set(part, alteration)
    idOf.set(treatment, alteration.id)
  }
  return { alterations: [...found.values()], idOf }
}

/** `null` where the part is of several classes. Of an any-of set nobody can tell which one the patient has. */
function describe(part: string, number: number): RecordAlteration | null {
  const texts = part.split(',')
  const classes = new Set(texts.map(classOf))
  const genes = new Set(texts.map(geneOf))
  const [alterationClass] = classes
  const [gene] = genes
  if (alterationClass === undefined || alterationClass === null || classes.size > 1) return null
  const isOne = texts.length === 1
  return {
    id: `a${number}`,
    class: alterationClass,
    canonical: isOne ? part : null,
    reviewCode: isOne ? null : genes.size > 1 ? 'gene-ambiguous' : 'change-ambiguous',
    ...(genes.size === 1 && gene !== undefined && gene !== null ? { geneHgnc: gene } : {}),
    ...(isOne ? copyNumberOf(part) : {}),
    origin: 'unknown',
    sourceText: null,
  }
}

function classOf(text: string): AlterationClass | null {
  switch (text.slice(0, 2)) {
    case 'V:':
    case 'C:':
      return 'snv-indel'
    case 'X:':
      return 'exon'
    case 'G:':
      return cnaKindOf(text) === undefined ? 'snv-indel' : 'cna'
    case 'E:':
      return 'expression'
    case 'F:':
      return 'fusion'
    case 'P:':
      return 'signature'
    default:
      return null
  }
}

function cnaKindOf(text: string): (typeof CNA_CLASSES)[number] | undefined {
  const kind = text.split(':').at(-1)
  return CNA_CLASSES.find(known => known === kind)
}

function copyNumberOf(text: string): Pick<RecordAlteration, 'cnaKind'> {
  const cnaKind = text.startsWith('G:') ? cnaKindOf(text) : undefined
  return cnaKind === undefined ? {} : { cnaKind }
}

function geneOf(text: string): string | null {
  return /^[VCXGEF]:(HGNC:[1-9][0-9]{0,5})/.exec(text)?.[1] ?? null
}

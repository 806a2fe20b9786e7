/**
 * Alterations of a subject: findings of its reports, as deep as they were read, then those that its cohorts name and no
 * report has. The source's own words are not kept.
 */
import { canonicalJson } from '../model/canonical-json.ts'
import type { Alteration, CommonRecord } from '../model/generated/common-record.ts'
import type { RecordAlteration } from '../model/generated/record.ts'
import { isSameOrigin } from '../model/origins.ts'
import type { Specimens } from './record-specimens.ts'
import type { Timeline, Treatment } from './subject-timeline.ts'

type AlterationClass = RecordAlteration['class']

/** What terminology says of a finding; null: it is no alteration. */
export type AlterationOf = (
  finding: Alteration,
) => Omit<
  RecordAlteration,
  'id' | 'origin' | 'escat' | 'actionable' | 'specimenId' | 'reportedDay' | 'sourceText'
> | null

export interface Alterations {
  readonly alterations: RecordAlteration[]
  readonly idsOf: ReadonlyMap<Treatment, readonly string[]>
}

const CNA_CLASSES = ['amp', 'gain', 'loss', 'homdel'] as const

export interface AlterationParts {
  readonly timeline: Timeline
  readonly specimens: Specimens
  readonly alterationOf: AlterationOf
}

/** One for each distinct finding, and one for each distinct alteration part of the enrolments' cohorts. */
export function alterationsOf(record: CommonRecord, parts: AlterationParts): Alterations {
  const { treatments } = parts.timeline
  const { found, idOfKey } = reported(record, parts)
  const idsOf = new Map<Treatment, readonly string[]>()
  for (const treatment of treatments) {
    const named = keysOf(record, treatment).flatMap(key => idOfKey.get(key) ?? [])
    const ofCohort = named.length > 0 ? [] : cohortAlteration(found, treatment)
    idsOf.set(treatment, [...new Set([...named, ...ofCohort])])
  }
  return { alterations: found, idsOf }
}

/** In the order of what they say, so that re-sorting a source changes nothing; a finding said twice is one. */
function reported(record: CommonRecord, parts: AlterationParts) {
  const rows = record.alterations.flatMap(row => {
    const described = describeFinding(row, parts)
    return described === null ? [] : [{ key: row.key, text: canonicalJson(described), described }]
  })
  const found: RecordAlteration[] = []
  const idOfText = new Map<string, string>()
  const idOfKey = new Map<string, string>()
  for (const { key, text, described } of rows.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))) {
    const id = idOfText.get(text) ?? `a${found.length + 1}`
    if (!idOfText.has(text)) found.push({ id, ...described })
    idOfText.set(text, id)
    if (key !== null) idOfKey.set(key, id)
  }
  return { found, idOfKey }
}

function describeFinding(row: Alteration, parts: AlterationParts): Omit<RecordAlteration, 'id'> | null {
  const read = parts.alterationOf(row)
  if (read === null) return null
  const specimenId = row.specimenKey ? parts.specimens.idOf.get(row.specimenKey) : undefined
  const escat = ESCAT.find(tier => tier === row.escat?.trim().toUpperCase())
  return {
    ...read,
    origin: row.sourceClass ?? 'unknown',
    ...(escat === undefined ? {} : { escat }),
    ...(typeof row.actionable === 'boolean' ? { actionable: row.actionable } : {}),
    ...(specimenId === undefined ? {} : { specimenId }),
    ...(row.reported ? { reportedDay: parts.timeline.offset(row.reported).day } : {}),
    sourceText: null,
  }
}

const ESCAT = ['I-A', 'I-B', 'I-C', 'II-A', 'II-B', 'III-A', 'III-B', 'IV-A', 'IV-B', 'V', 'X'] as const

function keysOf(record: CommonRecord, { outcome }: Treatment): readonly string[] {
  const { origin } = outcome
  const row = record.enrolments.find(one => isSameOrigin(one.origin, origin))
  return row?.alterationKeys ?? []
}

/** The finding that the cohort names, where a report has it; else one at the level of the cohort. */
function cohortAlteration(found: RecordAlteration[], { outcome }: Treatment): string[] {
  const part = outcome.alteration
  if (part === null) return []
  const same = found.find(one => one.canonical === part)
  if (same !== undefined) return [same.id]
  const described = describePart(part)
  if (described === null) return []
  const text = canonicalJson(described)
  const again = found.find(({ id: _, ...other }) => canonicalJson(other) === text)
  if (again !== undefined) return [again.id]
  const id = `a${found.length + 1}`
  found.push({ id, ...described })
  return [id]
}

/** `null` where the part is of several classes. Of an any-of set nobody can tell which one the patient has. */
function describePart(part: string): Omit<RecordAlteration, 'id'> | null {
  const texts = part.split(',')
  const classes = new Set(texts.map(classOf))
  const genes = new Set(texts.map(geneOf))
  const [alterationClass] = classes
  const [gene] = genes
  if (alterationClass === undefined || alterationClass === null || classes.size > 1) return null
  const isOne = texts.length === 1
  return {
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

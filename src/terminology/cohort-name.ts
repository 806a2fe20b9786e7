/**
 * A local cohort name -> its key, or a group of its own. The name decides; the other cells of the row only fill in a
 * cut-off that the name leaves open, and may show that a person should look at the tumour.
 */
import { type Normalised, ok, review } from './answer.ts'
import { describeAlterations, describeDrugs, describeTumour } from './describe.ts'
import { normaliseDrugs } from './drugs.ts'
import { foldLocal, tidy } from './fold.ts'
import { joinKey, normaliseAlteration } from './normalise.ts'
import type { ThresholdKind, ThresholdOf } from './profiles.ts'
import type { CohortReading, CohortRowFacts, SiteVocabulary } from './site-vocabulary.ts'
import { type NameParts, readNameParts } from './split-name.ts'
import { readStatedTumour } from './stated-tumour.ts'
import type { Terminology } from './terminology.ts'
import { boundOfTumour, normaliseTumour } from './tumour.ts'
import { areRelated, carryOver, panTumour, pathOf } from './tumour-tree.ts'

/** Group prefix of names without a key; such a group never leaves the node. */
const LOCAL = 'local'

export function readCohortName(
  terminology: Terminology,
  site: SiteVocabulary,
  name: string,
  facts: CohortRowFacts,
): CohortReading {
  const read = readParts(terminology, site, name, facts)
  if (read === null) return unsplit(name)
  const { parts, tumour, alteration, drugs } = read
  const key = joinKey({ tumour: tumour.answer, alteration, drugs }).canonical
  const problems: CohortReading['problems'][number][] = []
  if (drugs.canonical === null) problems.push('unknown-drug')
  if (tumour.answer.canonical === null) problems.push('unknown-tumour')
  if (alteration.canonical === null) problems.push('unknown-biomarker')
  if (hasTumourConflict(terminology, site, { bound: tumour.bound, facts })) problems.push('tumour-conflict')
  return {
    key,
    group: key ?? groupOf(parts, { tumour: tumour.answer, concept: tumour.concept, alteration, drugs }),
    label: labelOf(terminology, parts, { tumour: tumour.answer, alteration, drugs }),
    tumour: tumour.answer.canonical,
    alteration: alteration.canonical,
    drugs: drugs.canonical,
    problems,
  }
}

export interface CohortNameParts {
  readonly parts: NameParts
  readonly tumour: TumourPart
  readonly alteration: Normalised
  readonly drugs: Normalised
}

/** A name part by part; null where it does not split. What people of the node decided of it comes first. */
export function readParts(
  terminology: Terminology,
  site: SiteVocabulary,
  name: string,
  facts: CohortRowFacts,
): CohortNameParts | null {
  const parts = readNameParts(terminology.genes, site.decided?.names.get(foldLocal(name)) ?? name)
  if (!('biomarker' in parts)) return null
  const biomarker = site.decided?.alterations.get(foldLocal(parts.biomarker)) ?? parts.biomarker
  return {
    parts,
    tumour: readTumourPart(terminology, site, parts.tumour),
    alteration: normaliseAlteration(terminology, biomarker, {
      context: 'selector',
      thresholdOf: thresholdOf(terminology, site, facts),
    }),
    drugs: normaliseDrugs(terminology.drugs, parts.drugs),
  }
}

/** A name that does not split makes its own cohort: listed, never pooled. */
function unsplit(name: string): CohortReading {
  return {
    key: null,
    group: `${LOCAL}|${withoutSeparator(foldLocal(name))}`,
    label: tidy(name),
    tumour: null,
    alteration: null,
    drugs: null,
    problems: ['unknown-drug', 'unknown-tumour', 'unknown-biomarker'],
  }
}

export interface TumourPart {
  readonly answer: Normalised
  readonly concept: string | null
  /** The node that the part names or, under review, that bounds it. */
  readonly bound: string | null
}

/** The overlay of the site comes first; its words match the whole part, never a piece of it. */
function readTumourPart(terminology: Terminology, site: SiteVocabulary, text: string): TumourPart {
  const overlay = findOverlay(site, text)
  if (overlay?.tumour) {
    const current = carryOver(terminology, overlay.tumour)
    if (current === null) return { answer: review(whyNotCarried(terminology)), concept: null, bound: null }
    const node = declaredNode(terminology, site, current)
    return { answer: ok(node), concept: overlay.concept, bound: node }
  }
  if (overlay?.concept) {
    const general = normaliseTumour(terminology, { text: overlay.concept })
    const answer = general.canonical === null ? general : review('tumour-ambiguous')
    return { answer, concept: overlay.concept, bound: boundOfTumour(terminology, { text: overlay.concept }) }
  }
  const answer = normaliseTumour(terminology, { text })
  if (answer.canonical === null) return { answer, concept: null, bound: boundOfTumour(terminology, { text }) }
  const node = declaredNode(terminology, site, answer.canonical)
  return { answer: ok(node, answer.warnings), concept: null, bound: node }
}

type TumourWords = SiteVocabulary['tumourWords']

/** Folded words of each list of a site, made once; of two entries with one word the first holds. */
const overlays = new WeakMap<TumourWords, ReadonlyMap<string, TumourWords[number]>>()

function findOverlay({ tumourWords }: SiteVocabulary, text: string): TumourWords[number] | undefined {
  let overlay = overlays.get(tumourWords)
  if (overlay === undefined) {
    const words = tumourWords.toReversed().flatMap(entry => entry.words.map(word => [foldLocal(word), entry] as const))
    overlay = new Map(words)
    overlays.set(tumourWords, overlay)
  }
  return overlay.get(foldLocal(text))
}

/** The nearest declared node at or above, else the node itself. */
function declaredNode(terminology: Terminology, site: SiteVocabulary, code: string): string {
  const declared = new Set(site.declaredTumours.map(one => carryOver(terminology, one)))
  return pathOf(terminology, code).find(above => declared.has(above)) ?? code
}

/** A mapping speaks of the release of the tables: a node that another release lost is for a person to say. */
function whyNotCarried({ tumours }: Terminology): 'oncotree-version' | 'tumour-unknown' {
  return tumours.version === tumours.tablesVersion ? 'tumour-unknown' : 'oncotree-version'
}

/** COHTMN, else COHCTN, else GENMUT1 of the row, else what the mapping declares. */
function thresholdOf(terminology: Terminology, site: SiteVocabulary, facts: CohortRowFacts): ThresholdOf {
  return kind => {
    for (const text of [facts.targetMutation, facts.targetName, facts.geneMutation]) {
      const stated = text === null ? null : statedThreshold(terminology, kind, text)
      if (stated !== null) return stated
    }
    const declared = site.thresholds[kind]
    return declared === undefined ? null : String(declared)
  }
}

/** The cut-off in one text of the row; other findings beside it ("TMB >= 20, MSS") do not hide it. */
function statedThreshold(terminology: Terminology, kind: ThresholdKind, text: string): string | null {
  const prefix = kind === 'TMB' ? 'P:TMB:high@' : 'P:HRD:pos@'
  for (const piece of [text, ...text.split(/[,;]/)]) {
    const { canonical } = normaliseAlteration(terminology, piece, { context: 'selector' })
    const profile = canonical?.split(',').find(code => code.startsWith(prefix))
    if (profile !== undefined) return profile.slice(prefix.length)
  }
  return null
}

/** ICD-10 or pick list beside or across the node of the name; above, below, unknown or a pan-tumour cohort is none. */
function hasTumourConflict(
  terminology: Terminology,
  site: SiteVocabulary,
  { bound, facts }: { readonly bound: string | null; readonly facts: CohortRowFacts },
): boolean {
  if (bound === null || bound === panTumour) return false
  const stated = [
    facts.icd10 === null ? null : normaliseTumour(terminology, { icd10: facts.icd10 }).canonical,
    facts.tumourPick === null ? null : boundOfText(terminology, site, facts.tumourPick),
  ]
  return stated.some(node => node !== null && node !== panTumour && !areRelated(terminology, node, bound))
}

function boundOfText(terminology: Terminology, site: SiteVocabulary, text: string): string | null {
  const overlay = findOverlay(site, text)
  const current = overlay?.tumour ? carryOver(terminology, overlay.tumour) : null
  if (current !== null) return current
  return boundOfTumour(terminology, { text: overlay?.concept ?? text })
}

/**
 * Tumour of the subject's primary: the deepest node that pick list, short name and ICD-10 support; null where none is
 * known. A pan-tumour word names no tumour, and a fact beside the stronger one is left out.
 */
export function tumourOf(
  terminology: Terminology,
  site: SiteVocabulary,
  facts: Pick<CohortRowFacts, 'icd10' | 'tumourPick' | 'tumourShort'>,
): string | null {
  const stated = [
    facts.tumourPick === null ? null : boundOfText(terminology, site, facts.tumourPick),
    facts.icd10 === null
      ? null
      : readStatedTumour(terminology, { icd10: facts.icd10 }, site.decided?.diagnoses).oncotree,
    facts.tumourShort === null ? null : boundOfText(terminology, site, facts.tumourShort),
  ]
  let deepest: string | null = null
  for (const node of stated) {
    if (node === null || node === panTumour) continue
    if (deepest === null || pathOf(terminology, node).includes(deepest)) deepest = node
  }
  return deepest
}

interface ReadParts {
  readonly tumour: Normalised
  readonly alteration: Normalised
  readonly drugs: Normalised
}

/** Canonical form of the parts that are ok; for a part under review the overlay's concept, else its folded text. */
function groupOf(parts: NameParts, read: ReadParts & { readonly concept: string | null }): string {
  const tumour =
    read.tumour.canonical ??
    (read.concept === null ? local(parts.tumour) : `?concept:${withoutSeparator(read.concept)}`)
  return [
    LOCAL,
    tumour,
    read.alteration.canonical ?? local(parts.biomarker),
    read.drugs.canonical ?? local(parts.drugs),
  ].join('|')
}

function local(text: string): string {
  return `?${withoutSeparator(foldLocal(text))}`
}

/** Local text never contains the separator, so that two groups cannot be written alike. */
function withoutSeparator(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('|', '%7C')
}

function labelOf(terminology: Terminology, parts: NameParts, read: ReadParts): string {
  return [
    read.alteration.canonical === null ? parts.biomarker : describeAlterations(terminology, read.alteration.canonical),
    read.tumour.canonical === null ? parts.tumour : describeTumour(terminology, read.tumour.canonical),
    read.drugs.canonical === null ? parts.drugs : describeDrugs(terminology, read.drugs.canonical),
  ].join(' · ')
}

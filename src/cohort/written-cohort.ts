/**
 * A cohort as a person writes it: key v1, compact text, or the name that a trial uses locally. A name with a part under
 * review has no definition; then the reasons are told, in words.
 */
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { Normalised, WarningCode } from '../terminology/answer.ts'
import { readCohortName } from '../terminology/cohort-name.ts'
import { normalise } from '../terminology/normalise.ts'
import type { SiteVocabulary } from '../terminology/site-vocabulary.ts'
import { readNameParts } from '../terminology/split-name.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { parseCohortText } from './compact-text.ts'
import { definitionOfKey } from './definition.ts'
import { type Difference, explainDifference } from './explain.ts'

export interface WrittenCohort {
  /** Null where a part is under review. */
  readonly definition: CohortDefinition | null
  /** Why there is no definition: first the first part that cannot be read. */
  readonly reasons: readonly string[]
  /** What was put right or widened on the way. */
  readonly notes: readonly string[]
  /** Equal for names that are one cohort in a trial's local table. */
  readonly group: string
}

/** A misspelt part is refused by the compact text, which names the right one; `ret::kif5b/...` is a local name. */
const COMPACT = /^\s*[a-z]{3,16}:(?!:)/

/** Throws as the key and the compact text do; a local name never throws. */
export function readWrittenCohort(terminology: Terminology, site: SiteVocabulary, text: string): WrittenCohort {
  if (text.trim().startsWith('v1|')) return read(definitionOfKey(terminology, text.trim()))
  if (COMPACT.test(text)) return read(parseCohortText(terminology, text))
  return readLocalName(terminology, site, text)
}

export function read(definition: CohortDefinition): WrittenCohort {
  return { definition, reasons: [], notes: [], group: '' }
}

const NO_FACTS = {
  targetMutation: null,
  targetName: null,
  geneMutation: null,
  icd10: null,
  tumourPick: null,
  tumourShort: null,
  drugs: [],
}

const WARNINGS: Partial<Record<WarningCode, string>> = {
  'drug-spelling': 'a misspelt drug was put right by the curated list',
  'oncotree-history': 'an earlier OncoTree code was taken over',
}

function readLocalName(terminology: Terminology, site: SiteVocabulary, name: string): WrittenCohort {
  const { key, group, tumour } = readCohortName(terminology, site, name, NO_FACTS)
  const parts = readNameParts(terminology.genes, name)
  if (!('biomarker' in parts)) {
    const reason = 'it does not split into <biomarker>/<tumour>/<drug>'
    return { definition: null, reasons: [reason], notes: [], group }
  }
  const ofText = {
    tumour: normalise(terminology, { part: 'tumour', text: parts.tumour }),
    alteration: normalise(terminology, { part: 'alteration', text: parts.biomarker, context: 'selector' }),
    drugs: normalise(terminology, { part: 'drugs', text: parts.drugs }),
  }
  const warnings = Object.values(ofText).flatMap(answer => answer.warnings)
  const notes = [...new Set(warnings)].flatMap(code => WARNINGS[code] ?? [])
  if (key === null) {
    // The mapping may know a word that the general tables do not.
    const unread = Object.entries(ofText).filter(
      ([part, one]) => one.canonical === null && !(part === 'tumour' && tumour),
    )
    return { definition: null, reasons: unread.map(([part, answer]) => whyUnread(part, answer)), notes, group }
  }
  const own = ofText.tumour.canonical
  const rolled = own !== null && tumour !== null && own !== tumour
  return {
    definition: definitionOfKey(terminology, key),
    reasons: [],
    notes: rolled ? [...notes, `${own} is counted at ${tumour}, where the trial declares its cohorts`] : notes,
    group,
  }
}

function whyUnread(part: string, { codes, proposals }: Normalised): string {
  const near = proposals.length === 0 ? '' : `; a person may choose from ${proposals.join(', ')}`
  return `${part}: it cannot be read (${codes.join(', ')})${near}`
}

export interface WrittenDifference extends Difference {
  /** What was put right or widened on the way, for `A` and `B`. */
  readonly notes: readonly string[]
}

/** A part under review is the first reason: the unknown stays unknown, listed and never pooled. */
export function explainWritten(terminology: Terminology, a: WrittenCohort, b: WrittenCohort): WrittenDifference {
  const notes = [...a.notes.map(note => `A: ${note}`), ...b.notes.map(note => `B: ${note}`)]
  if (a.definition !== null && b.definition !== null) {
    return { ...explainDifference(terminology, a.definition, b.definition), notes }
  }
  const [name, unread] = a.definition === null ? ['A', a] : ['B', b]
  const locally =
    a.definition === null && b.definition === null && a.group === b.group
      ? 'in the local table of a trial both are one cohort'
      : 'it is a cohort of its own, listed and never pooled'
  return { identical: false, reason: `${name}: ${unread.reasons.join('; ')}; ${locally}`, notes }
}

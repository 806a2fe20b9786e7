/** Which texts of a trial the normaliser leaves to a person, part by part: what the review queue asks. */
import { readParts, tumourOf } from './cohort-name.ts'
import { unreadDrugs } from './drugs.ts'
import type { CohortRowFacts, SiteVocabulary } from './site-vocabulary.ts'
import { diagnosisOf, readStatedTumour, type TumourStatement } from './stated-tumour.ts'
import type { Terminology } from './terminology.ts'

export type NameVocabulary = 'alteration' | 'cohort-name' | 'diagnosis' | 'drug' | 'tumour'

export interface UnreadText {
  readonly vocabulary: NameVocabulary
  /** Of a code of a system that nobody here reads. */
  readonly system?: string | null
  readonly text: string
  /** Review code of the normaliser. */
  readonly reason: string
}

/** Of a local cohort name; a name that does not split is asked as a whole. */
export function unreadInName(
  terminology: Terminology,
  site: SiteVocabulary,
  name: string,
  facts: CohortRowFacts,
): readonly UnreadText[] {
  const read = readParts(terminology, site, name, facts)
  if (read === null) return [{ vocabulary: 'cohort-name', text: name, reason: 'unparsed' }]
  const { parts, tumour, alteration } = read
  const unread: UnreadText[] = unreadDrugs(terminology.drugs, parts.drugs).map(drug => ({
    vocabulary: 'drug',
    ...drug,
  }))
  if (tumour.answer.status === 'review')
    unread.push({ vocabulary: 'tumour', text: parts.tumour, reason: tumour.answer.codes[0] ?? 'tumour-unknown' })
  if (alteration.status === 'review')
    unread.push({ vocabulary: 'alteration', text: parts.biomarker, reason: alteration.codes[0] ?? 'unparsed' })
  return unread
}

/** Of an allocation row none of whose facts names a node: its tumour text, else its code. */
export function unreadTumour(
  terminology: Terminology,
  site: SiteVocabulary,
  facts: Pick<CohortRowFacts, 'icd10' | 'tumourPick' | 'tumourShort'>,
): UnreadText | null {
  if (tumourOf(terminology, site, facts) !== null) return null
  const text = facts.tumourPick ?? facts.tumourShort
  if (text !== null) return { vocabulary: 'tumour', text, reason: 'tumour-unknown' }
  return facts.icd10 === null ? null : unreadDiagnosis(terminology, site, { icd10: facts.icd10 })
}

/** A tumour that a source states by itself, in codes or words, and that names no node. */
export function unreadDiagnosis(
  terminology: Terminology,
  site: SiteVocabulary,
  tumour: TumourStatement,
): UnreadText | null {
  const { reviewCode } = readStatedTumour(terminology, tumour, site.decided?.diagnoses)
  const asked = reviewCode === null ? null : diagnosisOf(tumour)
  return asked === null ? null : { vocabulary: 'diagnosis', ...asked, reason: reviewCode ?? 'tumour-unknown' }
}

/** What a tumour text says by itself: a node, a histology with or without a site, or why it stays under review. */
import type { ReviewCode } from './answer.ts'
import { foldTumour, maxTextLength, tidy } from './fold.ts'
import type { TumourFactTables } from './tumour-facts.ts'
import type { TumourTree } from './tumour-tree.ts'

export interface TumourVocabulary {
  readonly tumours: TumourTree
  readonly tumourFacts: TumourFactTables
}

export type TumourTextRead =
  | { readonly kind: 'node'; readonly node: string; readonly history: boolean }
  /** `site` is a prefix of ICD-10. */
  | { readonly kind: 'histology'; readonly histology: string; readonly site: string | null }
  | { readonly kind: 'site'; readonly site: string }
  | { readonly kind: 'review'; readonly code: ReviewCode; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' }

const IDH_WILDTYPE = /\bidh(?: ?1)?(?: ?2)? ?(?:wild ?type|wt)\b/
const COURSE = new Set([
  'metastatic',
  'advanced',
  'locally',
  'recurrent',
  'refractory',
  'relapsed',
  'unresectable',
  'm',
])
const FILLERS = new Set([
  'of',
  'the',
  'in',
  'invasive',
  'cancer',
  'carcinoma',
  'tumour',
  'tumours',
  'neoplasm',
  'malignant',
])

/** Glioblastoma is GB only where the text says so. */
export function statesIdhWildtype(text: string): boolean {
  return IDH_WILDTYPE.test(foldTumour(text.slice(0, maxTextLength)))
}

export function readTumourText(vocabulary: TumourVocabulary, text: string): TumourTextRead {
  if (text.length > maxTextLength) return { kind: 'unknown' }
  const folded = foldTumour(text).replace(IDH_WILDTYPE, ' ').replace(/\s+/g, ' ').trim()
  const bare = folded
    .split(' ')
    .filter(word => !COURSE.has(word))
    .join(' ')
  return (
    readWhole(vocabulary, folded) ??
    readTumourCode(vocabulary, tidy(text)) ??
    readName(vocabulary, folded) ??
    readTitle(vocabulary, folded) ??
    readWhole(vocabulary, bare) ??
    readName(vocabulary, bare) ??
    readParts(vocabulary, bare) ?? { kind: 'unknown' }
  )
}

function readWhole({ tumourFacts }: TumourVocabulary, folded: string): TumourTextRead | null {
  const target = tumourFacts.words.get(folded)
  if (target !== undefined) {
    return 'node' in target ? { kind: 'node', node: target.node, history: false } : { kind: 'review', ...target }
  }
  const histology = tumourFacts.histologyWords.get(folded)
  return histology === undefined ? null : { kind: 'histology', histology, site: null }
}

/**
 * A code of OncoTree. Codes that the tree bore before are taken over where the meaning is the same; a code that was
 * given up, or given a new meaning, says nothing by itself.
 */
export function readTumourCode({ tumours }: TumourVocabulary, text: string): TumourTextRead | null {
  const code = text.toUpperCase()
  const former = tumours.former.get(code) ?? []
  const changed = former.filter(entry => entry.kind !== 'history').map(entry => entry.code)
  if (changed.length > 0) return { kind: 'review', code: 'oncotree-version', candidates: changed }
  if (tumours.nodes.has(code)) return { kind: 'node', node: code, history: false }
  const [kept] = former
  return kept === undefined ? null : { kind: 'node', node: kept.code, history: true }
}

function readName({ tumourFacts }: TumourVocabulary, folded: string): TumourTextRead | null {
  const node = tumourFacts.names.get(folded)
  if (node === undefined) return null
  return node === null
    ? { kind: 'review', code: 'tumour-ambiguous', candidates: [] }
    : { kind: 'node', node, history: false }
}

/** A title of an imported ICD-10 says what its code says. */
function readTitle({ tumourFacts }: TumourVocabulary, folded: string): TumourTextRead | null {
  const code = tumourFacts.icd10Titles.get(folded)
  return code === undefined ? null : { kind: 'site', site: code }
}

/** `adenocarcinoma of the lung`: words of a site, and what is left is a histology or says nothing more. */
function readParts({ tumourFacts }: TumourVocabulary, folded: string): TumourTextRead | null {
  const words = folded.split(' ')
  if (words.length > 16) return null
  for (let length = Math.min(4, words.length); length >= 1; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const site = tumourFacts.sites.get(words.slice(at, at + length).join(' '))
      if (site === undefined) continue
      const others = words.toSpliced(at, length)
      const telling = others.filter(word => !FILLERS.has(word)).join(' ')
      if (telling === '') return { kind: 'site', site }
      const histology =
        tumourFacts.histologyWords.get(telling) ??
        tumourFacts.histologyWords.get(others.filter(word => !['of', 'the', 'in'].includes(word)).join(' '))
      if (histology !== undefined) return { kind: 'histology', histology, site }
    }
  }
  return null
}

/** What the words of an alteration text mean. A word that is not in the table leaves the whole text unread. */
import { foldWords } from './fold.ts'
import { badTable, cell, parseTable, setOnce, type TableName } from './tables.ts'

const wordMeanings = [
  'absent',
  'activating',
  'altered',
  'amplification',
  'copy-number',
  'deletion',
  'expression',
  'filler',
  'fusion',
  'gain',
  'heterozygous',
  'high',
  'homozygous',
  'homozygous-deletion',
  'in-situ',
  'inactivating',
  'insertion',
  'loss',
  'low',
  'missense',
  'mutation',
  'negative',
  'overexpression',
  'pathogenic',
  'positive',
  'skipping',
  'stain',
  'unknown-partner',
] as const

export type WordMeaning = (typeof wordMeanings)[number]

export interface AlterationWords {
  readonly meanings: ReadonlyMap<string, WordMeaning>
  /** Words in the longest phrase. */
  readonly longest: number
}

export function parseAlterationWords(tables: Readonly<Record<TableName, string>>): AlterationWords {
  const known = new Map<string, WordMeaning>()
  let longest = 1
  for (const row of parseTable('alteration-words', tables['alteration-words'], ['words', 'means']).rows) {
    const meaning = wordMeanings.find(one => one === cell(row, 'means'))
    if (meaning === undefined) throw badTable('alteration-words', 'a meaning is not known')
    setOnce(known, cell(row, 'words'), meaning, 'alteration-words')
    longest = Math.max(longest, cell(row, 'words').split(' ').length)
  }
  return { meanings: known, longest }
}

/** Meanings of all words, the longest phrase first; null where one is not known. Fillers are left out. */
export function readWords(known: AlterationWords, text: string): ReadonlySet<WordMeaning> | null {
  const words = foldWords(text).split(' ')
  const found = new Set<WordMeaning>()
  for (let at = 0; at < words.length && words[at] !== ''; ) {
    const length = phraseAt(known, words, at)
    const meaning = known.meanings.get(words.slice(at, at + length).join(' '))
    if (meaning === undefined) return null
    if (meaning !== 'filler') found.add(meaning)
    at += length
  }
  return found
}

function phraseAt(known: AlterationWords, words: readonly string[], at: number): number {
  for (let length = Math.min(known.longest, words.length - at); length > 1; length -= 1) {
    if (known.meanings.has(words.slice(at, at + length).join(' '))) return length
  }
  return 1
}

/** A word that may be glued to a gene: `HER2amp`, `RETfus`, `ALK-rearranged`. */
export function beginsWithWord(known: AlterationWords, text: string): boolean {
  if (text.startsWith('+')) return true
  const [word = ''] = foldWords(text).split(' ')
  const [letters = ''] = /^\p{L}+/u.exec(word) ?? []
  return (
    letters.length > 1 && [letters, word].some(one => known.meanings.has(one) && known.meanings.get(one) !== 'filler')
  )
}

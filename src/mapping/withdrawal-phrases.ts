/**
 * Words in a text cell that say a subject withdrew consent. A phrase is a sequence of words; `…` stands for up to
 * three words between in the same clause, a word that ends in `*` for every word that begins so. Whether the text
 * denies it is not asked: a person decides.
 */
import { remember } from '../model/remember.ts'

const MOST_WORDS_BETWEEN = 3
const TOKEN = /[\p{L}\p{M}]+|[.,;:!?()\n]/gu
const CLAUSE_END = /^[.,;:!?()\n]$/

interface PhraseWord {
  readonly text: string
  readonly anyEnding: boolean
  /** How many other words may stand before this one. */
  readonly gap: number
}

export interface Phrase {
  readonly words: readonly PhraseWord[]
}

/** Null where the text is no phrase: it must begin and end with a word. */
export function parsePhrase(text: string): Phrase | null {
  const words: PhraseWord[] = []
  let gap = 0
  for (const part of fold(text).split(/\s+/)) {
    if (part === '…') gap = MOST_WORDS_BETWEEN
    else {
      if (!/^[\p{L}\p{M}]+\*?$/u.test(part)) return null
      words.push({ text: part.replace('*', ''), anyEnding: part.endsWith('*'), gap: words.length === 0 ? 0 : gap })
      gap = 0
    }
  }
  return words.length === 0 || gap > 0 ? null : { words }
}

/** Answers whether a text holds one of the phrases; fast on cells that do not, and what it said of others is remembered. */
export function phraseFinder(phrases: readonly Phrase[]): (text: string) => boolean {
  if (phrases.length === 0) return () => false
  const find = remember(searcher(phrases))
  return text => text.length >= SHORTEST && !isNumeral(text) && find(text)
}

const SHORTEST = 5

/** A date or a number: what most cells of that length hold. */
function isNumeral(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    // 0x3a, the colon, is the last of the signs and digits of ASCII.
    if (text.charCodeAt(at) > 0x3a) return false
  }
  return true
}

function searcher(phrases: readonly Phrase[]): (text: string) => boolean {
  const anchors = new Set(phrases.map(phrase => longest(phrase.words)))
  const anchor = new RegExp([...anchors].join('|'), 'u')
  return text => {
    const folded = fold(text)
    if (!anchor.test(folded)) return false
    const words = folded.match(TOKEN) ?? []
    return phrases.some(phrase => words.some((_, start) => matchesAt(phrase.words, words, start)))
  }
}

function matchesAt(phrase: readonly PhraseWord[], words: readonly string[], start: number): boolean {
  const [first, ...rest] = phrase
  if (first === undefined || !isWord(first, words[start])) return false
  let position = start
  for (const wanted of rest) {
    const from = position + 1
    const nearby = words.slice(from, from + wanted.gap + 1)
    const found = nearby.findIndex(word => isWord(wanted, word))
    if (found < 0 || nearby.slice(0, found).some(token => CLAUSE_END.test(token))) return false
    position = from + found
  }
  return true
}

function isWord(wanted: PhraseWord, word: string | undefined): boolean {
  if (word === undefined) return false
  return wanted.anyEnding ? word.startsWith(wanted.text) : word === wanted.text
}

function longest(words: readonly PhraseWord[]): string {
  return words.reduce((best, word) => (word.text.length > best.length ? word.text : best), '')
}

function fold(text: string): string {
  // NFKC only where it can matter: it is the dear part, and every cell of an export passes here.
  return (/[^ -~]/.test(text) ? text.normalize('NFKC').replace(/\u2026|\.\.\./g, ' … ') : text).toLowerCase()
}

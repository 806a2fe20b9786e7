/**
 * What a source itself tells of its persons: names in its columns of names, and its subject ids. Any other text of that
 * source that holds one of them is a hit, though no list knows the name and no check digit the id.
 */
import type { Finding } from './finding.ts'
import { NOT_NAMES } from './name-words.ts'
import { wordsOf } from './read-text.ts'

export interface KnownWords {
  noteName(text: string): void
  noteId(text: string): void
  /** A text that is an id as a whole is a key of its row, and no hit. */
  find(text: string): readonly Finding[]
}

/** Beyond these nothing is taken up any more: no source can fill the memory. */
const MOST_NAMES = 200_000
const MOST_IDS = 1_000_000
const SHORTEST_NAME = 3
/** A shorter one, or a plain number, cannot be told from a count or a code. */
const TELLING_ID = /^(?=.*\d)(?:.{7,64}|(?=.*[^\d]).{5,64})$/
const ID_WORDS = /[\p{L}\p{N}]+(?:[-_./][\p{L}\p{N}]+)*/gu
const NONE: readonly Finding[] = []

export function knownWords(): KnownWords {
  const names = new Set<string>()
  const ids = new Set<string>()
  return {
    noteName(text) {
      for (const { lower } of wordsOf(text.normalize('NFKC'))) {
        for (const part of new Set([lower, ...lower.split('-')])) {
          if (part.length >= SHORTEST_NAME && !NOT_NAMES.has(part) && names.size < MOST_NAMES) names.add(part)
        }
      }
    },
    noteId(text) {
      const id = text.trim()
      if (TELLING_ID.test(id) && ids.size < MOST_IDS) ids.add(id.toLowerCase())
    },
    find(text) {
      if (names.size === 0 && ids.size === 0) return NONE
      return [...nameIn(text, names), ...idIn(text, ids)]
    },
  }
}

/** In lower case the word may be one of the language. */
function nameIn(text: string, names: ReadonlySet<string>): readonly Finding[] {
  if (names.size === 0) return NONE
  const found = wordsOf(text.normalize('NFKC')).filter(({ lower }) =>
    [lower, ...lower.split('-')].some(part => names.has(part)),
  )
  if (found.length === 0) return NONE
  return [{ kind: 'name', certainty: found.some(word => /^\p{Lu}/u.test(word.text)) ? 'high' : 'low' }]
}

function idIn(text: string, ids: ReadonlySet<string>): readonly Finding[] {
  if (ids.size === 0 || ids.has(text.trim().toLowerCase())) return NONE
  const isThere = [...text.toLowerCase().matchAll(ID_WORDS)].some(([word]) => ids.has(word))
  return isThere ? [{ kind: 'other', certainty: 'high' }] : NONE
}

const NAME_COLUMN =
  /^(?:(?:pat(?:ient)?|sub(?:j(?:ect)?)?|pas(?:ient)?|potilas|person)[ _-]?)?(?:(?:first|last|given|family|full|sur|middle|maiden)[ _-]?names?|fornavn|etternavn|mellomnavn|efternavn|förnamn|efternamn|etunimi|sukunimi|voornaam|achternaam)$|^(?:pat(?:ient)?|sub(?:j(?:ect)?)?|pas(?:ient)?|potilas|person)[ _-]?(?:name|navn|namn|nimi|naam)$/i

/** Whether a column is one of names of persons, by its heading. */
export function isNameColumn(column: string): boolean {
  return NAME_COLUMN.test(column.trim())
}

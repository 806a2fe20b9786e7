/** Names of people: a title or role before a capital word, a given name with a family name, a given name alone. */
import type { Certainty, Detector, PlacedFinding } from './finding.ts'
import {
  DOUBTFUL_GIVEN_NAMES,
  DRUG_ENDING,
  FAMILY_NAME_ENDING,
  FAMILY_NAMES,
  GIVEN_NAMES,
  NAME_PARTICLES,
  NOT_NAMES,
  ROLES,
  TITLES,
} from './name-words.ts'
import { type Word, wordsOf } from './read-text.ts'

/** Words of a text with what stands between them. */
interface Reading {
  readonly text: string
  readonly words: readonly Word[]
}

const RULES: readonly ((reading: Reading, at: number) => Certainty | null)[] = [
  titleBeforeName,
  roleBeforeName,
  givenBeforeFamily,
  capitalBeforeFamily,
  familyBeforeGiven,
  initialBeforeFamily,
]

export const findNames: Detector = (text, context) => {
  const reading = { text, words: wordsOf(text) }
  const found: PlacedFinding[] = []
  reading.words.forEach((word, at) => {
    const certainties = RULES.map(rule => rule(reading, at))
    const isLoneName = context.freeText !== false && isCapital(word) && isGiven(word)
    const certainty = certainties.includes('high') ? 'high' : certainties.includes('low') || isLoneName ? 'low' : null
    if (certainty !== null) found.push({ kind: 'name', certainty, from: word.from, to: word.to })
  })
  return found
}

/** `Dr. Hansen`, `dr A. Hansen`, `Dhr. de Vries`. */
function titleBeforeName(reading: Reading, at: number): Certainty | null {
  if (!TITLES.has(reading.words[at]?.text ?? '') || !/^\.? {1,2}$/.test(gapAfter(reading, at))) return null
  const name = nameAfter(reading, at)
  return name !== null && (isCapital(name) || isFamily(name)) && !NOT_NAMES.has(name.lower) ? 'high' : null
}

/** `pas. Nordmann`, `sykepleier Berg`: sure only where the word is a known name, since it may begin a sentence. */
function roleBeforeName(reading: Reading, at: number): Certainty | null {
  if (!ROLES.has(reading.words[at]?.lower ?? '') || !/^[.:]? {1,2}$/.test(gapAfter(reading, at))) return null
  const name = nameAfter(reading, at)
  if (name === null) return null
  const isKnown = isGiven(name) || DOUBTFUL_GIVEN_NAMES.has(name.lower) || isFamily(name)
  const isBeforeFamily = capitalBeforeFamily(reading, reading.words.indexOf(name, at)) !== null
  if (isCapital(name) && (isKnown || isBeforeFamily)) return 'high'
  // "Physician Decision" is a heading; "pt. Deceased" begins a sentence.
  const isHeading = isCapital(reading.words[at]) && !gapAfter(reading, at).startsWith('.')
  return isCapital(name) && !isHeading && !isOrdinaryWord(name) && !ORDINARY_ENDING.test(name.lower) ? 'low' : null
}

const ORDINARY_ENDING = /(?:ed|ing|ion|ment|et|te|de|ert|ende|isk|ly|ity|ence|ance|het|lig|heten|er)$/

/** `Kari Nordmann`, `Kari A. Nordmann`, `Jan van der Berg`, `KARI NORDMANN`; both known: in any case. */
function givenBeforeFamily(reading: Reading, at: number): Certainty | null {
  const given = reading.words[at]
  if (given === undefined || !/^ {1,2}$/.test(gapAfter(reading, at))) return null
  const isDoubtful = DOUBTFUL_GIVEN_NAMES.has(given.lower)
  if (!isGiven(given) && !isDoubtful) return null
  const family = nameAfter(reading, at)
  if (family === null) return null
  if (isFamily(family) && (isGiven(given) || isCapital(given))) return 'high'
  const mayBeName = isCapital(given) && isCapital(family) && !isOrdinaryWord(family)
  return !isDoubtful && mayBeName ? 'high' : null
}

/** `Test Testesen`: a given name that no list holds. */
function capitalBeforeFamily(reading: Reading, at: number): Certainty | null {
  const given = reading.words[at]
  const family = reading.words[at + 1]
  if (given === undefined || family === undefined || gapAfter(reading, at) !== ' ') return null
  const isName = isCapital(given) && given.text.length > 1 && !isOrdinaryWord(given)
  return isName && isCapital(family) && isFamily(family) && !isOrdinaryWord(family) ? 'low' : null
}

/** `Nordmann, Kari`. */
function familyBeforeGiven(reading: Reading, at: number): Certainty | null {
  const family = reading.words[at]
  const given = reading.words[at + 1]
  if (family === undefined || given === undefined || gapAfter(reading, at) !== ', ') return null
  const isName = isCapital(given) && (isGiven(given) || DOUBTFUL_GIVEN_NAMES.has(given.lower))
  return isName && isCapital(family) && isFamily(family) ? 'high' : null
}

/** `K. Nordmann`. */
function initialBeforeFamily(reading: Reading, at: number): Certainty | null {
  const initial = reading.words[at]
  const family = reading.words[at + 1]
  if (initial === undefined || family === undefined || !/^\p{Lu}$/u.test(initial.text)) return null
  return /^\. ?$/.test(gapAfter(reading, at)) && isCapital(family) && isFamily(family) ? 'low' : null
}

/** The word behind, past initials and particles (`A.`, `van der`). */
function nameAfter({ text, words }: Reading, at: number): Word | null {
  for (let next = at + 1; next <= at + 4; next++) {
    const word = words[next]
    const last = words[next - 1]
    if (word === undefined || last === undefined) return null
    if (next > at + 1 && !/^\.? {1,2}$|^\.$/.test(text.slice(last.to, word.from))) return null
    if (!NAME_PARTICLES.has(word.lower) && !/^\p{Lu}$/u.test(word.text)) return word
  }
  return null
}

function gapAfter({ text, words }: Reading, at: number): string {
  const word = words[at]
  const next = words[at + 1]
  return word === undefined || next === undefined ? '' : text.slice(word.to, Math.min(next.from, word.to + 8))
}

function isOrdinaryWord(word: Word): boolean {
  return NOT_NAMES.has(word.lower) || DRUG_ENDING.test(word.lower)
}

function isCapital(word: Word | undefined): boolean {
  if (word === undefined) return false
  return (
    /^\p{Lu}['’]?\p{L}*\p{Ll}/u.test(word.text) ||
    (/^\p{Lu}{2,}$/u.test(word.text) && (isGiven(word) || isFamily(word)))
  )
}

function isGiven(word: Word): boolean {
  return GIVEN_NAMES.has(word.lower) || GIVEN_NAMES.has(word.lower.split('-')[0] ?? '')
}

function isFamily(word: Word): boolean {
  return (
    FAMILY_NAMES.has(word.lower) ||
    FAMILY_NAMES.has(word.lower.split('-').at(-1) ?? '') ||
    (FAMILY_NAME_ENDING.test(word.lower) && /^\p{Lu}/u.test(word.text) && !NOT_NAMES.has(word.lower))
  )
}

/** Postal addresses: a street with its number, a postcode with its place. */
import { NOT_STREETS, PLACES, STREET_ENDINGS, STREET_WORDS } from './address-words.ts'
import type { Certainty, Detector, PlacedFinding } from './finding.ts'
import { type Word, wordsOf } from './read-text.ts'

export const findAddresses: Detector = (text, context) => [
  ...findStreets(text),
  ...findPostcodes(text, context.country),
]

/** A street's number, not a dose or a share: `Storgata 12`, `Storgata 12B`, `Storgt. nr. 3`. */
const HOUSE_NUMBER =
  /^[.,]? {1,2}(?:nr\.? ?|no\.? ?)?\d{1,4}(?: ?[A-Za-z])?(?![\p{L}\d%]|[.,]\d| ?(?:mg|ml|mm|cm|%|uker|dager))/u
const NUMBER_BEFORE = /(?<!\d)\d{1,4}[A-Za-z]?,? $/
const LONGEST_STREET = 40

function findStreets(text: string): PlacedFinding[] {
  const words = wordsOf(text)
  return words.flatMap((word, at) => {
    const name = nameBefore(text, words, at)
    const certainty = name === null ? streetOfOneWord(text, word) : streetOfTwoWords(text, name, word)
    if (certainty === null) return []
    const from = (name ?? word).from
    return [{ kind: 'address' as const, certainty, from, to: word.to + (numberBehind(text, word)?.length ?? 0) }]
  })
}

/** The capital word before "gate" or "Street"; of "Karl Johans gate" the first of two. */
function nameBefore(text: string, words: readonly Word[], at: number): Word | null {
  const word = words[at]
  if (word === undefined || !STREET_WORDS.has(word.lower)) return null
  const isName = (name: Word | undefined, next: Word) =>
    name !== undefined && text.slice(name.to, next.from) === ' ' && /^\p{Lu}\p{Ll}/u.test(name.text)
  const last = words[at - 1]
  if (last === undefined || !isName(last, word)) return null
  const first = words[at - 2]
  return first !== undefined && isName(first, last) ? first : last
}

function streetOfTwoWords(text: string, name: Word, word: Word): Certainty | null {
  if (numberBehind(text, word) !== null) return 'high'
  const isEnglish = /^(?:Street|Road|Avenue)$/.test(word.text)
  if (!isEnglish) return null
  return NUMBER_BEFORE.test(text.slice(Math.max(0, name.from - 8), name.from)) ? 'high' : 'low'
}

function streetOfOneWord(text: string, word: Word): Certainty | null {
  if (word.lower.length > LONGEST_STREET || word.lower.length < 6 || NOT_STREETS.test(word.lower)) return null
  const street = STREET_ENDINGS.find(
    ({ ending }) => word.lower.endsWith(ending) && word.lower.length >= ending.length + 2,
  )
  if (street === undefined) return null
  const isCapital = /^\p{Lu}/u.test(word.text)
  if (numberBehind(text, word) !== null) return isCapital ? 'high' : street.alone ? 'low' : null
  return isCapital && street.alone && !isFirstWord(text, word) ? 'low' : null
}

/** Any word has a capital where a sentence begins. */
function isFirstWord(text: string, word: Word): boolean {
  return /(?:^|[.!?:/] ?)$/.test(text.slice(Math.max(0, word.from - 2), word.from))
}

function numberBehind(text: string, word: Word): string | null {
  return HOUSE_NUMBER.exec(text.slice(word.to, word.to + 16))?.[0] ?? null
}

const POSTCODE =
  /(?<![\p{L}\d.,-])(?:(N|NO|DK|S|SE|FI|FIN|NL)-)?(\d{3} \d{2}|\d{5}|\d{4}(?: ?(?!SA|SD|SS)[A-Z]{2})?),? (\p{Lu}\p{Ll}{1,30})(?!\p{L})/gu
/** Countries by the shape of their postcodes, for places that no list holds. */
const SHAPE_AT_HOME: Readonly<Record<string, RegExp>> = {
  SE: /^\d{3} \d{2}$/,
  FI: /^\d{5}$/,
  NL: /^[1-9]\d{3} ?[A-Z]{2}$/,
}
const NL_GLUED = /(?<![\p{L}\d.,-])[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}(?![\p{L}\d])/gu

function findPostcodes(text: string, country: string | undefined): PlacedFinding[] {
  if (!/\d{3}/.test(text)) return []
  const withPlace = [...text.matchAll(POSTCODE)].flatMap(found => {
    const [all, prefix, code = '', place = ''] = found
    const certainty = certaintyOfPostcode(text, { at: found.index, prefix, code, place, country })
    return certainty === null
      ? []
      : [{ kind: 'address' as const, certainty, from: found.index, to: found.index + all.length }]
  })
  const glued = country === 'NL' ? [...text.matchAll(NL_GLUED)] : []
  return [
    ...withPlace,
    ...glued.map(found => ({
      kind: 'address' as const,
      certainty: 'low' as const,
      from: found.index,
      to: found.index + 6,
    })),
  ]
}

function certaintyOfPostcode(
  text: string,
  found: { at: number; prefix: string | undefined; code: string; place: string; country: string | undefined },
): Certainty | null {
  if (found.prefix !== undefined) return 'high'
  // "i 2021 Oslo": a year before a place is no postcode, unless the place follows a street.
  const isYear = /^(?:19|20)\d\d$/.test(found.code)
  if (PLACES.has(found.place.toLowerCase()) && !isAbbreviation(found.code)) {
    return !isYear || /, $/.test(text.slice(Math.max(0, found.at - 2), found.at)) ? 'high' : null
  }
  const atHome = SHAPE_AT_HOME[found.country ?? '']
  return atHome?.test(found.code) === true && !isAbbreviation(found.code) ? 'low' : null
}

/** `2023 CT Thorax`: a year and an examination, not a Dutch postcode. */
function isAbbreviation(code: string): boolean {
  return /^(?:19|20)\d\d ?(?:CT|MR|PD|SD|CR|PR|NE|AE|PE|IV|PO|UL|EK|OP|RT)$/.test(code)
}

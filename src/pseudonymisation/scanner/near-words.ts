/** Words beside a number that say whose number it is, in the languages of the network. */
import type { NationalNumberKind } from './finding.ts'

/** Country prefixes of the kinds that a word stands for; none = it says a person's number, of no country. */
const WORDS: readonly { readonly words: readonly string[]; readonly countries: readonly string[] }[] = [
  {
    words: [
      'fnr',
      'f\\.nr',
      'f-nr',
      'fødselsnummer',
      'fødselsnr',
      'fodselsnummer',
      'fodselsnr',
      'd-nummer',
      'd-nr',
      'dnr',
    ],
    countries: ['no'],
  },
  { words: ['h-nummer', 'fh-nummer', 'hjelpenummer'], countries: ['no'] },
  { words: ['personnummer', 'personnr', 'pnr', 'pers\\.nr'], countries: ['no', 'se', 'dk'] },
  { words: ['cpr', 'cpr-nr', 'cpr-nummer', 'cprnr'], countries: ['dk'] },
  { words: ['samordningsnummer', 'samordningsnr'], countries: ['se'] },
  { words: ['hetu', 'henkilötunnus', 'sotu'], countries: ['fi'] },
  { words: ['bsn', 'burgerservicenummer', 'sofinummer', 'sofi'], countries: ['nl'] },
  { words: ['isikukood'], countries: ['ee'] },
  { words: ['asmens kodas', 'a\\.k'], countries: ['lt'] },
  { words: ['kennitala', 'kt'], countries: ['is'] },
  { words: ['nhs'], countries: ['uk'] },
  { words: ['rijksregisternummer', 'rijksregister', 'rrn', 'insz', 'niss', 'registre national'], countries: ['be'] },
  { words: ['nir', 'insee', 'sécurité sociale', 'sécu'], countries: ['fr'] },
  { words: ['born', 'f\\.', 'født', 'fødd', 'född', 'geb', 'geboren', 'dob', 'synt', 'syntynyt'], countries: [] },
]

const LITHUANIAN =
  /(?<!\p{L})(?:asmens kodas|lietuv\p{L}{1,4}|lithuania\p{L}{0,1}|litau\p{L}{2,4}|litouw\p{L}{2,4}|liettua\p{L}{0,4}|vilnius|kaunas|lt)(?!\p{L})/iu
const WORD_SHAPE = `(?<!\\p{L})(${WORDS.flatMap(entry => entry.words).join('|')})(?!\\p{L})`
const ANY_WORD = new RegExp(WORD_SHAPE, 'giu')
const WORD_BEHIND = new RegExp(`^[ (,:;/-]{0,3}${WORD_SHAPE}(?![ :.-]{0,3}\\d)`, 'iu')

const REACH_BEFORE = 32
const REACH_BEHIND = 24
const LITHUANIAN_REACH = 60

/** Countries that the nearest word names; `null` without a word, empty where it names none. */
export function countriesNear(
  text: string,
  span: { readonly from: number; readonly to: number },
): readonly string[] | null {
  const before = text.slice(Math.max(0, span.from - REACH_BEFORE), span.from)
  // A word before another long number belongs to that one.
  const own = before.split(/\d{4,}/).at(-1) ?? ''
  const found =
    [...own.matchAll(ANY_WORD)].at(-1)?.[1] ?? WORD_BEHIND.exec(text.slice(span.to, span.to + REACH_BEHIND))?.[1]
  return found === undefined ? null : countriesOf(found)
}

export function isLithuanianNear(text: string, span: { readonly from: number; readonly to: number }): boolean {
  return LITHUANIAN.test(text.slice(Math.max(0, span.from - LITHUANIAN_REACH), span.to + LITHUANIAN_REACH))
}

export function isOfCountry(kind: NationalNumberKind, countries: readonly string[]): boolean {
  return countries.includes(kind.slice(0, 2))
}

function countriesOf(word: string): readonly string[] {
  const lower = word.toLowerCase()
  return WORDS.find(entry => entry.words.some(known => known.replaceAll('\\', '') === lower))?.countries ?? []
}

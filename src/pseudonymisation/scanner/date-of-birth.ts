/** Dates of birth in prose: a word for birth, then a whole date. A date alone is no hit, nor is a year. */
import { isDayOfYear } from './check-digits.ts'
import type { Certainty, Detector } from './finding.ts'

const BIRTH_WORDS =
  /(?<!\p{L})(f|s|født|fødd|född|fodt|born|geb|geboren|dob|d\.o\.b|birth ?date|date of birth|fødselsdato|fødselsdag|fødselsdata|fdato|f\.dato|fødd|födelsedatum|född|født dato|syntynyt|synt|syntymäaika|geboortedatum|geb\. ?dat(?:um)?|sündinud|gimęs|gimusi)(?!\p{L})/giu
const MONTHS =
  'jan|feb|mar|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[cs]|januar|februar|mars|marts|april|juni|juli|august|september|oktober|november|desember|january|february|march|june|july|october|december|januari|februari|maart|maj|mei|augusti|augustus'
const FILLING = '^[ .:,;=()-]{0,4}(?:(?:den|on|op|the|d|dato|date|dat|am)[ .:]{1,2}){0,2}'
const DATES = [
  new RegExp(
    String.raw`${FILLING}(?<day>\d{1,2})(?<sep>[./-])(?<month>\d{1,2})[./-](?<year>\d{4}|\d{2})(?!\d|[.-]\d| \d{3,5}(?!\d))`,
    'iu',
  ),
  new RegExp(
    String.raw`${FILLING}(?<day>\d{1,2}) (?<month>\d{1,2}) (?<year>\d{4}|\d{2})(?!\d|[.-]\d| \d{3,5}(?!\d))`,
    'iu',
  ),
  new RegExp(String.raw`${FILLING}(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d|-\d)`, 'iu'),
  new RegExp(
    String.raw`${FILLING}(?<day>\d{2})(?<month>\d{2})(?<year>(?:19|20)\d{2}|\d{2})(?! ?[ .+-]? ?\d)(?!\p{L})`,
    'iu',
  ),
]
const IN_WORDS = [
  new RegExp(
    String.raw`${FILLING}(?<day>\d{1,2})\.?(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})\.?,? (?<year>\d{4})(?!\d)`,
    'iu',
  ),
  new RegExp(String.raw`${FILLING}(?:${MONTHS})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})(?!\d)`, 'iu'),
]
const REACH = 48

export const findDatesOfBirth: Detector = (text, context) => {
  if (!/\d{2}/.test(text)) return []
  return [...text.matchAll(BIRTH_WORDS)].flatMap(found => {
    const start = found.index + found[0].length
    const rest = text.slice(start, start + REACH)
    const length = lengthOfDate(rest)
    if (length === null) return []
    const certainty = certaintyOf((found[1] ?? '').toLowerCase(), rest, context.country)
    return certainty === null ? [] : [{ kind: 'date-of-birth', certainty, from: found.index, to: start + length }]
  })
}

function lengthOfDate(rest: string): number | null {
  for (const shape of DATES) {
    const found = shape.exec(rest)
    const { day, month, year } = found?.groups ?? {}
    if (found !== null && isDayOfYear(Number(day), Number(month), Number(year?.slice(-2)))) return found[0].length
  }
  for (const shape of IN_WORDS) {
    const found = shape.exec(rest)
    if (found !== null && Number(found.groups?.['day']) <= 31) return found[0].length
  }
  return null
}

/** A lone letter is the weakest word: `f.` is Scandinavian for born, `s.` Finnish (elsewhere it is a page). */
function certaintyOf(word: string, rest: string, country: string | undefined): Certainty | null {
  if (word !== 'f' && word !== 's') return 'high'
  if (!/^[. :]/.test(rest)) return null
  if (word === 'f') return 'high'
  return country === 'FI' && rest.startsWith('.') ? 'high' : null
}

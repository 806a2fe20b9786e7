/** Phone numbers: with a country code, after a word that says so, or as the trial's own country writes them. */
import type { Detector, PlacedFinding } from './finding.ts'

/** Digits after the country code, least and most. */
const COUNTRY_CODES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '47': [8, 8],
  '45': [8, 8],
  '46': [7, 10],
  '358': [6, 11],
  '31': [9, 9],
  '44': [9, 10],
  '354': [7, 7],
  '372': [7, 8],
  '370': [8, 8],
  '32': [8, 9],
  '33': [9, 9],
  '49': [7, 11],
}
const PREFIX = /(?<![\d+])(?:\+|(?<!\d[.,-])00) ?(47|45|46|358|31|44|354|372|370|32|33|49)[ .)-]{0,2}(?:\(0\) ?)?/g
const WORD =
  /(?<!\p{L})(?:tlf|telefon(?:nummer|nr|en)?|tel|mobil(?:nummer|nr|telefon|en)?|mob|phone|telephone|cell|mobile|puh|puhelin|gsm|mobiel|telefoon(?:nummer)?)(?:[ .:-]{0,3}(?:nr|no|number)\.?)?[ .:]{0,3}(?=[\d(])/giu
const LEAST_AFTER_WORD = 8
const MOST_AFTER_WORD = 12

/** Only where the trial is at home: elsewhere such digits mean nothing. */
const AT_HOME: Readonly<Record<string, RegExp>> = {
  NO: /(?<![\d.,-])[49]\d{2} \d{2} \d{3}(?![\d.,-])/g,
  SE: /(?<![\d.,-])07[02369][- ]\d{3} ?\d{2} ?\d{2}(?![\d.,-])/g,
  FI: /(?<![\d.,-])0(?:4\d|50)[- ]\d{3} ?\d{3,4}(?![\d.,-])/g,
  NL: /(?<![\d.,-])06(?:[- ]\d{8}|(?:[ -]\d{2}){4})(?![\d.,-])/g,
  GB: /(?<![\d.,-])07\d{3} \d{3} ?\d{3}(?![\d.,-])/g,
}

export const findPhones: Detector = (text, context) => {
  if (!/\d{2}/.test(text)) return []
  return [...withCountryCode(text), ...afterWord(text), ...atHome(text, context.country)]
}

function withCountryCode(text: string): PlacedFinding[] {
  return [...text.matchAll(PREFIX)].flatMap(found => {
    const [least, most] = COUNTRY_CODES[found[1] ?? ''] ?? [0, 0]
    const start = found.index + found[0].length
    const to = endOfDigits(text, start, { least, most })
    return to === null ? [] : [{ kind: 'phone', certainty: 'high', from: found.index, to }]
  })
}

function afterWord(text: string): PlacedFinding[] {
  return [...text.matchAll(WORD)].flatMap(found => {
    const start = found.index + found[0].length
    const end = endOfDigits(text, start, { least: LEAST_AFTER_WORD, most: MOST_AFTER_WORD })
    if (end === null) return []
    // Digits longer than a phone's may be a person's number all the same: the place is then the word alone.
    const to = isPhoneLong(text.slice(start, end)) ? end : start
    return [{ kind: 'phone', certainty: 'high', from: found.index, to }]
  })
}

function isPhoneLong(written: string): boolean {
  const digits = written.replace(/\D/g, '')
  return digits.length <= 8 || (digits.startsWith('0') && digits.length <= 10)
}

function atHome(text: string, country: string | undefined): PlacedFinding[] {
  const shape = AT_HOME[country ?? '']
  if (shape === undefined) return []
  return [...text.matchAll(shape)].map(found => ({
    kind: 'phone',
    certainty: 'low',
    from: found.index,
    to: found.index + found[0].length,
  }))
}

const SEPARATORS = /^(?: |\) ?| ?[-./] ?)/

/** Where the longest number of `least` to `most` digits ends that no further digit follows; null if there is none. */
function endOfDigits(
  text: string,
  start: number,
  limits: { readonly least: number; readonly most: number },
): number | null {
  let count = 0
  let end: number | null = null
  for (let at = text[start] === '(' ? start + 1 : start; count <= limits.most; ) {
    const digits = /^\d{1,16}/.exec(text.slice(at, at + 16))?.[0].length ?? 0
    if (digits === 0) break
    count += digits
    at += digits
    if (count >= limits.least && count <= limits.most) end = at
    at += SEPARATORS.exec(text.slice(at, at + 3))?.[0].length ?? 0
  }
  return end
}

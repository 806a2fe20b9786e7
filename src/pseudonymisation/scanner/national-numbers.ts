/** National numbers: what fits a scheme, and what the words beside it decide. */
import { baltic } from './baltic.ts'
import { belgium } from './belgium.ts'
import { denmark } from './denmark.ts'
import type { Detector, NationalNumberKind, PlacedFinding, PlacedNumber, ScanContext } from './finding.ts'
import { findFinnishNumbers } from './finland.ts'
import { findFrenchNumbers } from './france.ts'
import { iceland } from './iceland.ts'
import { countriesNear, isLithuanianNear, isOfCountry } from './near-words.ts'
import { netherlands } from './netherlands.ts'
import { norway } from './norway.ts'
import { numberCandidates } from './number-candidates.ts'
import { hasShapeOf, type NumberScheme } from './number-scheme.ts'
import { sweden } from './sweden.ts'
import { unitedKingdom } from './united-kingdom.ts'

const SCHEMES: readonly NumberScheme[] = [norway, denmark, sweden, netherlands, baltic, iceland, unitedKingdom, belgium]

/** Kinds of one check digit that pass by chance once in 11, and the country in whose prose they are taken seriously. */
const WEAK: Partial<Record<NationalNumberKind, string>> = { 'nl-bsn': 'NL', 'uk-nhs': 'GB' }

/** No number has fewer digits than eight, whatever stands between them. */
const FEWEST_DIGITS = /\d(?:\D*\d){7}/

/** No number is longer, separators included. */
const LONGEST = 40

/** One finding for each scheme that a number fits, unless a word near decides. */
export const findNationalNumbers: Detector = (text, context) => {
  if (!FEWEST_DIGITS.test(text)) return []
  const found = [...plainNumbers(text), ...findFinnishNumbers(text), ...findFrenchNumbers(text)]
    .map(number => nameBaltic(number, text, context))
    .sort((a, b) => a.from - b.from)
  const whole = found.filter((number, at) => !neighbours(found, at).some(other => isInside(number, other)))
  return whole
    .filter((number, at) => !isRuledOut(number, { neighbours: neighbours(whole, at), text, context }))
    .map(number => settle(number, text, context))
}

function plainNumbers(text: string): PlacedNumber[] {
  return numberCandidates(text).flatMap(candidate =>
    SCHEMES.flatMap(scheme => {
      const reading = hasShapeOf(scheme, candidate) ? scheme.read(candidate) : null
      return reading === null ? [] : [{ ...reading, from: candidate.from, to: candidate.to }]
    }),
  )
}

function nameBaltic(number: PlacedNumber, text: string, context: ScanContext): PlacedNumber {
  if (number.kind !== 'ee-isikukood') return number
  return context.country === 'LT' || isLithuanianNear(text, number) ? { ...number, kind: 'lt-asmens-kodas' } : number
}

/** The others within reach of one in a list sorted by place: a text of a megabyte may hold very many. */
function neighbours(sorted: readonly PlacedNumber[], at: number): PlacedNumber[] {
  const from = sorted[at]?.from ?? 0
  const near: PlacedNumber[] = []
  for (const step of [-1, 1]) {
    for (let next = at + step; ; next += step) {
      const other = sorted[next]
      if (other === undefined || Math.abs(other.from - from) > LONGEST) break
      near.push(other)
    }
  }
  return near
}

function isInside(number: PlacedFinding, other: PlacedFinding): boolean {
  return other.from <= number.from && other.to >= number.to && other.to - other.from > number.to - number.from
}

function isRuledOut(
  number: PlacedNumber,
  around: { readonly neighbours: readonly PlacedNumber[]; readonly text: string; readonly context: ScanContext },
): boolean {
  if (around.context.declaredSubjectId === true && WEAK[number.kind] !== undefined) return true
  const countries = countriesNear(around.text, number) ?? []
  if (isOfCountry(number.kind, countries)) return false
  return around.neighbours.some(
    other => other.from < number.to && number.from < other.to && isOfCountry(other.kind, countries),
  )
}

function settle(number: PlacedNumber, text: string, context: ScanContext): PlacedFinding {
  const home = WEAK[number.kind]
  if (home === undefined) return number
  const isProseAtHome = context.freeText !== false && context.country === home
  return isProseAtHome || countriesNear(text, number) !== null ? { ...number, certainty: 'high' } : number
}

/** Fødselsnummer, D-number, H-number and FH-number: eleven digits with two check digits modulo 11. */
import { dayMonthYear, isDayOfYear, weightedSum } from './check-digits.ts'
import type { NationalNumberKind } from './finding.ts'
import { high, low, type NumberReading, type NumberScheme } from './number-scheme.ts'

const K1_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2]
const K2_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
/** Added to the month in public test sets. */
const SYNTHETIC_MONTHS = [80, 65]

export const norway: NumberScheme = {
  shapes: ['2-2-2-5', '2-2-2-3-2'],
  anyRuns: { digits: 11, most: 6 },
  standsAlone: false,
  read: ({ digits }) => readNorwegian(digits),
}

function readNorwegian(digits: string): NumberReading | null {
  if (checkDigit(digits, K2_WEIGHTS) !== Number(digits[10])) return null
  const isK1Right = checkDigit(digits, K1_WEIGHTS) === Number(digits[9])
  const kind = kindOf(digits)
  if (kind === null) return null
  if (isK1Right) return high(kind)
  return isBornFrom2032(digits, kind) ? low(kind) : null
}

/** 10 is never equal to a digit: such numbers are not issued. */
function checkDigit(digits: string, weights: readonly number[]): number {
  return (11 - (weightedSum(digits, weights) % 11)) % 11
}

function kindOf(digits: string): NationalNumberKind | null {
  const [day, month, year] = dayMonthYear(digits)
  if (day >= 80) return 'no-fh-number'
  if (isDayOfYear(day, month, year)) return 'no-fnr'
  if (isDayOfYear(day - 40, month, year)) return 'no-d-number'
  if (isDayOfYear(day, month - 40, year)) return 'no-h-number'
  for (const added of SYNTHETIC_MONTHS) {
    if (isDayOfYear(day, month - added, year)) return 'no-fnr-synthetic'
    if (isDayOfYear(day - 40, month - added, year)) return 'no-d-number-synthetic'
  }
  return null
}

/** From 2032 the first check digit is relaxed: born 2032-2039 has individual numbers from 500. */
function isBornFrom2032(digits: string, kind: NationalNumberKind): boolean {
  const year = Number(digits.slice(4, 6))
  return kind !== 'no-fh-number' && year >= 32 && year <= 39 && Number(digits.slice(6, 9)) >= 500
}

/** Personnummer and samordningsnummer (day + 60): YYMMDD-NNNC or with the century, `+` from the age of 100, Luhn. */
import { isDayOfYear, passesLuhn } from './check-digits.ts'
import { high, type NumberReading, type NumberScheme } from './number-scheme.ts'

export const sweden: NumberScheme = {
  shapes: ['10', '6-4', '2-2-2-4', '12', '8-4', '4-2-2-4'],
  standsAlone: true,
  read: ({ digits, separators }) => {
    // A date and a time of day, `2021-03-15 1030`, have different separators.
    if (separators.length === 3 && separators[2] === ' ' && separators[0] !== ' ') return null
    if (digits.length === 12 && !/^(?:18|19|20)/.test(digits)) return null
    return readSwedish(digits.slice(-10))
  },
}

function readSwedish(digits: string): NumberReading | null {
  if (!passesLuhn(digits)) return null
  const [year, month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))]
  if (isDayOfYear(day, month, year)) return high('se-personnummer')
  return isDayOfYear(day - 60, month, year) ? high('se-samordningsnummer') : null
}

/** Kennitala, DDMMYY-NNCc: a check digit modulo 11 and a digit for the century (9 or 0). Organisations have day + 40. */
import { dayMonthYear, isDayOfYear, weightedSum } from './check-digits.ts'
import { high, low, type NumberScheme } from './number-scheme.ts'

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2, 1]

export const iceland: NumberScheme = {
  shapes: ['10', '6-4', '2-2-2-4'],
  standsAlone: true,
  read: ({ digits }) => {
    if (!/[09]$/.test(digits) || weightedSum(digits, WEIGHTS) % 11 !== 0) return null
    const [day, month, year] = dayMonthYear(digits)
    if (isDayOfYear(day, month, year)) return high('is-kennitala')
    // An organisation is no person, but a hit is never dropped without a word.
    return isDayOfYear(day - 40, month, year) ? low('is-kennitala') : null
  },
}

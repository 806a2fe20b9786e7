/** Burgerservicenummer: nine digits, or eight where a leading zero was lost. One check modulo 11: one number in 11 passes. */
import { isCompactDate, weightedSum } from './check-digits.ts'
import { low, type NumberScheme } from './number-scheme.ts'

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, -1]

export const netherlands: NumberScheme = {
  shapes: ['9', '8', '3-3-3', '4-2-3'],
  standsAlone: true,
  read: ({ digits, separators }) => {
    if (separators.includes('+') || (digits.length === 8 && (digits.startsWith('0') || isCompactDate(digits))))
      return null
    const nine = digits.padStart(9, '0')
    const sum = weightedSum(nine, WEIGHTS)
    return sum !== 0 && sum % 11 === 0 ? low('nl-bsn') : null
  },
}

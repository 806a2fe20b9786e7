/** NHS number: ten digits, one check modulo 11: one number in 11 passes. */
import { weightedSum } from './check-digits.ts'
import { low, type NumberScheme } from './number-scheme.ts'

const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2]

export const unitedKingdom: NumberScheme = {
  shapes: ['10', '3-3-4', '6-4'],
  standsAlone: true,
  read: ({ digits, separators }) => {
    const sum = weightedSum(digits, WEIGHTS)
    const check = (11 - (sum % 11)) % 11
    return !separators.includes('+') && sum !== 0 && check === Number(digits[9]) ? low('uk-nhs') : null
  },
}

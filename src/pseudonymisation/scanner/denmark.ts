/** CPR number, DDMMYY-SSSS. Its check digit is not reliable since 2007, so a valid date and the shape decide. */
import { dayMonthYear, isDayOfYear } from './check-digits.ts'
import { high, type NumberScheme } from './number-scheme.ts'

export const denmark: NumberScheme = {
  shapes: ['10', '6-4', '2-2-2-4'],
  standsAlone: true,
  read: ({ digits, shape, separators }) => {
    if (separators.includes('+')) return null
    // A date and a time of day, `12.03.20 1030`, have different separators.
    if (shape === '2-2-2-4' && separators[2] === ' ' && separators[0] !== ' ') return null
    return isDayOfYear(...dayMonthYear(digits)) ? high('dk-cpr') : null
  },
}

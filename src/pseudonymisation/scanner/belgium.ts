/** National number, YY.MM.DD-SSS.CC: 97 less the first nine modulo 97; a 2 in front for those born from 2000. */
import { isDayOfYear } from './check-digits.ts'
import { high, type NumberScheme } from './number-scheme.ts'

export const belgium: NumberScheme = {
  shapes: ['2-2-2-3-2', '2-2-2-5'],
  anyRuns: { digits: 11, most: 6 },
  standsAlone: false,
  read: ({ digits }) => {
    const nine = digits.slice(0, 9)
    const [year, month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))]
    if (!isDayOfYear(day, month, year)) return null
    const expected = [Number(nine), Number(`2${nine}`)].map(number => 97 - (number % 97))
    return expected.includes(Number(digits.slice(9))) ? high('be-nn') : null
  },
}

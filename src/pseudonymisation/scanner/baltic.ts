/** Estonian isikukood and Lithuanian asmens kodas: GYYMMDDSSSC with one check digit in common. */
import { isDayOfYear, weightedSum } from './check-digits.ts'
import { high, type NumberScheme } from './number-scheme.ts'

const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]

/** Read as Estonian; a Lithuanian word near makes it Lithuanian (see near-words). */
export const baltic: NumberScheme = {
  shapes: ['1-2-2-2-4', '1-2-2-2-3-1'],
  anyRuns: { digits: 11, most: 4 },
  standsAlone: true,
  read: ({ digits }) => {
    const isPerson = /^[1-8]/.test(digits)
    const [year, month, day] = [Number(digits.slice(1, 3)), Number(digits.slice(3, 5)), Number(digits.slice(5, 7))]
    if (!isPerson || !isDayOfYear(day, month, year)) return null
    return checkDigit(digits) === Number(digits[10]) ? high('ee-isikukood') : null
  },
}

function checkDigit(digits: string): number {
  const first = weightedSum(digits, FIRST_WEIGHTS) % 11
  if (first < 10) return first
  const second = weightedSum(digits, SECOND_WEIGHTS) % 11
  return second < 10 ? second : 0
}

/** Arithmetic that several countries' numbers share. */

export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** Luhn (ISO/IEC 7812-1, annex B) over all digits, the check digit last. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 0 ? digit : digit * 2
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Whether day, month and a two-digit year are a date of some century; 29 February in leap years only (00 counts as 2000). */
export function isDayOfYear(day: number, month: number, yearOfCentury: number): boolean {
  const length = MONTH_LENGTHS[month - 1]
  if (length === undefined || day < 1 || day > length) return false
  return !(month === 2 && day === 29) || yearOfCentury % 4 === 0
}

/** `DDMMYY…` as three numbers. */
export function dayMonthYear(digits: string): [day: number, month: number, year: number] {
  return [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))]
}

/** Eight digits that read as an ordinary date, year first or last. */
export function isCompactDate(digits: string): boolean {
  const isYear = (text: string) => /^(?:19|20)\d\d$/.test(text)
  const n = (from: number, to: number) => Number(digits.slice(from, to))
  return (
    (isYear(digits.slice(0, 4)) && isDayOfYear(n(6, 8), n(4, 6), n(2, 4))) ||
    (isYear(digits.slice(4)) && isDayOfYear(n(0, 2), n(2, 4), n(6, 8)))
  )
}

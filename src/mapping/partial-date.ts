import type { PartialDate } from '../model/generated/common-record.ts'

const FORM = /^(\d{4})(?:-(\d{2}|nk)(?:-(\d{2}|nk))?)?$/i
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Reads `YYYY-MM-DD`, `YYYY`, `YYYY-MM` and the forms with NK for what is not known (trial-data 2.1): what is known is
 * kept, nothing is filled in. Everything else, a day that no calendar has included, is null: no order of day and month
 * is ever guessed.
 */
export function readPartialDate(text: string): PartialDate | null {
  if (isWholeDay(text)) return text
  const [, year, month, day] = FORM.exec(text) ?? []
  if (year === undefined) return null
  if (month === undefined) return year
  const monthKnown = isKnown(month)
  if (monthKnown && daysIn(year, month) === 0) return null
  if (day === undefined) return monthKnown ? `${year}-${month}` : null
  if (!isKnown(day)) return monthKnown ? `${year}-${month}` : year
  if (Number(day) < 1 || Number(day) > (monthKnown ? daysIn(year, month) : 31)) return null
  return monthKnown ? `${year}-${month}-${day}` : year
}

/** Almost every date of an export is one: it is told without a pattern. */
function isWholeDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)]
  if (year < 0 || month < 1 || month > 12 || day < 1) return false
  return day <= (month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0))
}

const HYPHEN = 0x2d
const ZERO = 0x30

/** -1 where one of them is none. */
function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

function isKnown(part: string): boolean {
  return part.toLowerCase() !== 'nk'
}

/** 0 where there is no such month. */
function daysIn(year: string, month: string): number {
  const days = DAYS_IN_MONTH[Number(month) - 1] ?? 0
  return month === '02' && isLeap(Number(year)) ? 29 : days
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

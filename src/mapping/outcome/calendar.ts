/**
 * Calendar arithmetic in whole days. A *day* is the integer number of days since 1970-01-01, so that no time zone and
 * no clock can shift it. A *partial date* is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; only the first is *complete*.
 */
import type { NullableDate, PartialDate } from '../../model/generated/common-record.ts'

/** Days since 1970-01-01. */
export type Day = number

export function isComplete(date: NullableDate): date is PartialDate {
  return date !== null && date.length === 'YYYY-MM-DD'.length
}

/** The day of a complete date; null for a partial or missing one. */
export function completeDay(date: NullableDate): Day | null {
  return isComplete(date) ? firstPossibleDay(date) : null
}

export function firstPossibleDay(date: PartialDate): Day {
  const month = date.length < 7 ? 1 : digits(date, 5, 7)
  return dayNumber(digits(date, 0, 4), month, date.length < 10 ? 1 : digits(date, 8, 10))
}

export function lastPossibleDay(date: PartialDate): Day {
  const { year, month, day } = partsOf(date)
  if (day !== null) return dayNumber(year, month ?? 12, day)
  const isLastMonth = month === null || month === 12
  return (isLastMonth ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)) - 1
}

/** Day 15 of a known month, 15 July of a known year (trial-data rules, PFS and OS); a complete date is itself. */
export function imputedDay(date: PartialDate): Day {
  const { year, month, day } = partsOf(date)
  return dayNumber(year, month ?? 7, day ?? 15)
}

/** `YYYY-MM-DD` of a day. */
export function dateOf(day: Day): string {
  const fromMarch = day + DAYS_TO_EPOCH
  const era = Math.floor(fromMarch / DAYS_PER_ERA)
  const dayOfEra = fromMarch - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - daysBeforeYearOfEra(yearOfEra)
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  const dayOfMonth = dayOfYear - daysBeforeMonth(monthFromMarch) + 1
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`
}

/** `2023-Q2` of a date whose month is known, null otherwise. */
export function quarterOf(date: NullableDate): string | null {
  if (date === null) return null
  const { year, month } = partsOf(date)
  return month === null ? null : `${padded(year, 4)}-Q${Math.ceil(month / 3)}`
}

/**
 * Completed years from birth to a day. Where only the year of birth is known, the difference of years; where only year
 * and month are known, the birthday counts as passed from the first of that month.
 */
export function completedYears(birth: PartialDate, at: Day): number {
  const born = partsOf(birth)
  const then = partsOf(dateOf(at))
  const years = then.year - born.year
  if (born.month === null || then.month === null) return years
  const birthdayPassed = then.month > born.month || (then.month === born.month && (then.day ?? 1) >= (born.day ?? 1))
  return birthdayPassed ? years : years - 1
}

interface DateParts {
  readonly year: number
  readonly month: number | null
  readonly day: number | null
}

/** By position, since every rule asks for it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
function partsOf(date: PartialDate): DateParts {
  return {
    year: digits(date, 0, 4),
    month: date.length < 7 ? null : digits(date, 5, 7),
    day: date.length < 10 ? null : digits(date, 8, 10),
  }
}

/** Every rule reads dates: no text is made on the way. */
function digits(date: PartialDate, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) number = number * 10 + date.charCodeAt(at) - ZERO
  return number
}

const ZERO = 0x30

const DAYS_PER_ERA = 146_097 // 400 years of the Gregorian calendar
const DAYS_TO_EPOCH = 719_468 // 0000-03-01 to 1970-01-01

/** Years begin in March here, so that the leap day is the last day of a year. */
function dayNumber(year: number, month: number, day: number): Day {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const dayOfYear = daysBeforeMonth((month + 9) % 12) + day - 1
  return era * DAYS_PER_ERA + daysBeforeYearOfEra(marchYear - era * 400) + dayOfYear - DAYS_TO_EPOCH
}

function daysBeforeYearOfEra(yearOfEra: number): number {
  return yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
}

function daysBeforeMonth(monthFromMarch: number): number {
  return Math.floor((153 * monthFromMarch + 2) / 5)
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

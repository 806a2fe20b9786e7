/** Calendar dates (YYYY-MM-DD, YYYY-MM, YYYY) -> days after day 0, quarter and age band. */

const MS_PER_DAY = 86_400_000
const DAYS_PER_MONTH = 30.4375
const DAYS_PER_YEAR = 365.25
/** As far as the record's schema lets a day be: more than a lifetime. */
const FARTHEST_DAY = 45_000

export type Precision = 'day' | 'month' | 'year'

export interface Offset {
  /** Days after day 0; null where the date or day 0 is not known. */
  readonly day: number | null
  readonly precision: Precision | null
}

const UNKNOWN: Offset = { day: null, precision: null }

export function precisionOf(date: string): Precision {
  if (date.length === 10) return 'day'
  return date.length === 7 ? 'month' : 'year'
}

export function isComplete(date: string | null): date is string {
  return date !== null && precisionOf(date) === 'day'
}

/**
 * Offset of a date from day 0, a complete date. A partial date gives the difference of whole months or years: the
 * offset of an imputed day (15th, July) would tell on which day of the calendar day 0 was.
 */
export function offsetFrom(dayZero: string | null, date: string | null): Offset {
  if (dayZero === null || date === null) return UNKNOWN
  const precision = precisionOf(date)
  const day = daysBetween(dayZero, date, precision)
  // A mistyped year, 0202 for 2022, is no date.
  return Math.abs(day) > FARTHEST_DAY ? UNKNOWN : { day, precision }
}

function daysBetween(dayZero: string, date: string, precision: Precision): number {
  const years = yearOf(date) - yearOf(dayZero)
  if (precision === 'year') return Math.round(years * DAYS_PER_YEAR)
  if (precision === 'month') return Math.round((years * 12 + monthOf(date) - monthOf(dayZero)) * DAYS_PER_MONTH)
  return dayNumber(date) - dayNumber(dayZero)
}

/** `2024-05-17` -> `2024-Q2`. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(monthOf(date) / 3)}`
}

/** First day that a date can mean: partial dates are compared by it. */
export function firstPossibleDay(date: string): string {
  return `${date}-01-01`.slice(0, 10)
}

export function earliestComplete(dates: readonly (string | null)[]): string | null {
  return dates.filter(isComplete).toSorted()[0] ?? null
}

export function latestComplete(dates: readonly (string | null)[]): string | null {
  return dates.filter(isComplete).toSorted().at(-1) ?? null
}

/** Completed years; of a year-only birth the difference of years, of a birth month that of months. */
export function ageAt(birth: string, date: string): number {
  const years = yearOf(date) - yearOf(birth)
  const rest = birth.slice(5)
  return rest !== '' && date.slice(5, 5 + rest.length) < rest ? years - 1 : years
}

const BAND_STARTS = [18, 30, 40, 50, 60, 70] as const

export type AgeBand = '<18' | '18-29' | '30-39' | '40-49' | '50-59' | '60-69' | '70-79' | '>=80' | 'unknown'

export function ageBandOf(age: number | null): AgeBand {
  if (age === null || age < 0) return 'unknown'
  if (age < 18) return '<18'
  if (age >= 80) return '>=80'
  const start = BAND_STARTS.findLast(first => age >= first) ?? 18
  return `${start}-${start === 18 ? 29 : start + 9}` as AgeBand
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

function monthOf(date: string): number {
  return Number(date.slice(5, 7))
}

function dayNumber(date: string): number {
  return Date.UTC(yearOf(date), monthOf(date) - 1, Number(date.slice(8, 10))) / MS_PER_DAY
}

/** Days of a record on the calendar of an export: day 0 is 2000-01-01, of every person, so that no date is a date. */

export const FIXED_DAY_ZERO = '2000-01-01'
const MS_PER_DAY = 86_400_000
const ZERO = Date.parse(`${FIXED_DAY_ZERO}T00:00:00Z`)

export function fixedDate(day: number): string {
  return new Date(ZERO + day * MS_PER_DAY).toISOString().slice(0, 10)
}

export function dayOfFixed(date: string): number {
  return (Date.parse(`${date.slice(0, 10)}T00:00:00Z`) - ZERO) / MS_PER_DAY
}

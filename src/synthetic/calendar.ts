/** Days as whole numbers since 1970-01-01, so that intervals are subtractions. */

const MS_PER_DAY = 86_400_000

/** `2023-10-01` -> 19631. */
export function dayNumber(isoDate: string): number {
  return Date.parse(`${isoDate}T00:00:00Z`) / MS_PER_DAY
}

/** 19631 -> `2023-10-01`. */
export function isoDate(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** The same for a day that may be missing: empty cell. */
export function dateCell(day: number | null): string {
  return day === null ? '' : isoDate(day)
}

/**
 * Values of cells as a person sees them, from what a workbook stores (ECMA-376 part 1, 18.3 and 18.8.30): numbers as typed,
 * days of the calendar in ISO form.
 */

/** How the number of a cell is shown. */
export type NumberShape = 'number' | 'date' | 'date-time' | 'time' | { readonly zeros: number }

/** Built-in formats that show a day, a time of day, or both (18.8.30; 27 to 36 and 50 to 58 in East Asian locales). */
const DAYS = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58])
const TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47, 55, 56])

/** Shape of a number format: by its number, or by its code where the workbook brings one. */
export function numberShape(id: number, code: string | undefined): NumberShape {
  if (code === undefined) {
    if (id === 22) return 'date-time'
    return DAYS.has(id) ? 'date' : TIMES.has(id) ? 'time' : 'number'
  }
  if (/^0{2,20}$/.test(code)) return { zeros: code.length }
  const bare = withoutLiterals(code.slice(0, 1_000))
  const hasTime = /[hs]/i.test(bare) || /\[m+\]/i.test(code)
  // `m` is a month beside a day or a year, and minutes beside hours or seconds.
  const hasDay = /[dy]/i.test(bare) || (/m/i.test(bare) && !hasTime)
  if (hasDay) return hasTime ? 'date-time' : 'date'
  return hasTime ? 'time' : 'number'
}

/** First section of the code without quoted text, escaped signs, conditions, colours and locales. */
function withoutLiterals(code: string): string {
  return (code.split(';')[0] ?? '')
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '')
}

export interface DateSystem {
  /** Day 0 is 1904-01-01; else 1900-01-01 is day 1. */
  readonly is1904: boolean
}

/** Text of a number cell; the stored text where it is no number. */
export function numberText(stored: string, shape: NumberShape, system: DateSystem): string {
  const number = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(number)) return stored
  if (typeof shape === 'object')
    return Number.isInteger(number) && number >= 0 ? String(number).padStart(shape.zeros, '0') : String(number)
  if (shape === 'number' || number < 0 || number >= FIRST_DAY_AFTER_ALL) return plainNumber(number)
  const day = Math.floor(number)
  const time = timeOfDay(number - day)
  if (time === null) return numberText(String(day + 1), shape, system)
  if (shape === 'time' && day === 0) return time
  const date = dateText(day, system)
  return shape === 'date' || (shape === 'date-time' && time === '00:00:00') ? date : `${date}T${time}`
}

/** 10000-01-01 in the older system. */
const FIRST_DAY_AFTER_ALL = 2_958_466

/** As typed: the shortest decimal text of the number, without an exponent for whole numbers. */
function plainNumber(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number)
}

/** `HH:MM:SS`, rounded to seconds; null where that is midnight of the next day. */
function timeOfDay(fraction: number): string | null {
  const seconds = Math.round(fraction * 86_400)
  if (seconds === 86_400) return null
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map(part => String(part).padStart(2, '0')).join(':')
}

const MS_PER_DAY = 86_400_000

/**
 * The older system counts a day that never was, 1900-02-29 as day 60: days before it are one later than they seem, and
 * the day itself is told as it is written, so that it is no date.
 */
function dateText(day: number, { is1904 }: DateSystem): string {
  if (!is1904 && day === 60) return '1900-02-29'
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30)
  return new Date(epoch + day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** `2022-03-01T00:00:00` of a cell that stores ISO text: midnight is no time of day. */
export function isoText(stored: string): string {
  return stored.replace(/T00:00:00(?:\.0+)?Z?$/, '')
}

/** Signs that XML cannot hold stand as `_x000D_` (ST_Xstring, ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

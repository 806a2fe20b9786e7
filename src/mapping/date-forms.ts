import type { PartialDate } from '../model/generated/common-record.ts'
import type { DateForm } from '../model/generated/mapping.ts'
import { remember } from '../model/remember.ts'
import type { DateColumnRule } from './mapping.ts'
import { readPartialDate } from './partial-date.ts'

/** Where year, month and day stand, the sign between them, and whether one digit is enough for a month or a day. */
interface Shape {
  readonly order: readonly ('year' | 'month' | 'day')[]
  readonly sign: string
  readonly short: boolean
}

const YEAR_FIRST = ['year', 'month', 'day'] as const
const DAY_FIRST = ['day', 'month', 'year'] as const
const MONTH_FIRST = ['month', 'day', 'year'] as const

const SHAPES: Readonly<Record<DateForm, Shape>> = {
  'YYYY-MM-DD': { order: YEAR_FIRST, sign: '-', short: false },
  'YYYY/MM/DD': { order: YEAR_FIRST, sign: '/', short: false },
  YYYYMMDD: { order: YEAR_FIRST, sign: '', short: false },
  'DD-MM-YYYY': { order: DAY_FIRST, sign: '-', short: false },
  'DD.MM.YYYY': { order: DAY_FIRST, sign: '.', short: false },
  'DD/MM/YYYY': { order: DAY_FIRST, sign: '/', short: false },
  'D.M.YYYY': { order: DAY_FIRST, sign: '.', short: true },
  'D-M-YYYY': { order: DAY_FIRST, sign: '-', short: true },
  'D/M/YYYY': { order: DAY_FIRST, sign: '/', short: true },
  'MM/DD/YYYY': { order: MONTH_FIRST, sign: '/', short: false },
  'M/D/YYYY': { order: MONTH_FIRST, sign: '/', short: true },
}

const TIME_OF_DAY = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?$/

/**
 * Reads a date of one form, and a month or a year in the same form without what is missing: `05.2022`, `2022`. NK stands
 * for a part that is not known. A time of day behind it is dropped. Everything else, a day that no calendar has
 * included, is null.
 */
export function readDateOf(form: DateForm, text: string): PartialDate | null {
  const { order, sign, short } = SHAPES[form]
  const date = text.replace(TIME_OF_DAY, '')
  const parts = sign === '' ? compactParts(date) : date.split(sign)
  // Of three, two or one part: what is missing is the day, then the month.
  const names = order.filter(name => name === 'year' || (name === 'month' ? parts.length > 1 : parts.length > 2))
  if (names.length !== parts.length) return null
  const partOf = (name: 'year' | 'month' | 'day'): string => parts[names.indexOf(name)] ?? 'NK'
  const [month, day] = [partOf('month'), partOf('day')].map(part => twoDigits(part, short))
  const year = partOf('year')
  if (month === undefined || day === undefined || !/^\d{4}$/.test(year)) return null
  return readPartialDate(`${year}-${month}-${day}`)
}

function compactParts(text: string): string[] {
  if (!/^\d{4}(?:\d{2}(?:\d{2})?)?$/.test(text)) return []
  return [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].filter(part => part !== '')
}

function twoDigits(part: string, short: boolean): string | undefined {
  if (/^(?:\d{2}|nk)$/i.test(part)) return part
  return short && /^\d$/.test(part) ? `0${part}` : undefined
}

/** Reads a date in the form that is stated; partial ones are kept unless the mapping refuses them. */
export function dateReader({
  form,
  partial,
}: Pick<DateColumnRule, 'form' | 'partial'>): (text: string) => string | null {
  // A day as it is written is told quicker than it is looked up; the other forms are remembered.
  const read = form === null ? readPartialDate : remember(text => readDateOf(form, text))
  return partial === 'refuse' ? text => wholeDay(read(text)) : read
}

function wholeDay(date: PartialDate | null): PartialDate | null {
  return date?.length === FULL_DATE ? date : null
}

const FULL_DATE = 'YYYY-MM-DD'.length

/** Texts, numbers and dates of one language; codes stay codes. */
import { type Language, languages, type MessageKey } from './messages.ts'

/** Region that decides how numbers and dates are written. */
const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  nb: 'nb-NO',
  sv: 'sv-SE',
  da: 'da-DK',
  fi: 'fi-FI',
  nl: 'nl-NL',
}

export interface Words {
  readonly language: Language
  /** The message with its places filled. */
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string
  /** The message of a key that is made from a code; the code itself where there is none. */
  code(family: string, code: string): string
  whole(value: number): string
  /** With at most so many digits behind the point. */
  decimal(value: number, digits?: number): string
  /** 0.95 as 95 %. */
  level(value: number): string
  /** 0.4 as 40 % in the habit of the language, one digit behind the point. */
  percent(value: number): string
  /** Four significant digits from 0.001 on, else as a power of ten. */
  pValue(value: number): string
  percentInterval(interval: readonly [number, number] | null): string
  /** Whole days; an open end is ∞. */
  dayInterval(interval: readonly [number | null, number | null]): string
  date(day: string): string
  list(items: readonly string[]): string
}

export function wordsOf(language: Language): Words {
  const messages = languages[language]
  const locale = LOCALES[language]
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const level = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const decimal = (value: number, digits = 2) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
  const words: Words = {
    language,
    say: (key, values = {}) => fill(messages[key], values),
    code(family, code) {
      const key = `${family}.${code}`
      return isKey(key) ? messages[key] : code
    },
    whole: value => whole.format(value),
    decimal,
    level: value => level.format(value),
    percent: value => percent.format(value),
    pValue: value =>
      value === 0 || value >= 0.001
        ? new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }).format(value)
        : new Intl.NumberFormat(locale, { notation: 'scientific', maximumSignificantDigits: 3 }).format(value),
    percentInterval: interval =>
      interval === null ? '–' : `${percent.format(interval[0])} – ${percent.format(interval[1])}`,
    dayInterval: ([low, high]) =>
      `${low === null ? '∞' : whole.format(low)} – ${high === null ? '∞' : whole.format(high)}`,
    date: day => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? dates.format(new Date(`${day}T00:00:00Z`)) : day),
    list: items => list.format(items),
  }
  return words
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(languages.en, key)
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name]
    return value === undefined ? place : String(value)
  })
}

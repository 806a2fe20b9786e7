export type Decimal = 'point' | 'comma' | 'either'

const NUMBER: Readonly<Record<Decimal, RegExp>> = {
  point: /^[+-]?\d{1,15}(?:\.\d{1,15})?$/,
  comma: /^[+-]?\d{1,15}(?:,\d{1,15})?$/,
  either: /^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/,
}

/** Reads `3`, `03`, `3.0` and `3,0`; null for anything else (no thousands separator, no exponent, no unit). */
export function readNumber(text: string, decimal: Decimal = 'either'): number | null {
  return NUMBER[decimal].test(text) ? Number(text.replace(',', '.')) : null
}

/** A running number as text, so that `1`, `01` and `1.0` are one; other text stays as it is. */
export function normaliseNumberText(text: string): string {
  const number = readNumber(text)
  return number === null ? text : String(number)
}

/**
 * What a program makes by its clock or by chance, as the schemas tell it: a `format` of the table below, or a `pattern` that
 * is a run of hexadecimal or base64url letters of one length, perhaps behind a fixed word. The digits in it are nobody's.
 */

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const FROM_2020 = 1_577_836_800
const TO_2100 = 4_102_444_800

interface Format {
  /** Whether a value is what its format says: only then it need not be read. */
  readonly fits: (value: unknown) => boolean
  /** As a word in a sentence of ours it cannot be mistaken for anything else. */
  readonly word?: string
}

/** Formats of the schemas; annotations (JSON Schema 2020-12, section 7): what is refused is said by `type` and `pattern`. */
export const FORMATS = {
  'unix-seconds': { fits: value => Number.isSafeInteger(value) && isWithin(Number(value), FROM_2020, TO_2100) },
  'unix-milliseconds': {
    fits: value => Number.isSafeInteger(value) && isWithin(Number(value), FROM_2020 * 1000, TO_2100 * 1000),
  },
  /** As this program makes them; others' are read as any text. */
  'message-id': { fits: whole(`${UUID}|[0-9a-f]{32}`), word: UUID },
  /** Of a key, as people compare it. */
  fingerprint: { fits: whole('[0-9]{5}(?: [0-9]{5}){7}'), word: '[0-9]{5}(?: [0-9]{5}){7}' },
  /** Base64url of uniform bytes: shares and their sums, ciphertext, signatures. A short one with a run of digits is read. */
  noise: { fits: value => typeof value === 'string' && /^[A-Za-z0-9_-]*$/.test(value) && !hasDigits(value) },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS

/** For a validator of schemas: known, and no ground to refuse. */
export const schemaFormats: Readonly<Record<FormatName, true>> = {
  'unix-seconds': true,
  'unix-milliseconds': true,
  'message-id': true,
  fingerprint: true,
  noise: true,
}

/** In uniform letters nine digits in a row are rarer than one in a million up to here, and to be expected far beyond. */
const LONG_NOISE = 1000

function hasDigits(text: string): boolean {
  return text.length < LONG_NOISE && /[0-9]{9}/.test(text)
}

/** `^cut-[0-9a-f]{16}$`: at least 16 hexadecimal or 43 base64url letters, of one length. */
const CHANCE_PATTERN =
  /^\^(?<before>(?:[a-z]{1,8}|\[1-9\](?:\[0-9\]\*)?)*-)?(?:\[0-9a-f\]\{(?<hex>\d+)\}|\[A-Za-z0-9_-\]\{(?<base64>\d+)\})(?:\\\.[a-z]+)?\$$/

/** Whether nothing but chance fills this pattern of a schema. */
export function isChancePattern(pattern: string): boolean {
  const { hex, base64 } = CHANCE_PATTERN.exec(pattern)?.groups ?? {}
  return Number(hex ?? 0) >= 16 || Number(base64 ?? 0) >= 43
}

/** Whether such a pattern, hexadecimal, is a word that stands in sentences too. */
export function isChanceWord(pattern: string): boolean {
  return isChancePattern(pattern) && pattern.includes('[0-9a-f]{')
}

export function isFormat(name: unknown): name is FormatName {
  return typeof name === 'string' && Object.hasOwn(FORMATS, name)
}

function whole(shape: string): (value: unknown) => boolean {
  const regex = new RegExp(`^(?:${shape})$`)
  return value => typeof value === 'string' && regex.test(value)
}

function isWithin(value: number, from: number, to: number): boolean {
  return value >= from && value < to
}

/** What the leak scanner reports: a kind and how sure it is, never the content. */

export const NATIONAL_NUMBER_KINDS = [
  'no-fnr',
  'no-fnr-synthetic',
  'no-d-number',
  'no-d-number-synthetic',
  'no-h-number',
  'no-h-number-synthetic',
  'no-fh-number',
  'no-fh-number-synthetic',
  'dk-cpr',
  'se-personnummer',
  'se-samordningsnummer',
  'fi-hetu',
  'nl-bsn',
  'ee-isikukood',
  'lt-asmens-kodas',
  'is-kennitala',
  'uk-nhs',
  'be-nn',
  'fr-nir',
] as const

export type NationalNumberKind = (typeof NATIONAL_NUMBER_KINDS)[number]

export type IdentifierKind =
  | NationalNumberKind
  | 'name'
  | 'date-of-birth'
  | 'phone'
  | 'email'
  | 'web'
  | 'address'
  | 'record-number'
  | 'other'

/** `low` = may well be chance: a weak check digit with no word near, a single given name. */
export type Certainty = 'high' | 'low'

export interface Finding {
  readonly kind: IdentifierKind
  readonly certainty: Certainty
}

/** A finding with its place in the text read: from inclusive, to exclusive. */
export interface PlacedFinding extends Finding {
  readonly from: number
  readonly to: number
}

export interface PlacedNumber extends PlacedFinding {
  readonly kind: NationalNumberKind
}

export interface ScanContext {
  /** ISO 3166-1 alpha-2 of the trial's country: decides how weak numbers and domestic phones are taken. */
  readonly country?: string
  /** The text is prose, not a coded cell. Default true. */
  readonly freeText?: boolean
  /** A subject id of the trial's declared shape: not tested for the numbers that match by chance once in 11. */
  readonly declaredSubjectId?: boolean
}

/** Reads a text as `readText` made it. */
export type Detector = (text: string, context: ScanContext) => PlacedFinding[]

/** Identifiers that are parsed once and compared whole, never by prefix or suffix. */
import { NodeError } from './errors.ts'

declare const brand: unique symbol
export type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** A member of the federation, e.g. `impress-norway`. */
export type MemberId = Branded<string, 'MemberId'>
/** ISO 3166-1 alpha-2, upper case. */
export type CountryCode = Branded<string, 'CountryCode'>
/** `v1|tumour|alteration|drugs`. */
export type CohortKey = Branded<string, 'CohortKey'>
/** `cut-` and the first 16 hex digits of the snapshot's SHA-256. */
export type CutId = Branded<string, 'CutId'>
/** `p1-` and 32 lower-case hex digits of a keyed HMAC; the digit is the key's version. */
export type Pseudonym = Branded<string, 'Pseudonym'>

function parse<T extends string>(shape: RegExp, text: string, what: string): T {
  if (!shape.test(text)) {
    throw new NodeError('usage/bad-argument', `not a valid ${what}`, {
      hint: `A ${what} has the form ${shape.source}.`,
    })
  }
  return text as T
}

export const parseMemberId = (text: string): MemberId =>
  parse(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, text, 'member id')
export const parseCountryCode = (text: string): CountryCode => parse(/^[A-Z]{2}$/, text, 'country code')
export const parseCutId = (text: string): CutId => parse(/^cut-[0-9a-f]{16}$/, text, 'cut id')
export const parsePseudonym = (text: string): Pseudonym => parse(/^p[1-9][0-9]*-[0-9a-f]{32}$/, text, 'pseudonym')

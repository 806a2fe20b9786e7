/** What each country's file says of its number. */
import type { Certainty, NationalNumberKind } from './finding.ts'
import type { NumberCandidate } from './number-candidates.ts'

export interface NumberReading {
  readonly kind: NationalNumberKind
  readonly certainty: Certainty
}

export interface NumberScheme {
  /** Lengths of the runs of digits in which people write it. */
  readonly shapes: readonly string[]
  /** Also any other way to part so many digits into at most `most` runs: where date and check digits are strong. */
  readonly anyRuns?: { readonly digits: number; readonly most: number }
  /** A run that hangs on by hyphen or dot rules it out: for schemes with one check digit or none. */
  readonly standsAlone: boolean
  read(candidate: NumberCandidate): NumberReading | null
}

export function hasShapeOf(scheme: NumberScheme, candidate: NumberCandidate): boolean {
  if (scheme.standsAlone && !candidate.standsAlone) return false
  if (scheme.shapes.includes(candidate.shape)) return true
  const { anyRuns } = scheme
  return anyRuns?.digits === candidate.digits.length && candidate.separators.length < anyRuns.most
}

export const high = (kind: NationalNumberKind): NumberReading => ({ kind, certainty: 'high' })
export const low = (kind: NationalNumberKind): NumberReading => ({ kind, certainty: 'low' })

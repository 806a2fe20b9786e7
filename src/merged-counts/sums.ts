/** Sums over the counted parts of a document. Nothing that is masked is made up, and no part is counted twice. */
import type {
  CountryPart,
  DenominatorCode,
  MeasureCode,
  MergedCounts,
  PartCounts,
  PoolPart,
} from '../model/generated/merged-counts.ts'
import { addBounds, type Bounds, boundsOf } from './bounds.ts'

export type Part = CountryPart | PoolPart
export type CountCode = keyof PartCounts

export interface Measure {
  readonly measure: MeasureCode
  readonly denominator: DenominatorCode
}

export function isCountry(part: Part): part is CountryPart {
  return part.kind === 'country'
}

export function isPool(part: Part): part is PoolPart {
  return part.kind === 'pool'
}

export function countriesOf(part: Part): readonly string[] {
  return part.kind === 'country' ? [part.country] : part.countries
}

export function countedParts({ parts }: MergedCounts): readonly Part[] {
  return parts.filter(part => part.counted)
}

/** What a part says of a code; null where it says nothing. */
export function partCount(part: Part, code: CountCode): Bounds | null {
  const count = part.counts[code]
  return count === undefined ? null : boundsOf(count)
}

export function partMeasure(part: Part, { measure, denominator }: Measure): Bounds | null {
  const found = part.measures.find(other => other.measure === measure && other.denominator === denominator)
  return found === undefined ? null : boundsOf(found.count)
}

/** Sum over the counted parts; null as soon as one of them says nothing. */
export function sumOfCode(document: MergedCounts, code: CountCode): Bounds | null {
  return sumOver(countedParts(document), part => partCount(part, code))
}

export function sumOfMeasure(document: MergedCounts, measure: Measure): Bounds | null {
  return sumOver(countedParts(document), part => partMeasure(part, measure))
}

export function sumOver(parts: readonly Part[], read: (part: Part) => Bounds | null): Bounds | null {
  return parts.reduce<Bounds | null>(
    (sum, part) => {
      const own = read(part)
      return sum === null || own === null ? null : addBounds(sum, own)
    },
    parts.length === 0 ? null : { lo: 0, hi: 0 },
  )
}

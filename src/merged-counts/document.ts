/** Puts parts together to a document, and names it by its content. */

import type { CountryPart, MergedCounts, PartMeasure, PoolPart } from '../model/generated/merged-counts.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { checkMergedCounts } from './check.ts'
import { countriesOf, isCountry, isPool, type Part } from './sums.ts'

/** A part before it is known which others stand beside it. */
export type NewPart = Omit<CountryPart, 'counted'> | Omit<PoolPart, 'counted'>

export interface NewDocument extends Omit<MergedCounts, 'schema' | 'parts'> {
  readonly parts: readonly NewPart[]
}

/**
 * The document of these parts, in one order whatever the order given, checked. A pool holds its countries: a country's own
 * part beside it is shown and not counted. A second pool is shown as well; the one with most countries counts.
 */
export function mergedCounts({ parts, ...of }: NewDocument): MergedCounts {
  const pools = parts.filter(part => part.kind === 'pool')
  const [counting] = pools.toSorted(
    (a, b) =>
      b.countries.length - a.countries.length || compareTexts(b.cut.to, a.cut.to) || compareTexts(a.cut.set, b.cut.set),
  )
  const held = new Set<string>(counting?.countries ?? [])
  const marked = parts.map(part => ({
    ...part,
    counted: part.kind === 'pool' ? part === counting : !held.has(part.country),
  }))
  return checkMergedCounts(inOrder({ schema: 'merged-counts/1', ...of, parts: marked }))
}

/** Pools first, then countries by code; measures and lists without an order of their own sorted. */
function inOrder(document: Omit<MergedCounts, 'parts'> & { readonly parts: readonly Part[] }): unknown {
  return {
    ...document,
    parts: [...document.parts].sort(compareParts).map(part => ({
      ...part,
      ...(isPool(part) ? { countries: [...part.countries].sort() } : {}),
      measures: [...part.measures].sort(compareMeasures),
    })),
    absent: [...document.absent].sort((a, b) => compareTexts(a.country, b.country)),
  }
}

/** SHA-256 of the canonical document, the same whatever the order of its parts. */
export function documentHash(document: MergedCounts): string {
  return canonicalHash(inOrder(document))
}

function compareParts(a: Part, b: Part): number {
  if (isCountry(a) !== isCountry(b)) return isCountry(a) ? 1 : -1
  return compareTexts(nameOf(a), nameOf(b))
}

function nameOf(part: Part): string {
  return [...countriesOf(part), isPool(part) ? part.cut.set : ''].join(' ')
}

function compareMeasures(a: PartMeasure, b: PartMeasure): number {
  return compareTexts(`${a.measure}|${a.denominator}`, `${b.measure}|${b.denominator}`)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

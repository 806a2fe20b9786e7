/**
 * The tumour part. Within a definition a node stands for itself (`COADREAD`) or for itself and all below (`COADREAD+`);
 * the canonical form is the shortest list for the same nodes, so that a parent and all its children are one with the
 * parent alone.
 */
import { byCodeUnit, sortedUnique } from '../terminology/fold.ts'
import { nearCodes } from '../terminology/near-codes.ts'
import { type HasTumours, isTumourCode, panTumour } from '../terminology/tumour-tree.ts'
import { contradiction, unknownCode } from './unknown-code.ts'

export interface TumourTerm {
  readonly code: string
  readonly descendants: boolean
}

/** `COADREAD+` -> code and whether what lies below is meant. */
export function readTumourTerm(text: string): TumourTerm {
  const descendants = text.endsWith('+')
  return { code: descendants ? text.slice(0, -1) : text, descendants }
}

export function checkTumourCode(terminology: HasTumours, code: string): void {
  if (!isTumourCode(terminology, code)) {
    throw unknownCode('tumour', nearCodes(code, [panTumour, ...terminology.tumours.nodes.keys()]))
  }
}

/** Of a named cohort: its own nodes, nothing below; PAN is a cohort of its own. */
export function canonicalNamedTumour(terminology: HasTumours, codes: readonly string[]): string[] {
  for (const code of codes) checkTumourCode(terminology, code)
  checkPanAlone(codes)
  return sortedUnique(codes)
}

/** Null for PAN, which is any tumour. */
export function canonicalTumourWithin(terminology: HasTumours, texts: readonly string[]): string[] | null {
  const terms = texts.map(readTumourTerm)
  for (const { code } of terms) checkTumourCode(terminology, code)
  checkPanAlone(terms.map(({ code }) => code))
  if (terms.some(({ code }) => code === panTumour)) return null
  return shortest(terminology, coveredRanges(terminology, terms))
}

function checkPanAlone(codes: readonly string[]): void {
  if (codes.length > 1 && codes.includes(panTumour)) {
    throw contradiction('PAN stands beside other tumours', 'PAN is every tumour: name it alone, or leave it out.')
  }
}

/** First and last place in the tree's pre-order. */
export interface TumourRange {
  readonly first: number
  readonly last: number
}

/** The nodes that the terms stand for, as disjoint ranges in ascending order. */
export function coveredRanges({ tumours }: HasTumours, terms: readonly TumourTerm[]): TumourRange[] {
  const ranges = terms.flatMap(({ code, descendants }) => {
    const place = tumours.places.get(code)
    return place === undefined ? [] : [descendants ? place : { first: place.first, last: place.first }]
  })
  const joined: TumourRange[] = []
  for (const range of ranges.sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1)
    if (before === undefined || range.first > before.last + 1) joined.push(range)
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) }
  }
  return joined
}

/** A node whose whole subtree is covered stands for it; a node without children is its own subtree. */
function shortest({ tumours }: HasTumours, ranges: readonly TumourRange[]): string[] {
  const terms: string[] = []
  for (const { first, last } of ranges) {
    for (let at = first; at <= last; ) {
      const code = tumours.inOrder[at] ?? ''
      const end = tumours.places.get(code)?.last ?? at
      const isWhole = end <= last
      terms.push(isWhole ? `${code}+` : code)
      at = isWhole ? end + 1 : at + 1
    }
  }
  return terms.sort(byCodeUnit)
}

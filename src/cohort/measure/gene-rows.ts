/** For each gene the rows of those who certainly have an alteration of it, whatever its class: what `G:<gene>:any` asks. */
import { readAlteration } from '../../terminology/alteration-code.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import { type CohortIndex, type GeneRows, type Postings, postingOf } from './cohort-index.ts'
import { FindingDictionary } from './finding-dictionary.ts'

/** Above this share of all rows a gene has bits: one bit a row is less than a word for each row that has it. */
const DENSE = 1 / 64
const WORD = 32

export function joinGenes(
  terminology: Pick<Terminology, 'exons' | 'genes'>,
  findings: readonly string[],
  postings: Postings,
  rows: number,
): { readonly genes: readonly string[]; readonly geneRows: GeneRows } {
  const dictionary = new FindingDictionary(terminology, findings)
  const found = dictionary.genes().flatMap(gene => {
    const asked = readAlteration(terminology.genes, `G:${gene}:any`)
    const below = asked === null ? [] : dictionary.below([asked])
    return below.length === 0 ? [] : [{ gene, below }]
  })
  const seen = new Uint32Array(Math.ceil(rows / WORD))
  const joined = found.map(({ below }) => joinLists(below, postings, { seen, isDense: count => count > rows * DENSE }))
  return { genes: found.map(({ gene }) => gene), geneRows: packGenes(joined, seen.length) }
}

/** Rows ascending, or bits. `seen` is empty before and after. */
function joinLists(
  below: readonly number[],
  postings: Postings,
  { seen, isDense }: { readonly seen: Uint32Array; readonly isDense: (count: number) => boolean },
): { readonly list: Uint32Array } | { readonly bits: Uint32Array } {
  const [only = 0, ...others] = below
  const first = postingOf(postings, only)
  if (others.length === 0 && !isDense(first.length)) return { list: first }
  let count = 0
  for (const position of below) {
    for (const row of postingOf(postings, position)) {
      const word = seen[row >>> 5] ?? 0
      const bit = 1 << (row & 31)
      if ((word & bit) !== 0) continue
      seen[row >>> 5] = word | bit
      count += 1
    }
  }
  if (isDense(count)) {
    const bits = seen.slice()
    seen.fill(0)
    return { bits }
  }
  const list = new Uint32Array(count)
  let at = 0
  for (const position of below) {
    for (const row of postingOf(postings, position)) {
      const word = seen[row >>> 5] ?? 0
      const bit = 1 << (row & 31)
      if ((word & bit) === 0) continue
      seen[row >>> 5] = word & ~bit
      list[at++] = row
    }
  }
  return { list: list.sort() }
}

function packGenes(
  joined: readonly ({ readonly list: Uint32Array } | { readonly bits: Uint32Array })[],
  words: number,
): GeneRows {
  const starts = new Uint32Array(joined.length + 1)
  const slots = new Uint16Array(joined.length)
  const dense = joined.flatMap(one => ('bits' in one ? [one.bits] : []))
  const bits = new Uint32Array(dense.length * words)
  for (const [slot, one] of dense.entries()) bits.set(one, slot * words)
  let slot = 0
  joined.forEach((one, gene) => {
    starts[gene + 1] = (starts[gene] ?? 0) + ('list' in one ? one.list.length : 0)
    if ('bits' in one) slots[gene] = ++slot
  })
  const rows = new Uint32Array(starts[joined.length] ?? 0)
  joined.forEach((one, gene) => {
    if ('list' in one) rows.set(one.list, starts[gene] ?? 0)
  })
  return { lists: { starts, rows }, slots, bits }
}

/** Of a slot that is not 0. */
export function bitsOf({ geneRows, rows }: CohortIndex, slot: number): Uint32Array {
  const words = Math.ceil(rows.patient.length / WORD)
  return geneRows.bits.subarray((slot - 1) * words, slot * words)
}

/** Ascending, from the first row up to, without, the last. */
export function* rowsOfBits(words: Uint32Array, from: number, to: number): Iterable<number> {
  for (let at = from >>> 5; at * WORD < to; at++) {
    let word = words[at] ?? 0
    if (at === from >>> 5) word &= -1 << (from & 31)
    while (word !== 0) {
      const row = at * WORD + (31 - Math.clz32(word & -word))
      if (row >= to) return
      yield row
      word &= word - 1
    }
  }
}

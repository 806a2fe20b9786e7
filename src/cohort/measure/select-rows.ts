/** The rows that a selection means, each once. Buffers are kept between questions: a cut is asked hundreds of times. */
import { type CohortIndex, type Postings, postingOf } from './cohort-index.ts'
import { bitsOf, readRowsOfBits } from './gene-rows.ts'
import { postRows } from './postings.ts'
import type { PlaceRange, Selection } from './selection.ts'

/** Rows from the first up to, without, the last. */
interface RowRange {
  readonly from: number
  readonly to: number
}

const NONE = new Uint32Array()

export class RowSelector {
  readonly #index: CohortIndex
  readonly #everywhere: readonly PlaceRange[]
  /** The rows of each drug set, ascending. */
  readonly #drugPostings: Postings
  #found = new Uint32Array(1024)
  #count = 0
  /** A bit a row: set of what is found, or left out, while lists are joined, and cleared behind it. */
  readonly #seen: Uint32Array

  constructor(index: CohortIndex) {
    this.#index = index
    this.#everywhere = [{ first: 0, last: index.tumourCodes.length }]
    this.#drugPostings = postRows(index.rows.drugs, index.drugSets.length)
    this.#seen = new Uint32Array(Math.ceil(index.rows.patient.length / 32))
  }

  /** But those of `without`. Valid until the next call. */
  select({ places, findings, gene, drugs }: Selection, without: Uint32Array = NONE): Uint32Array {
    this.#count = 0
    const ranges = (places ?? this.#everywhere).map(range => this.#rowsOf(range))
    if (gene === null && findings !== null) {
      const lists = findings.map(finding => postingOf(this.#index.findingPostings, finding))
      this.#joinLists(lists, ranges, without)
    } else {
      if (gene !== null) this.#selectByGene(gene, ranges)
      else if (drugs !== null) this.#selectByDrugs(drugs, ranges)
      else this.#selectAll(ranges)
      this.#leaveOut(without)
    }
    if (drugs !== null && (gene !== null || findings !== null)) this.#keepDrugs(drugs)
    return this.#found.subarray(0, this.#count)
  }

  /** Room for so many more rows. */
  #room(more: number): Uint32Array {
    if (this.#count + more > this.#found.length) {
      const larger = new Uint32Array(Math.max(this.#count + more, this.#found.length * 2))
      larger.set(this.#found)
      this.#found = larger
    }
    return this.#found
  }

  #rowsOf({ first, last }: PlaceRange): RowRange {
    const { placeStarts } = this.#index
    return { from: placeStarts[first] ?? 0, to: placeStarts[last + 1] ?? 0 }
  }

  #selectAll(ranges: readonly RowRange[]): void {
    for (const { from, to } of ranges) {
      const found = this.#room(to - from)
      for (let row = from; row < to; row++) found[this.#count + row - from] = row
      this.#count += to - from
    }
  }

  #selectByGene(gene: number, ranges: readonly RowRange[]): void {
    const words = bitsOf(this.#index, gene)
    for (const range of ranges) {
      const into = this.#room(range.to - range.from)
      this.#count = readRowsOfBits(words, range, { into, at: this.#count })
    }
  }

  /** A row has one set of drugs: no list holds what another does. */
  #selectByDrugs(meant: Uint8Array, ranges: readonly RowRange[]): void {
    for (let number = 1; number < meant.length; number++) {
      if (meant[number] !== 1) continue
      for (const part of partsOf(postingOf(this.#drugPostings, number - 1), ranges)) {
        this.#room(part.length).set(part, this.#count)
        this.#count += part.length
      }
    }
  }

  #joinLists(lists: readonly Uint32Array[], ranges: readonly RowRange[], without: Uint32Array): void {
    this.#mark(without)
    for (const list of lists) for (const part of partsOf(list, ranges)) this.#addUnseen(part)
    this.#forgetFound(ranges)
    this.#forget(without)
  }

  #addUnseen(rows: Uint32Array): void {
    const found = this.#room(rows.length)
    const seen = this.#seen
    let count = this.#count
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      const word = seen[row >>> 5] ?? 0
      const bit = 1 << (row & 31)
      if ((word & bit) !== 0) continue
      seen[row >>> 5] = word | bit
      found[count++] = row
    }
    this.#count = count
  }

  #leaveOut(without: Uint32Array): void {
    if (without.length === 0) return
    this.#mark(without)
    const seen = this.#seen
    this.#keep(row => ((seen[row >>> 5] ?? 0) & (1 << (row & 31))) === 0)
    this.#forget(without)
  }

  #keepDrugs(meant: Uint8Array): void {
    const { drugs } = this.#index.rows
    this.#keep(row => meant[drugs[row] ?? 0] === 1)
  }

  #keep(isKept: (row: number) => boolean): void {
    const found = this.#found
    let kept = 0
    for (let at = 0; at < this.#count; at++) {
      const row = found[at] ?? 0
      if (isKept(row)) found[kept++] = row
    }
    this.#count = kept
  }

  #mark(rows: Uint32Array): void {
    const seen = this.#seen
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      seen[row >>> 5] = (seen[row >>> 5] ?? 0) | (1 << (row & 31))
    }
  }

  /** Of the ranges that it lies in: word by word where it is most of them, which is one pass through less memory. */
  #forgetFound(ranges: readonly RowRange[]): void {
    const words = ranges.reduce((sum, { from, to }) => sum + ((to - from) >>> 5) + 2, 0)
    if (this.#count <= words) this.#forget(this.#found.subarray(0, this.#count))
    else for (const { from, to } of ranges) this.#seen.fill(0, from >>> 5, (to >>> 5) + 1)
  }

  #forget(rows: Uint32Array): void {
    const seen = this.#seen
    for (let at = 0; at < rows.length; at++) seen[(rows[at] ?? 0) >>> 5] = 0
  }
}

/** The parts of an ascending list that lie within the ranges. */
function* partsOf(list: Uint32Array, ranges: readonly RowRange[]): Iterable<Uint32Array> {
  for (const { from, to } of ranges) {
    const first = firstAtOrAfter(list, from)
    yield list.subarray(first, firstAtOrAfter(list, to, first))
  }
}

function firstAtOrAfter(sorted: Uint32Array, value: number, from = 0): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The rows that a selection means, each once. Buffers are kept between questions: a cut is asked hundreds of times. */
import type { CohortIndex } from './cohort-index.ts'
import { postingOf } from './cohort-index.ts'
import { bitsOf, rowsOfBits } from './gene-rows.ts'
import type { PlaceRange, Selection } from './selection.ts'

export class RowSelector {
  readonly #index: CohortIndex
  readonly #everywhere: readonly PlaceRange[]
  #found = new Uint32Array(1024)
  #count = 0
  /** A bit a row: set while the postings of one question are joined, and cleared behind it. */
  readonly #seen: Uint32Array

  constructor(index: CohortIndex) {
    this.#index = index
    this.#everywhere = [{ first: 0, last: index.tumourCodes.length }]
    this.#seen = new Uint32Array(Math.ceil(index.rows.patient.length / 32))
  }

  /** Valid until the next call. */
  select(selection: Selection): Uint32Array {
    this.#count = 0
    const places = selection.places ?? this.#everywhere
    if (selection.gene !== null) this.#selectByGene(selection.gene, places, selection.drugs)
    else if (selection.findings !== null) this.#selectByFinding(selection.findings, places, selection.drugs)
    else if (selection.drugs !== null) this.#selectByDrugs(selection.drugs, places)
    else this.#selectAll(places)
    return this.#found.subarray(0, this.#count)
  }

  #add(row: number): void {
    if (this.#count === this.#found.length) {
      const larger = new Uint32Array(this.#found.length * 2)
      larger.set(this.#found)
      this.#found = larger
    }
    this.#found[this.#count++] = row
  }

  /** First row of the range, and the first behind it. */
  #rowsOf({ first, last }: PlaceRange): readonly [from: number, to: number] {
    const { placeStarts } = this.#index
    return [placeStarts[first] ?? 0, placeStarts[last + 1] ?? 0]
  }

  #selectAll(places: readonly PlaceRange[]): void {
    for (const range of places) {
      const [from, to] = this.#rowsOf(range)
      for (let row = from; row < to; row++) this.#add(row)
    }
  }

  #selectByFinding(findings: readonly number[], places: readonly PlaceRange[], meant: Uint8Array | null): void {
    const canRepeat = findings.length > 1
    for (const finding of findings) {
      this.#selectFromList(postingOf(this.#index.findingPostings, finding), places, { meant, canRepeat })
    }
    if (canRepeat) this.#forget()
  }

  #selectByGene(gene: number, places: readonly PlaceRange[], meant: Uint8Array | null): void {
    const words = bitsOf(this.#index, gene)
    const { drugs } = this.#index.rows
    for (const range of places) {
      const [from, to] = this.#rowsOf(range)
      for (const row of rowsOfBits(words, from, to)) {
        if (meant === null || meant[drugs[row] ?? 0] === 1) this.#add(row)
      }
    }
  }

  #selectFromList(
    posting: Uint32Array,
    places: readonly PlaceRange[],
    { meant, canRepeat }: { readonly meant: Uint8Array | null; readonly canRepeat: boolean },
  ): void {
    const { drugs } = this.#index.rows
    for (const range of places) {
      const [from, to] = this.#rowsOf(range)
      for (let at = from === 0 ? 0 : firstAtOrAfter(posting, from); at < posting.length; at++) {
        const row = posting[at] ?? 0
        if (row >= to) break
        if (meant !== null && meant[drugs[row] ?? 0] !== 1) continue
        if (canRepeat && this.#isSeen(row)) continue
        this.#add(row)
      }
    }
  }

  /** True the second time; the first time the row is noted. */
  #isSeen(row: number): boolean {
    const word = row >>> 5
    const bit = 1 << (row & 31)
    const seen = this.#seen[word] ?? 0
    this.#seen[word] = seen | bit
    return (seen & bit) !== 0
  }

  #forget(): void {
    for (let at = 0; at < this.#count; at++) this.#seen[(this.#found[at] ?? 0) >>> 5] = 0
  }

  /** Within a place rows are sorted by drugs. */
  #selectByDrugs(meant: Uint8Array, places: readonly PlaceRange[]): void {
    const { rows, placeStarts } = this.#index
    const { drugs } = rows
    const wanted = [...meant.keys()].filter(number => meant[number] === 1)
    for (const { first, last } of places) {
      for (let place = first; place <= last; place++) {
        const to = placeStarts[place + 1] ?? 0
        let row = placeStarts[place] ?? 0
        for (const number of wanted) {
          if (row >= to) break
          row = firstDrugAtOrAfter(drugs, number, row, to)
          while (row < to && drugs[row] === number) this.#add(row++)
        }
      }
    }
  }
}

function firstAtOrAfter(sorted: Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function firstDrugAtOrAfter(drugs: Uint16Array, value: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((drugs[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

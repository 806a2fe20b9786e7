/**
 * What witnesses put into regions, laid out twice as bits for `open-unions.ts`: of each region which witnesses put so many
 * into it, and of each witness into which regions it puts so many. Numbers of k and more stand nowhere.
 */

import { lowestBit, setBit } from './region-bits.ts'

/** Of 0..k-1 patients, one after the other, which witnesses put so many into something: a bit a witness. */
export type Holding = Uint32Array

export class WitnessBits {
  /** Witnesses that are laid out. */
  count = 0
  readonly capacity: number
  /** Of 32 witnesses each. */
  readonly words: number
  /** Of 32 regions each. */
  readonly regionWords: number
  /** By region. */
  readonly holding: readonly Holding[]
  /** By witness, then by number of patients: a bit a region. */
  readonly exactly: Uint32Array
  /** By witness: a bit a region into which it puts anybody. */
  readonly filled: Uint32Array
  readonly #k: number

  readonly #regions: readonly number[]

  /** `regions`: their positions in a witness, in the order in which they are laid out. */
  constructor(laidOut: { readonly regions: readonly number[]; readonly k: number; readonly capacity: number }) {
    const { regions, k, capacity } = laidOut
    this.#regions = regions
    this.#k = k
    this.capacity = capacity
    this.words = Math.ceil(capacity / 32)
    this.regionWords = Math.ceil(regions.length / 32)
    this.holding = regions.map(() => this.nobody())
    this.filled = new Uint32Array(capacity * this.regionWords)
    this.exactly = new Uint32Array(capacity * k * this.regionWords)
  }

  /** Its place. */
  add(witness: ArrayLike<number>): number {
    const at = this.count
    this.count += 1
    for (const [rank, region] of this.#regions.entries()) {
      const patients = witness[region] ?? 0
      if (patients > 0) setBit(this.filled, at * this.regionWords * 32 + rank)
      if (patients >= this.#k) continue
      this.put(this.holding[rank] as Holding, at, patients)
      setBit(this.exactly, this.placeOf(at, patients) * 32 + rank)
    }
    return at
  }

  /** Where the regions with so many patients in the witness begin. */
  placeOf(witness: number, patients: number): number {
    return (witness * this.#k + patients) * this.regionWords
  }

  put(holding: Holding, witness: number, patients: number): void {
    setBit(holding, patients * this.words * 32 + witness)
  }

  nobody(): Holding {
    return new Uint32Array(this.#k * this.words)
  }

  /** Some witnesses that put so many into what the holding is of, in their order. */
  thoseWith(holding: Holding, patients: number, atMost: number): readonly number[] {
    const found: number[] = []
    for (let word = 0; word < this.words; word++) {
      for (let those = holding[patients * this.words + word] as number; those !== 0; those &= those - 1) {
        found.push(word * 32 + lowestBit(those))
        if (found.length === atMost) return found
      }
    }
    return found
  }
}

/** Up to a value: the sums of a union and one more region. */
export function addRegion(
  union: Holding,
  region: Holding,
  { into, value, words }: { readonly into: Holding; readonly value: number; readonly words: number },
): void {
  for (let patients = 0; patients <= value; patients++) {
    for (let word = 0; word < words; word++) {
      into[patients * words + word] = sumsAt(union, region, { patients, word, words })
    }
  }
}

/** Witnesses, of 32, that put so many into the union and the region together. */
export function sumsAt(
  union: Holding,
  region: Holding,
  { patients, word, words }: { readonly patients: number; readonly word: number; readonly words: number },
): number {
  let bits = 0
  for (let more = 0; more <= patients; more++) {
    bits |= (union[(patients - more) * words + word] as number) & (region[more * words + word] as number)
  }
  return bits
}

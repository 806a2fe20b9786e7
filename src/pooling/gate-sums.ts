/** Pooled sums of gate cells. They exist in a combiner only and cannot be written: cohorts that fail stay withheld. */
import { NodeError } from '../model/errors.ts'

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** No cohort has so many patients: a sum above it has wrapped around, or was made up. */
const MOST = 2n ** 32n

export class GateSums {
  readonly #sums: ReadonlyMap<number, bigint>

  private constructor(sums: ReadonlyMap<number, bigint>) {
    this.#sums = sums
  }

  /** Adds all combiners' share sums of the same cells, modulo 2^64. */
  static add(places: readonly number[], shareSums: readonly BigUint64Array[]): GateSums {
    return new GateSums(addAtPlaces(places, shareSums))
  }

  /** Null where the sum cannot be a count; throws where the cell was not exchanged. */
  countAt(place: number): number | null {
    return countOf(this.#sums, place)
  }

  toJSON(): never {
    throw new TypeError('gate sums are not written')
  }

  [INSPECT](): string {
    return 'GateSums'
  }
}

export function addAtPlaces(places: readonly number[], shareSums: readonly BigUint64Array[]): Map<number, bigint> {
  if (shareSums.some(sums => sums.length !== places.length)) {
    throw new NodeError('pooling/bad-share', 'share sums have another number of cells than was asked for')
  }
  return new Map(
    places.map((place, index) => [
      place,
      BigInt.asUintN(
        64,
        shareSums.reduce((sum, sums) => sum + (sums[index] ?? 0n), 0n),
      ),
    ]),
  )
}

export function countOf(sums: ReadonlyMap<number, bigint>, place: number): number | null {
  const sum = sums.get(place)
  if (sum === undefined) throw new NodeError('internal', 'a cell was read that was not exchanged')
  return sum > MOST ? null : Number(sum)
}

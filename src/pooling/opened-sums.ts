/** Pooled sums of the value cells of passed cohorts. They exist in a combiner, until the network table is made of them. */
import { NodeError } from '../model/errors.ts'
import { addAtPlaces, countOf } from './gate-sums.ts'

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

export class OpenedSums {
  readonly #sums: ReadonlyMap<number, bigint>

  private constructor(sums: ReadonlyMap<number, bigint>) {
    this.#sums = sums
  }

  static add(places: readonly number[], shareSums: readonly BigUint64Array[]): OpenedSums {
    return new OpenedSums(addAtPlaces(places, shareSums))
  }

  /** Throws `pooling/impossible-sums` where it cannot be a count of patients. */
  countAt(place: number): number {
    const count = countOf(this.#sums, place)
    if (count !== null) return count
    throw new NodeError('pooling/impossible-sums', 'a sum cannot be a count of patients')
  }

  toJSON(): never {
    throw new TypeError('opened sums are not written')
  }

  [INSPECT](): string {
    return 'OpenedSums'
  }
}

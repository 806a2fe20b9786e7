/** One member's exact counts in the order of a layout. It exists inside the engine only and cannot be written anywhere. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** Types vanish at run time, so this refuses by itself to become JSON or a line of a log. */
export class ExactVector {
  readonly #cells: BigUint64Array

  constructor(cells: BigUint64Array) {
    this.#cells = cells
  }

  get cells(): BigUint64Array {
    return this.#cells
  }

  toJSON(): never {
    throw new TypeError('an exact vector is not written')
  }

  [INSPECT](): string {
    return 'ExactVector'
  }
}

/** Lists of numbers that grow, in typed arrays: a data cut has millions. */
interface Numbers {
  readonly length: number
  [at: number]: number
  set(from: ArrayLike<number>): void
}

export class NumberList<T extends Numbers> {
  readonly #make: (length: number) => T
  #values: T
  #length = 0

  constructor(make: (length: number) => T) {
    this.#make = make
    this.#values = make(1024)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  at(position: number): number {
    return this.#values[position] ?? 0
  }

  /** The array itself, longer than the list: for loops that know the length. */
  get values(): T {
    return this.#values
  }
}

export const uint8List = () => new NumberList(length => new Uint8Array(length))
export const uint16List = () => new NumberList(length => new Uint16Array(length))
export const uint32List = () => new NumberList(length => new Uint32Array(length))
export const int32List = () => new NumberList(length => new Int32Array(length))

/** Numbers of one question, whose memory the next one uses again. */
export class NumberBuffer {
  #values = new Uint32Array(1024)

  /** For so many numbers at least; what was in it is gone. */
  room(length: number): Uint32Array {
    if (length > this.#values.length) this.#values = new Uint32Array(Math.max(length, this.#values.length * 2))
    return this.#values
  }
}

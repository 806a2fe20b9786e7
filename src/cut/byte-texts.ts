/** Numbers for texts that are still bytes: each is decoded once, at its first coming. */
import { uint32List } from '../cohort/measure/number-list.ts'
import { readText } from './copy-rows.ts'

export class ByteTexts {
  readonly texts: string[] = []
  /** Open addressing: number plus one, 0 where free; a power of two, at most half full. */
  #table = new Uint32Array(1024)
  readonly #hashes = uint32List()
  /** The bytes of all texts, one after the other; text i begins at `starts[i]` and ends where the next begins. */
  #bytes = new Uint8Array(4096)
  readonly #starts = uint32List()

  constructor() {
    this.#starts.push(0)
  }

  /** 0, 1, … in the order of their first coming. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to)
    const table = this.#table
    const hashes = this.#hashes.values
    const mask = table.length - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = (table[at] ?? 0) - 1
      if (number === -1) return this.#add(bytes, from, to, hash)
      if (hashes[number] === hash && this.#isSame(number, bytes, from, to)) return number
    }
  }

  #isSame(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const starts = this.#starts.values
    const start = starts[number] ?? 0
    if ((starts[number + 1] ?? 0) - start !== to - from) return false
    const known = this.#bytes
    for (let at = start, other = from; other < to; at++, other++) if (known[at] !== bytes[other]) return false
    return true
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const start = this.#starts.at(this.texts.length)
    const end = start + to - from
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(end * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(bytes.subarray(from, to), start)
    this.#starts.push(end)
    this.#hashes.push(hash)
    const number = this.texts.push(readText(bytes, from, to)) - 1
    if (this.texts.length * 2 > this.#table.length) this.#table = new Uint32Array(this.#table.length * 4)
    else return this.#place(number, hash)
    for (let each = 0; each <= number; each++) this.#place(each, this.#hashes.at(each))
    return number
  }

  #place(number: number, hash: number): number {
    const mask = this.#table.length - 1
    let at = hash & mask
    while (this.#table[at] !== 0) at = (at + 1) & mask
    this.#table[at] = number + 1
    return number
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

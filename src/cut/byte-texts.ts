/** Numbers for texts that are still bytes: each is decoded once, at its first coming. */
import { readText } from './copy-rows.ts'

export class ByteTexts {
  readonly texts: string[] = []
  /** Open addressing: number plus one, 0 where free; a power of two, at most half full. */
  #table = new Uint32Array(1024)
  readonly #hashes: number[] = []
  readonly #bytes: Uint8Array[] = []

  /** 0, 1, … in the order of their first coming. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to)
    const mask = this.#table.length - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = (this.#table[at] ?? 0) - 1
      if (number === -1) return this.#add(bytes.slice(from, to), hash, at)
      if (this.#hashes[number] === hash && isSame(this.#bytes[number], bytes, from, to)) return number
    }
  }

  #add(bytes: Uint8Array, hash: number, at: number): number {
    const number = this.texts.push(readText(bytes, 0, bytes.length)) - 1
    this.#hashes.push(hash)
    this.#bytes.push(bytes)
    this.#table[at] = number + 1
    if (this.texts.length * 2 > this.#table.length) this.#grow()
    return number
  }

  #grow(): void {
    const table = new Uint32Array(this.#table.length * 4)
    const mask = table.length - 1
    this.#hashes.forEach((hash, number) => {
      let at = hash & mask
      while (table[at] !== 0) at = (at + 1) & mask
      table[at] = number + 1
    })
    this.#table = table
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function isSame(known: Uint8Array | undefined, bytes: Uint8Array, from: number, to: number): boolean {
  if (known === undefined || known.length !== to - from) return false
  for (let at = 0; at < known.length; at++) if (known[at] !== bytes[from + at]) return false
  return true
}

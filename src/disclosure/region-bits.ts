/** Sets of regions as bits, in the places that `open-unions.ts` works on all the time and never allocates anew. */

export interface RegionBits {
  readonly bits: Uint32Array
  /** Words outside of these do not count. */
  from: number
  to: number
}

export function noRegions(words: number): RegionBits {
  return { bits: new Uint32Array(words), from: 0, to: 0 }
}

/** Those of both. */
export function setToBoth(regions: RegionBits, one: Uint32Array, other: Uint32Array): void {
  regions.from = firstWord(one)
  regions.to = one.length
  for (let word = regions.from; word < one.length; word++) {
    regions.bits[word] = (one[word] as number) & (other[word] as number)
  }
}

/** Takes away those that stand in another set from this place on. */
export function takeAway(regions: RegionBits, others: Uint32Array, place: number): void {
  const { bits, to } = regions
  let first = to
  let last = to
  for (let word = regions.from; word < to; word++) {
    const still = (bits[word] as number) & ~(others[place + word] as number)
    bits[word] = still
    if (still === 0) continue
    if (first === to) first = word
    last = word + 1
  }
  regions.from = first
  regions.to = last
}

export function isEmpty({ from, to }: RegionBits): boolean {
  return from === to
}

export function firstWord(bits: Uint32Array): number {
  let word = 0
  while (word < bits.length && bits[word] === 0) word++
  return word
}

export function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

export function clearBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) & ~(1 << (at & 31))
}

/** Position of the lowest bit of a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}

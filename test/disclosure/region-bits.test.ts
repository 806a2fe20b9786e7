import { describe, expect, it } from 'vitest'
import {
  clearBit,
  firstWord,
  isEmpty,
  lowestBit,
  noRegions,
  type RegionBits,
  setBit,
  setToBoth,
  takeAway,
} from '../../src/disclosure/region-bits.ts'

const WORDS = 3
const bitsOf = (...places: readonly number[]) => {
  const bits = new Uint32Array(WORDS)
  for (const at of places) setBit(bits, at)
  return bits
}
const regionsOf = (...places: readonly number[]) => {
  const regions = noRegions(WORDS)
  setToBoth(regions, bitsOf(...places), bitsOf(...places))
  return regions
}
/** Places in the words that count. */
const listed = ({ bits, from, to }: RegionBits) =>
  Array.from({ length: WORDS * 32 }, (_, at) => at).filter(
    at => at >= from * 32 && at < to * 32 && (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1,
  )

describe('bits', () => {
  it('stand at their place in words of 32, and are cleared one by one', () => {
    const bits = bitsOf(0, 31, 32, 95)
    expect([...bits]).toEqual([2 ** 31 + 1, 1, 2 ** 31])
    clearBit(bits, 31)
    clearBit(bits, 33)
    expect([...bits]).toEqual([1, 1, 2 ** 31])
  })

  it('have a lowest one in each word, and a first word', () => {
    expect([1, 6, 8, 2 ** 31, -1].map(lowestBit)).toEqual([0, 1, 3, 31, 0])
    expect([bitsOf(3), bitsOf(40, 70), bitsOf(95), bitsOf()].map(firstWord)).toEqual([0, 1, 2, 3])
  })
})

describe('a set of regions', () => {
  it('is empty at first, and holds what is in both', () => {
    const regions = noRegions(WORDS)
    expect(isEmpty(regions)).toBe(true)
    setToBoth(regions, bitsOf(33, 40, 70), bitsOf(1, 33, 70, 71))
    expect(listed(regions)).toEqual([33, 70])
    expect(isEmpty(regions)).toBe(false)
    // What it held before is gone, and words before the first of one set do not count.
    setToBoth(regions, bitsOf(95), bitsOf(33, 95))
    expect(listed(regions)).toEqual([95])
    expect([regions.from, regions.to]).toEqual([2, 3])
  })

  it('loses what is taken away, and narrows to what is left', () => {
    const regions = regionsOf(1, 33, 40, 70)
    // The others stand from the second word on.
    takeAway(regions, Uint32Array.from([0, ...bitsOf(1, 33)]), 1)
    expect(listed(regions)).toEqual([40, 70])
    expect([regions.from, regions.to]).toEqual([1, 3])
    takeAway(regions, bitsOf(70), 0)
    expect([regions.from, regions.to]).toEqual([1, 2])
    takeAway(regions, bitsOf(40), 0)
    expect(isEmpty(regions)).toBe(true)
    takeAway(regions, bitsOf(), 0)
    expect(isEmpty(regions)).toBe(true)
  })
})

/** Which regions an open union must hold one of, against all sets of regions, one by one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepDense } from '../../src/disclosure/dense-regions.ts'
import { noRegions, setBit } from '../../src/disclosure/region-bits.ts'

const ROOM = 3
const REGIONS = 40
/** Regions of 1 to 3 patients on both sides of the border of a word. */
const shown = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: ROOM }), { minLength: REGIONS, maxLength: REGIONS }),
  left: fc.array(fc.boolean(), { minLength: REGIONS, maxLength: REGIONS }),
  witnesses: fc
    .record({ seeds: fc.array(fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }), { minLength: 1, maxLength: 31 }) })
    .map(({ seeds }) =>
      seeds.map(bits => Array.from({ length: REGIONS }, (_, at) => ((bits >> BigInt(at)) & 1n) === 1n)),
    ),
})

function kept(world: {
  sizes: readonly number[]
  left: readonly boolean[]
  witnesses: readonly (readonly boolean[])[]
}) {
  const words = 2
  const bitsOf = (those: readonly boolean[]) => {
    const bits = new Uint32Array(words)
    for (const [at, is] of those.entries()) if (is) setBit(bits, at)
    return bits
  }
  const fitting = Array.from({ length: ROOM + 1 }, (_, room) => bitsOf(world.sizes.map(size => size <= room)))
  const filled = new Uint32Array(world.witnesses.flatMap(witness => [...bitsOf(witness)]))
  const regions = noRegions(words)
  regions.bits.set(bitsOf(world.left))
  regions.to = words
  const places = Int32Array.from(world.witnesses, (_, at) => at * words)
  keepDense(regions, { filled, places, count: world.witnesses.length }, { fitting, room: ROOM })
  return world.left.map((_, at) => (((regions.bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1)
}

describe('dense regions', () => {
  it('are those filled in their share of the witnesses, no other', () => {
    fc.assert(
      fc.property(shown, world => {
        const expected = world.left.map((isLeft, at) => {
          const filled = world.witnesses.filter(witness => witness[at]).length
          return isLeft && filled * ROOM >= world.witnesses.length * (world.sizes[at] ?? 0)
        })
        expect(kept(world)).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('are among any regions that have room and of which each witness fills one', () => {
    fc.assert(
      fc.property(shown, fc.array(fc.nat({ max: REGIONS - 1 }), { minLength: 1, maxLength: ROOM }), (world, chosen) => {
        const added = [...new Set(chosen)].filter((_, at, all) => {
          const sizes = all.slice(0, at + 1).map(region => world.sizes[region] ?? 0)
          return sizes.reduce((sum, size) => sum + size, 0) <= ROOM
        })
        // Each witness is made to fill one of them, by turns.
        const witnesses = world.witnesses.map((witness, turn) =>
          witness.map((is, at) => is || at === added[turn % added.length]),
        )
        const left = world.left.map((is, at) => is || added.includes(at))
        const dense = kept({ ...world, left, witnesses })
        expect(added.some(region => dense[region])).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { atomSystem, partsOf, regionsOf } from '../../src/disclosure/atom-system.ts'
import { range } from '../support/protection.ts'

describe('atoms and regions', () => {
  /** Twelve, of whom eight and four: atoms of 8 and 4. */
  const system = atomSystem([range(1, 12), range(1, 8), range(9, 12)])

  it('hold each patient once, by the sets that hold him', () => {
    expect(system).toEqual({
      values: [8, 4],
      setsOf: [
        [0, 1],
        [0, 2],
      ],
      atomsOf: [[0, 1], [0], [1]],
      totals: [12, 8, 4],
    })
    expect(atomSystem([])).toEqual({ values: [], setsOf: [], atomsOf: [], totals: [] })
    expect(regionsOf(system, set => set === 0)).toEqual([{ atoms: [0, 1], value: 12 }])
    expect(regionsOf(system, set => set === 1)).toEqual([{ atoms: [0], value: 8 }])
    expect(regionsOf(system, () => false)).toEqual([])
  })
})

describe('parts', () => {
  const parts = (...sets: readonly ReadonlySet<number>[]) => partsOf(atomSystem(sets)).toSorted((a, b) => a - b)

  it('are atoms that sets connect, however many sets away', () => {
    expect(parts(range(1, 5), range(6, 9))).toEqual([1, 1])
    expect(parts(range(1, 5), range(5, 9))).toEqual([3])
    // A chain, whose middle joins what is joined already at both ends.
    const ends = [range(1, 2), range(5, 6), new Set([1]), new Set([5])]
    expect(parts(...ends)).toEqual([2, 2])
    expect(parts(...ends, new Set([2, 6]))).toEqual([4])
  })

  it('are none of sets that hold nobody', () => {
    expect(parts(new Set())).toEqual([])
    expect(parts(new Set(), range(1, 3))).toEqual([1])
  })
})

/** Sets of made-up patients in one room. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNearCover, type RoomSet } from '../../src/disclosure/near-covers.ts'
import { range } from '../support/protection.ts'

const K = 5
const room = range(1, 12)
/** Each of a name of its own. */
const asSets = (sets: readonly ReadonlySet<number>[], isMaskable = true): readonly RoomSet[] =>
  sets.map((patients, at) => ({ name: String(at), patients, isMaskable, isFirst: true }))
const find = (...sets: ReadonlySet<number>[]) => findNearCover(room, asSets(sets), { k: K, steps: 10_000 })

describe('a near cover', () => {
  it('is found where two sets must overlap: 12 and 11 of 20 share three at least', () => {
    expect(findNearCover(range(1, 20), asSets([range(1, 12), range(10, 20)]), { k: K, steps: 100 })).toEqual({
      sets: [0, 1],
      group: 3,
    })
  })

  it('is none where they need not overlap', () => {
    expect(find(range(1, 6), range(4, 9))).toBeNull()
  })

  it('is found where one set sticks out of another: 8 less 6 leaves two at least', () => {
    expect(find(range(1, 6), new Set([...range(1, 5), ...range(10, 12)]))).toMatchObject({ group: 3 })
  })

  it('is found where exclusive sets leave a few', () => {
    expect(find(range(1, 5), range(6, 10))).toEqual({ sets: [0, 1], group: 2 })
  })

  it('is found where a set sticks out a little: ten and eight of 20, one of them elsewhere, leave two at least', () => {
    const among = (to: number) =>
      findNearCover(range(1, 20), asSets([range(1, 10), new Set([...range(11, 17), ...range(101, to)])]), {
        k: K,
        steps: 100,
      })
    expect(among(101)).toEqual({ sets: [0, 1], group: 3 })
    // With three elsewhere nobody has to be left, and how many of the room are not in it is not known.
    expect([among(102), among(103)]).toEqual([{ sets: [0, 1], group: 3 }, null])
  })

  it('takes two sets of one name for what the set of both is by itself', () => {
    const sets = asSets([range(1, 5), range(6, 10)]).map(set => ({ ...set, name: 'A' }))
    expect(findNearCover(room, sets, { k: K, steps: 100 })).toBeNull()
  })

  it('is none where they leave nobody, or k', () => {
    expect(find(range(1, 6), range(7, 12))).toBeNull()
    expect(find(range(1, 7))).toBeNull()
    expect(find(range(1, 8))).toEqual({ sets: [0], group: 4 })
  })

  it('needs a set that can be masked', () => {
    const sets = [range(1, 5), range(6, 10)]
    const found = (isMaskable: boolean) => findNearCover(room, asSets(sets, isMaskable), { k: K, steps: 10_000 })
    expect([found(false), found(true)]).toEqual([null, { sets: [0, 1], group: 2 }])
  })

  it('is undecided past the steps', () => {
    expect(findNearCover(room, asSets([range(1, 5)]), { k: K, steps: 0 })).toBe('undecided')
  })

  it('is found exactly where some combination of sets and complements is bounded, in any small room', () => {
    const members = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(fc.array(members, { minLength: 1, maxLength: 4 }), lists => {
        const everybody = range(0, 8)
        const sets = lists.map(list => new Set(list.flatMap((isIn, at) => (isIn ? [at] : []))))
        const found = findNearCover(everybody, asSets(sets), { k: K, steps: 100_000 })
        expect(found !== null).toBe(isBounded(everybody, sets))
      }),
      { numRuns: 300 },
    )
  })
})

/** By all 3^n ways to take each set as it is, as its complement, or not at all. */
function isBounded(everybody: ReadonlySet<number>, sets: readonly ReadonlySet<number>[]): boolean {
  const options = sets.reduce<(readonly ReadonlySet<number>[])[]>(
    (ways, set) => ways.flatMap(way => [way, [...way, set], [...way, everybody.difference(set)]]),
    [[]],
  )
  return options.some(way => {
    const left = way.reduce((rest, one) => rest.difference(one), everybody)
    const bound = everybody.size - way.reduce((sum, { size }) => sum + size, 0)
    return left.size > 0 && left.size < K && bound > 0
  })
}

/** What stays when the audit's time is over: only what needs no proof. */
import { describe, expect, it } from 'vitest'
import { atomSystem } from '../../src/disclosure/atom-system.ts'
import { arePlain, plainSets } from '../../src/disclosure/plain-sets.ts'
import { range } from '../support/protection.ts'

const K = 5
const ofSets = (...sets: readonly ReadonlySet<number>[]) => ({ system: atomSystem(sets), k: K })

describe('plain sets', () => {
  it('stand beside each other where no region is small', () => {
    const world = { ...ofSets(range(1, 12), range(1, 7), range(8, 12)), earlier: [] }
    expect(plainSets([0, 1, 2], world)).toEqual([0, 1, 2])
    expect(arePlain([0, 1, 2], world)).toBe(true)
  })

  it('leave out what would cut a small region off, the later in the list', () => {
    const world = { ...ofSets(range(1, 10), range(1, 7)), earlier: [] }
    expect(plainSets([0, 1], world)).toEqual([0])
    expect(plainSets([1, 0], world)).toEqual([1])
    expect(arePlain([0, 1], world)).toBe(false)
    expect(arePlain([], world)).toBe(true)
  })

  it('are not new beside small regions of earlier sets, unless nothing connects them', () => {
    const sets = [range(1, 10), range(1, 7), range(6, 20), range(31, 40)]
    const world = { ...ofSets(...sets), earlier: [0, 1] }
    expect(plainSets([2, 3], world)).toEqual([3])
    expect(arePlain([3], world)).toBe(true)
    expect(arePlain([2, 3], world)).toBe(false)
  })

  it('look at parts that are connected by other sets alone', () => {
    // The small overlap of the first two is known beside the third, which touches neither of them by itself in small.
    const sets = [range(1, 10), range(8, 20), range(11, 30)]
    const world = { ...ofSets(...sets), earlier: [0, 1] }
    expect(arePlain([2], world)).toBe(false)
  })
})

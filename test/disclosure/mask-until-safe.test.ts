/** What is published in the end, whatever the search says; small made-up sets. */
import { describe, expect, it } from 'vitest'
import { atomSystem } from '../../src/disclosure/atom-system.ts'
import { type MaskRequest, startSearch } from '../../src/disclosure/mask-search.ts'
import { asProven, maskUntilSafe } from '../../src/disclosure/mask-until-safe.ts'
import { range, solver } from '../support/protection.ts'
import { seededRandom } from '../support/seeded-random.ts'

function ask(sets: readonly ReadonlySet<number>[], more: Partial<MaskRequest> = {}): MaskRequest {
  return {
    system: atomSystem(sets),
    earlier: [],
    proposals: sets.map((_, set) => ({ set, cost: 1 + set })),
    k: 5,
    solver,
    random: seededRandom(1),
    secondsLeft: () => 60,
    ...more,
  }
}

describe('masking until it is safe', () => {
  it('shows again what need not have been masked beside what was masked after it', () => {
    // Twelve, of whom 8 and 6 overlap in two: beside the twelve either leaves 4 or 6 without it, so the 6 can stay.
    const [eight, six, twelve] = [new Set([1, 2, ...range(7, 12)]), range(1, 6), range(1, 12)]
    const costs = [4, 3, 9]
    const proposals = costs.map((cost, set) => ({ set, cost }))
    const { published, masked, work } = maskUntilSafe(ask([eight, six, twelve], { proposals }))
    expect(published.toSorted()).toEqual([1, 2])
    expect(masked).toEqual([expect.objectContaining({ set: 0, cost: 4, group: expect.any(Number) })])
    expect(work.undecided).toBe(false)
  })

  it('says how large its work was', () => {
    const { work } = maskUntilSafe(ask([range(1, 12), range(1, 7), range(5, 12), range(21, 30)]))
    expect(work).toMatchObject({ atoms: 4, parts: 2, largestPart: 3, smallRegions: 2 })
    expect(maskUntilSafe(ask([])).work).toMatchObject({ atoms: 0, parts: 0, largestPart: 0, smallRegions: 0 })
  })
})

describe('a search that went wrong', () => {
  /** Twelve and seven of them leave five; ten and seven of them leave three. */
  const plain = [range(1, 12), range(1, 7)]
  const open = [range(21, 30), range(21, 27)]
  /** Nothing was looked for: all that was proposed is taken for safe. */
  const unsearched = (sets: readonly ReadonlySet<number>[], secondsLeft: number) =>
    asProven(startSearch(ask(sets, { secondsLeft: () => secondsLeft })), 1)
  const undecided = (set: number) => ({ set, cost: 1 + set, group: null, wanted: null })

  it('shows nothing new', () => {
    const { published, masked, work } = unsearched([...plain, ...open], 60)
    expect(published).toEqual([])
    expect(masked).toEqual([0, 1, 2, 3].map(undecided))
    expect(work).toMatchObject({ undecided: true, smallRegions: 1 })
  })

  it('late, shows what needs no witness', () => {
    const { published, masked, work } = unsearched([...plain, ...open], 0)
    // Of the ten and the seven the dearer stays.
    expect(published.toSorted()).toEqual([0, 1, 3])
    expect(masked).toEqual([undecided(2)])
    expect(work.undecided).toBe(true)
  })

  it('shows what needs no witness anyway, late or not', () => {
    for (const secondsLeft of [0, 60]) {
      const { published, work } = unsearched(plain, secondsLeft)
      expect(published).toEqual([0, 1])
      expect(work.undecided).toBe(false)
    }
  })
})

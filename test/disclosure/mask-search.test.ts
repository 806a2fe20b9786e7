/** How a search for what can be shown goes on: what it asks of the solver, what it masks, and what it puts back. */
import { describe, expect, it } from 'vitest'
import { atomSystem } from '../../src/disclosure/atom-system.ts'
import type { Effort, IntegerSolver } from '../../src/disclosure/integer-solver.ts'
import {
  keepPlain,
  type MaskRequest,
  maskOpen,
  type Proposal,
  publishedOf,
  putBack,
  type Search,
  startSearch,
} from '../../src/disclosure/mask-search.ts'
import { holds, smallRegions } from '../../src/disclosure/verify-audit.ts'
import { range, solver } from '../support/protection.ts'
import { seededRandom } from '../support/seeded-random.ts'

const K = 5
/** Ten, and seven of them: together they tell of three. */
const OPEN = [range(1, 10), range(1, 7)]
/** Two of nine that share two, who can be any number. */
const CROSSED = [range(21, 29), range(28, 36)]
/** Beside nothing else. */
const FREE = range(41, 50)

function search(sets: readonly ReadonlySet<number>[], more: Partial<MaskRequest> = {}): Search {
  const { earlier = [] } = more
  const proposals = sets.flatMap((_, set) => (earlier.includes(set) ? [] : [{ set, cost: set + 1 }]))
  const request = { proposals, earlier, k: K, solver, random: seededRandom(1), secondsLeft: () => 60 }
  return startSearch({ system: atomSystem(sets), ...request, ...more })
}

const shownIn = (found: Search) => [...found.shown.keys()].toSorted((a, b) => a - b)
const maskedIn = (found: Search) => [...found.masked.keys()].toSorted((a, b) => a - b)

/** Answers of the real solver, or what `answer` says; with all that was asked. */
function listening(answer: (effort: Effort) => 'infeasible' | 'undecided' | null = () => null) {
  const asked: { readonly effort: Effort; readonly seconds: number }[] = []
  const listener: IntegerSolver = {
    solve: (program, limits) => {
      asked.push(limits)
      return answer(limits.effort) ?? solver.solve(program, limits)
    },
  }
  return { asked, solver: listener }
}

/** As one that nothing was looked for in, which masks these. */
function masking(found: Search, sets: readonly number[]): Search {
  for (const set of sets) {
    const proposal = found.shown.get(set) as Proposal
    found.shown.delete(set)
    found.masked.set(set, { ...proposal, group: null, wanted: null })
  }
  return found
}

describe('a search', () => {
  it('begins with all proposals shown and the truth as its witness', () => {
    const found = search([...OPEN, FREE], { earlier: [0] })
    expect(shownIn(found)).toEqual([1, 2])
    expect(publishedOf(found)).toEqual(new Set([0, 1, 2]))
    expect(found.witnesses).toEqual([Int32Array.from([7, 3, 10])])
    expect([found.masked.size, found.programs, found.isUndecided]).toEqual([0, 0, false])
  })

  it('keeps three tenths of the time for the check, and gives a program ten seconds at most', () => {
    expect(search([], { secondsLeft: () => -1 }).secondsToVerify).toBe(0)
    for (const [left, seconds] of [
      [20, 10],
      [10, 7],
    ] as const) {
      const { asked, solver: listener } = listening()
      maskOpen(search([...OPEN, ...CROSSED], { secondsLeft: () => left, solver: listener }))
      expect(asked.length).toBeGreaterThan(0)
      for (const limits of asked) expect(limits.seconds).toBeCloseTo(seconds)
    }
  })

  it('masks what has to deviate, and says for which group', () => {
    const { asked, solver: listener } = listening()
    const found = search([...OPEN, ...CROSSED, FREE], { solver: listener })
    maskOpen(found)
    expect(shownIn(found)).toEqual([1, 2, 3, 4])
    // The cheapest is asked for, and the truth fits whatever is masked.
    expect(asked.filter(({ effort }) => effort === 'good')).toHaveLength(1)
    expect(found.witnesses[0]).toEqual(Int32Array.from(found.request.system.values))
    const [masked] = found.masked.values()
    expect(masked).toMatchObject({ set: 0, cost: 1, group: 3, wanted: { atoms: [1] } })
    expect(masked?.wanted?.value).not.toBe(3)
    expect(found.isUndecided).toBe(false)
  })

  it('leaves witnesses that prove what it shows, and counts its programs', () => {
    const { asked, solver: listener } = listening()
    const found = search([...OPEN, ...CROSSED, FREE], { solver: listener })
    maskOpen(found)
    putBack(found)
    const { witnesses, programs, request } = found
    expect(holds({ system: request.system, published: publishedOf(found), witnesses, k: K })).toBe(true)
    expect(programs).toBe(asked.length)
  })

  it('lays first witnesses out, one a small region and twenty at most', () => {
    // A chain of sets of 22, each of which shares two with the next: each two are a small region.
    for (const [links, first] of [
      [4, 3],
      [24, 20],
    ] as const) {
      const chain = Array.from({ length: links }, (_, at) => range(at * 20 + 1, at * 20 + 22))
      const { asked, solver: listener } = listening()
      const found = search(chain, { solver: listener })
      expect(smallRegions(found.request.system, publishedOf(found), K)).toHaveLength(links - 1)
      const secondsLeft = () => (asked.length < first ? 60 : 0)
      const hurried = { ...found, request: { ...found.request, secondsLeft } }
      maskOpen(hurried)
      expect(hurried.witnesses).toHaveLength(1 + first)
      expect(asked).toHaveLength(first)
    }
  })

  it('asks in whole numbers for a group that it found nothing for near six corners', () => {
    const { asked, solver: listener } = listening(effort => (effort === 'near a corner' ? 'undecided' : null))
    const found = search(CROSSED, { solver: listener })
    maskOpen(found)
    expect(shownIn(found)).toEqual([0, 1])
    // The first program is for no group, and can be done without.
    const corners = Array.from({ length: 7 }, () => 'near a corner')
    expect(asked.slice(0, 8).map(({ effort }) => effort)).toEqual([...corners, 'any'])
  })

  it('looks near another corner for a group where there is nothing near one', () => {
    const { asked, solver: listener } = listening(effort =>
      effort === 'near a corner' && asked.length === 2 ? 'undecided' : null,
    )
    const found = search(CROSSED, { solver: listener })
    maskOpen(found)
    expect(shownIn(found)).toEqual([0, 1])
    expect(asked.length).toBeGreaterThan(2)
    for (const { effort } of asked) expect(effort).toBe('near a corner')
  })

  it('asks for each value of one group once at most', () => {
    const { asked, solver: listener } = listening()
    maskOpen(search(CROSSED, { solver: listener }))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.length).toBeLessThanOrEqual(1 + K)
  })
})

describe('a search without an answer', () => {
  const silent = listening(() => 'undecided').solver

  it('masks what holds part of the group, and calls it undecided', () => {
    const found = search([...OPEN, FREE], { solver: silent })
    maskOpen(found)
    expect(shownIn(found)).toEqual([1, 2])
    expect(maskedIn(found)).toEqual([0])
    expect(found.masked.get(0)).toEqual({ set: 0, cost: 1, group: null, wanted: null })
    expect(found.isUndecided).toBe(true)
  })

  it('masks all that is new where the group is one of earlier sets', () => {
    const found = search([...OPEN, FREE, ...CROSSED], { earlier: [0, 1] })
    maskOpen(found)
    expect(shownIn(found)).toEqual([])
    expect(found.isUndecided).toBe(true)
  })

  it('late, asks nothing, and shows what needs no witness, dearest first', () => {
    const { asked, solver: listener } = listening()
    const clock = [10, 3]
    const found = search([...OPEN, FREE], { solver: listener, secondsLeft: () => clock.shift() ?? 3 })
    maskOpen(found)
    expect(asked).toEqual([])
    expect(shownIn(found)).toEqual([1, 2])
    expect(found.masked.get(0)).toEqual({ set: 0, cost: 1, group: null, wanted: null })
    expect(found.isUndecided).toBe(true)
  })

  it.each<[string, readonly number[] | 'infeasible']>([
    ['one that is none', 'infeasible'],
    ['the truth', [7, 3]],
    ['fewer than nobody', [-3, 1]],
  ])('does not believe %s', (_, answer) => {
    const lying: IntegerSolver = { solve: () => answer }
    const found = search(OPEN, { solver: lying })
    maskOpen(found)
    expect(shownIn(found)).toEqual([1])
    expect(found.isUndecided).toBe(true)
    expect(found.witnesses.every(witness => witness.every(patients => patients >= 0))).toBe(true)
  })
})

describe('putting back', () => {
  it('shows again what needs no masking, with what it costs and no more', () => {
    const found = masking(search([...CROSSED, FREE]), [0, 2])
    putBack(found)
    expect(shownIn(found)).toEqual([0, 1, 2])
    expect(found.shown.get(0)).toEqual({ set: 0, cost: 1 })
    expect(found.masked.size).toBe(0)
    expect(found.programs).toBeGreaterThan(0)
    const { request, witnesses } = found
    expect(holds({ system: request.system, published: publishedOf(found), witnesses, k: K })).toBe(true)
  })

  it('takes the dearest first, and leaves masked what would open a group beside it', () => {
    const { asked, solver: listener } = listening()
    const found = masking(search([...OPEN, FREE], { solver: listener }), [0, 1])
    const before = found.witnesses
    putBack(found)
    expect(shownIn(found)).toEqual([1, 2])
    expect(maskedIn(found)).toEqual([0])
    // What the last trial found belongs to a table that is not shown.
    expect(found.witnesses).toEqual(before)
    expect(found.programs).toBe(asked.length)
  })

  it('asks for the group first that a set was masked for', () => {
    for (const [value, isShown] of [
      [2, false],
      [3, true],
    ] as const) {
      const { asked, solver: listener } = listening(() => 'infeasible')
      // All of them are one region of 7 and one of 3, so that the truth alone shows three and no other.
      const found = search([range(1, 10), range(1, 7)], { solver: listener, k: 3 })
      const wanted = { atoms: [1], value }
      found.shown.delete(0)
      found.masked.set(0, { set: 0, cost: 1, group: 3, wanted })
      putBack(found)
      expect(shownIn(found)).toEqual(isShown ? [0, 1] : [1])
      expect(asked).toHaveLength(isShown ? 0 : 1)
    }
  })

  it('keeps the witness that it found for that group, beside those that it had', () => {
    const found = masking(search(CROSSED), [0])
    const group = { group: 2, wanted: { atoms: [1], value: 4 } }
    found.masked.set(0, { set: 0, cost: 1, ...group })
    putBack(found)
    expect(shownIn(found)).toEqual([0, 1])
    expect(found.witnesses.map(witness => witness[1])).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]))
    expect(found.witnesses[0]).toEqual(Int32Array.from([7, 2, 7]))
  })

  it('asks for no more than thirty groups a set', () => {
    const { asked, solver: listener } = listening()
    const chain = Array.from({ length: 12 }, (_, at) => range(at * 20 + 1, at * 20 + 22))
    const found = masking(search(chain, { solver: listener }), [5])
    putBack(found)
    expect(asked.length).toBeLessThanOrEqual(31)
  })

  it('shows nothing again when it is late', () => {
    const clock = [10, 3]
    const found = masking(search([FREE], { secondsLeft: () => clock.shift() ?? 3 }), [0])
    putBack(found)
    expect(maskedIn(found)).toEqual([0])
  })
})

describe('what needs no witness', () => {
  it('is what leaves no small region, dearest first; the rest is masked undecided', () => {
    const found = search([...OPEN, FREE])
    keepPlain(found)
    expect(shownIn(found)).toEqual([1, 2])
    expect(found.masked.get(0)).toEqual({ set: 0, cost: 1, group: null, wanted: null })
    expect(found.isUndecided).toBe(true)
  })
})

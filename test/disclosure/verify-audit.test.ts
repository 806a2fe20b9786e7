/** The check that decides what is published, with good and bad witnesses handed to it directly. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atomSystem } from '../../src/disclosure/atom-system.ts'
import type { IntegerSolver } from '../../src/disclosure/integer-solver.ts'
import { maskUntilSafe } from '../../src/disclosure/mask-until-safe.ts'
import { findOpenUnions, showUnions } from '../../src/disclosure/open-unions.ts'
import { holds, smallRegions } from '../../src/disclosure/verify-audit.ts'
import { fits, readWitness } from '../../src/disclosure/witness-programs.ts'
import { range, solver } from '../support/protection.ts'
import { seededRandom } from '../support/seeded-random.ts'

const K = 5
/** Twelve, of whom eight and four: atoms of 8 and 4. */
const system = atomSystem([range(1, 12), range(1, 8), range(9, 12)])
const whole = new Set([0])
const split = (...counts: readonly (readonly [number, number])[]) => counts.map(pair => Int32Array.from(pair))
const ALL_VALUES = split([12, 0], [11, 1], [10, 2], [9, 3], [8, 4])

describe('the audit holds', () => {
  it('with the twelve alone, whose region is no small one', () => {
    expect(smallRegions(system, whole, K)).toEqual([])
    expect(holds({ system, published: whole, witnesses: ALL_VALUES, k: K })).toBe(true)
    expect(holds({ system, published: whole, witnesses: [], k: K })).toBe(true)
  })

  it('not with a witness that does not fit what is published, even if it is not needed', () => {
    for (const bad of [[11, 0], [13, -1], [12], [12, 0, 0]]) {
      const witnesses = [...ALL_VALUES, Int32Array.from(bad)]
      expect(holds({ system, published: whole, witnesses, k: K })).toBe(false)
    }
  })

  it('not where a group lacks one value, whichever', () => {
    // Two sets of twelve that share eight: what is in one alone can be anything from 0 to 4 and more.
    const crossed = atomSystem([range(1, 12), new Set([...range(1, 8), ...range(21, 24)])])
    const published = new Set([0, 1])
    const witnesses = Array.from({ length: K }, (_, value) => Int32Array.from([12 - value, value, value]))
    expect(smallRegions(crossed, published, K).map(({ value }) => value)).toEqual([4, 4])
    expect(holds({ system: crossed, published, witnesses, k: K })).toBe(true)
    for (let left = 0; left < K; left++) {
      const others = witnesses.filter((_, value) => value !== left)
      expect(holds({ system: crossed, published, witnesses: others, k: K })).toBe(false)
    }
  })

  it('looks at regions of up to k-1 patients, not at k', () => {
    for (const [size, isSmall] of [
      [4, true],
      [5, false],
    ] as const) {
      const crossed = atomSystem([range(1, 12), range(1, 12 - size)])
      expect(smallRegions(crossed, new Set([0, 1]), K).length > 0).toBe(isSmall)
      expect(holds({ system: crossed, published: new Set([0, 1]), witnesses: [], k: K })).toBe(!isSmall)
    }
  })
})

describe('a witness', () => {
  it('is whole numbers, one an atom, none below zero, each set at its total', () => {
    expect([...readWitness([7.9999, 4.0001, 99], system)]).toEqual([8, 4])
    expect([...readWitness([], system)]).toEqual([0, 0])
    expect(fits(Int32Array.from([8, 4]), system, [0, 1, 2])).toBe(true)
    expect(fits(Int32Array.from([7, 5]), system, [0])).toBe(true)
    expect(fits(Int32Array.from([7, 5]), system, [0, 1])).toBe(false)
    expect(fits(Int32Array.from([12, 0]), system, [0])).toBe(true)
    expect(fits(Int32Array.from([13, -1]), system, [0])).toBe(false)
  })
})

describe('the search for groups that lack a value', () => {
  const searches = fc.integer({ min: 1, max: 6 }).chain(regions =>
    fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: regions, maxLength: regions }),
      witnesses: fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: regions, maxLength: regions }), {
        maxLength: 30,
      }),
    }),
  )
  const K4 = 4

  /** Every union of 1..k-1 patients and value that no witness shows, one by one. */
  function openByHand({ sizes, witnesses }: { sizes: readonly number[]; witnesses: readonly (readonly number[])[] }) {
    const open: string[] = []
    for (let union = 1; union < 2 ** sizes.length; union++) {
      const regions = [...sizes.keys()].filter(region => ((union >> region) & 1) === 1)
      const sum = (values: readonly number[]) => regions.reduce((total, region) => total + (values[region] ?? 0), 0)
      if (sum(sizes) >= K4) continue
      for (let value = 0; value < K4; value++) {
        if (!witnesses.some(witness => sum(witness) === value)) open.push(`${regions.join()} = ${value}`)
      }
    }
    return open
  }

  it('finds one where there is one, none where there is none, and only such', () => {
    fc.assert(
      fc.property(searches, search => {
        const truth = openByHand(search)
        const found = findOpenUnions({ ...search, k: K4, atMost: 1_000 }).map(
          ({ regions, value }) => `${regions.toSorted((a, b) => a - b).join()} = ${value}`,
        )
        expect(found.filter(union => !truth.includes(union))).toEqual([])
        expect(new Set(found).size).toBe(found.length)
        expect(found.length === 0).toBe(truth.length === 0)
        expect(findOpenUnions({ ...search, k: K4, atMost: 1 }).length > 0).toBe(truth.length > 0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the search among many regions', () => {
  // More than one word of bits of each, and unions of up to four.
  const many = fc.record({ regions: fc.integer({ min: 33, max: 40 }), witnesses: fc.nat({ max: 200 }), seed: fc.nat() })

  function isWhollyShown(sizes: readonly number[], witnesses: readonly (readonly number[])[], k: number): boolean {
    const look = (from: number, size: number, sums: readonly number[]): boolean =>
      sizes.every((more, region) => {
        if (region < from || size + more >= k) return true
        const with_ = sums.map((sum, at) => sum + (witnesses[at]?.[region] ?? 0))
        const values = new Set(with_)
        for (let value = 0; value < k; value++) if (!values.has(value)) return false
        return look(region + 1, size + more, with_)
      })
    return look(
      0,
      0,
      witnesses.map(() => 0),
    )
  }

  it('ends only when each union has every value, whatever the witnesses that it is given on the way', () => {
    fc.assert(
      fc.property(many, world => {
        const random = seededRandom(world.seed)
        const sizes = Array.from({ length: world.regions }, () => (random() < 0.8 ? 1 : 2))
        const draw = () => sizes.map(() => (random() < 0.3 ? 1 + Math.floor(random() * 5) : 0))
        const witnesses = Array.from({ length: world.witnesses }, draw)
        const given: number[][] = []
        const shown = showUnions({ sizes, witnesses, k: K }, ({ regions, value }) => {
          const witness = draw()
          for (const region of regions) witness[region] = 0
          witness[regions[0] ?? 0] = value
          given.push(witness)
          return witness
        })
        expect(shown).toEqual({ open: null, searched: new Set(sizes.keys()) })
        expect(isWhollyShown(sizes, [...witnesses, ...given], K)).toBe(true)
        const fewer = given.slice(1)
        const isOpen = findOpenUnions({ sizes, witnesses: [...witnesses, ...fewer], k: K, atMost: 1 }).length > 0
        expect(isOpen).toBe(!isWhollyShown(sizes, [...witnesses, ...fewer], K))
      }),
      { numRuns: 5, seed: 1 },
    )
  })

  it('ends when it is late, and takes nothing for shown that was not looked at', () => {
    const sizes = Array.from({ length: 20 }, () => 1)
    const never = () => {
      throw new Error('asked although it was late')
    }
    expect(showUnions({ sizes, witnesses: [], k: K, isLate: () => true }, never)).toEqual({
      open: null,
      searched: new Set(),
    })
  })
})

describe('a solver that lies', () => {
  const sets = [range(1, 12), range(1, 8), range(9, 12), new Set([...range(1, 3), ...range(20, 30)])]
  const world = atomSystem(sets)
  const proposals = [0, 1, 3].map(set => ({ set, cost: 1 }))
  const ask = (lying: IntegerSolver) =>
    maskUntilSafe({
      system: world,
      earlier: [],
      proposals,
      k: K,
      solver: lying,
      random: seededRandom(1),
      secondsLeft: () => 60,
    })

  it.each<[string, IntegerSolver]>([
    ['with zeros', { solve: () => world.values.map(() => 0) }],
    ['with the truth', { solve: () => [...world.values] }],
    ['with negative numbers', { solve: () => world.values.map(value => -value) }],
    ['with too few numbers', { solve: () => [1] }],
    ['with fractions', { solve: () => world.values.map(value => value / 2) }],
    ['that nothing is feasible', { solve: () => 'infeasible' }],
    ['that it cannot say', { solve: () => 'undecided' }],
  ])('%s makes less be shown, never more', (_, lying) => {
    const honest = ask(solver)
    const lied = ask(lying)
    expect(lied.published.length).toBeLessThanOrEqual(honest.published.length)
    const published = new Set(lied.published)
    expect(published.has(0) && published.has(1)).toBe(false)
    expect(lied.masked.length + lied.published.length).toBe(3)
  })

  it('honest, it shows what can be shown', () => {
    expect(ask(solver).published.length).toBe(2)
    expect(ask(solver).work.undecided).toBe(false)
  })
})

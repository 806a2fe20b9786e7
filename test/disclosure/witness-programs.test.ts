/** The programs that the audit asks a solver, written out for a small system. What a solver answers is never believed. */
import { describe, expect, it } from 'vitest'
import { atomSystem } from '../../src/disclosure/atom-system.ts'
import { combineWitnesses } from '../../src/disclosure/combine-witnesses.ts'
import {
  elasticProgram,
  fits,
  hasTotal,
  readWitness,
  type Witness,
  witnessProgram,
} from '../../src/disclosure/witness-programs.ts'
import { range, solver } from '../support/protection.ts'
import { seededRandom } from '../support/seeded-random.ts'

/** Atoms 0, 1, 2 of 8, 4 and 3 patients. Sets: 0 + 1 = 12, 1 + 2 = 7, 0 = 8. */
const system = atomSystem([range(1, 12), range(9, 15), range(1, 8)])
const K = 5
/** Gives these numbers, then ends the test. */
const drawing = (...numbers: readonly number[]) => {
  const left = [...numbers]
  return () => {
    const [next] = left.splice(0, 1)
    if (next === undefined) throw new Error('drawn too often')
    return next
  }
}
const small = [
  { atoms: [1], value: 4 },
  { atoms: [2], value: 3 },
]

describe('the program for a witness', () => {
  it('holds every published set at its total and wishes each small region empty or at a small number', () => {
    const asked = { published: [0, 1], small, k: K }
    expect(witnessProgram(system, { ...asked, random: drawing(0.25, 0.5, 0.5, 0.75, 0.99) })).toEqual({
      integers: 3,
      // Wished empty: what is in it costs. Wished filled: half, so that none is filled further than asked.
      costs: [0, 0.75, 0.5, 1],
      rows: [
        { from: 12, to: 12, columns: [0, 1] },
        { from: 7, to: 7, columns: [1, 2] },
        { from: 4, to: Number.POSITIVE_INFINITY, columns: [2, 3] },
      ],
    })
    const [, , least] = witnessProgram(system, { ...asked, random: drawing(0.25, 0.5, 0.5, 0.75, 0) }).rows
    expect(least?.from).toBe(1)
  })

  it('asks for the wanted value, and wishes nothing of regions that it speaks of', () => {
    const wanted = { atoms: [1], value: 2 }
    const program = witnessProgram(system, { published: [0], small, k: K, random: drawing(0.25, 0.5), wanted })
    expect(program).toEqual({
      integers: 3,
      costs: [0, 0, 0.75],
      rows: [
        { from: 12, to: 12, columns: [0, 1] },
        { from: 2, to: 2, columns: [1] },
      ],
    })
    const overlapping = [{ atoms: [1, 2], value: 4 }]
    const { costs } = witnessProgram(system, { published: [0], small: overlapping, k: K, random: drawing(), wanted })
    expect(costs).toEqual([0, 0, 0])
  })

  it('is solved by a data set that fits, with the value', () => {
    for (let value = 0; value < K; value++) {
      const wanted = { atoms: [1], value }
      const random = seededRandom(value)
      const program = witnessProgram(system, { published: [0, 1], small, k: K, random, wanted })
      const solution = solver.solve(program, { seconds: 10, effort: 'good' })
      if (typeof solution === 'string') throw new Error(solution)
      expect([...readWitness(solution, system)]).toEqual([12 - value, value, 7 - value])
    }
  })
})

describe('the elastic program', () => {
  it('lets what may be masked deviate at its cost, and nothing else', () => {
    const wanted = { atoms: [1, 2], value: 0 }
    const maskable = [{ set: 1, cost: 2 }]
    const program = elasticProgram(system, { fixed: [0], maskable, wanted, random: drawing(0, 0.25, 0.5) })
    expect(program).toEqual({
      integers: 3,
      costs: [0, 0.25e-4, 0.5e-4, 2, 2],
      rows: [
        { from: 12, to: 12, columns: [0, 1] },
        { from: 7, to: 7, columns: [1, 2, 3, 4], factors: [1, 1, 1, -1] },
        { from: 0, to: 0, columns: [1, 2] },
      ],
    })
  })

  it('deviates where that is cheapest', () => {
    // Atom 1 is known as 12 - 8; to be 0 either the twelve or the eight has to give.
    const wanted = { atoms: [1], value: 0 }
    for (const [dear, cheap] of [
      [0, 2],
      [2, 0],
    ] as const) {
      const maskable = [
        { set: dear, cost: 9 },
        { set: cheap, cost: 1 },
      ]
      const program = elasticProgram(system, { fixed: [], maskable, wanted, random: seededRandom(cheap) })
      const solution = solver.solve(program, { seconds: 10, effort: 'good' })
      if (typeof solution === 'string') throw new Error(solution)
      const witness = Int32Array.from(solution.slice(0, 3), Math.round)
      expect([hasTotal(witness, system, dear), hasTotal(witness, system, cheap)]).toEqual([true, false])
      expect(witness[1]).toBe(0)
    }
  })
})

describe('witnesses that are known', () => {
  const known: readonly Witness[] = [
    [8, 4, 3],
    [9, 3, 4],
    [10, 2, 5],
  ].map(one => Int32Array.from(one))

  it('are combined to one with another value, which fits what they fit', () => {
    for (const value of [0, 1, 5, 6]) {
      const found = combineWitnesses(known, { atoms: [1], value }, seededRandom(value))
      expect(found?.[1]).toBe(value)
      expect(fits(found ?? new Int32Array(), system, [0, 1])).toBe(true)
    }
  })

  it('are not where a number would fall below zero, or none has the difference', () => {
    expect(combineWitnesses(known, { atoms: [1], value: 7 }, seededRandom(1))).toBeNull()
    expect(combineWitnesses(known.slice(0, 1), { atoms: [1], value: 3 }, seededRandom(1))).toBeNull()
    expect(combineWitnesses([], { atoms: [1], value: 0 }, seededRandom(1))).toBeNull()
    const low = [
      [0, 4],
      [1, 3],
    ].map(one => Int32Array.from(one))
    expect(combineWitnesses(low, { atoms: [1], value: 5 }, seededRandom(1))).toBeNull()
  })
})

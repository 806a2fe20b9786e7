/** The search for groups that lack a value, over more witnesses and regions than stand in one word; worlds are made up. */
import { describe, expect, it } from 'vitest'
import { findOpenUnions, showUnions } from '../../src/disclosure/open-unions.ts'
import type { OpenUnion } from '../../src/disclosure/union-state.ts'

const K = 5
const ones = (regions: number) => Array.from({ length: regions }, () => 1)
/** Puts so many into the first of these regions, and nobody anywhere else. */
const filling = (regions: number, union: readonly number[], value: number) =>
  Array.from({ length: regions }, (_, region) => (region === union[0] ? value : 0))

describe('the search for open unions', () => {
  it('names the regions by their positions, and the value', () => {
    // Only the second of three regions, of four patients, lacks a value.
    const witnesses = [0, 1, 2, 3, 4].flatMap(value => [0, 1, 2].map(region => filling(3, [region], value)))
    const lacking = witnesses.filter(witness => witness[1] !== 3)
    expect(findOpenUnions({ sizes: [4, 4, 4], witnesses: lacking, k: K, atMost: 9 })).toEqual([
      { regions: [1], value: 3 },
    ])
    expect(findOpenUnions({ sizes: [4, 4, 4], witnesses, k: K, atMost: 9 })).toEqual([])
  })

  it('finds a union of two whose parts lack nothing', () => {
    // Both are always filled alike, so that together they are never 1 or 3.
    const witnesses = [0, 1, 2, 3, 4].map(value => [value, value])
    const open = findOpenUnions({ sizes: [2, 2], witnesses, k: K, atMost: 9 })
    expect(open.map(({ regions, value }) => [regions.toSorted(), value])).toEqual([
      [[0, 1], 1],
      [[0, 1], 3],
    ])
    // Of five and more patients they are no group.
    expect(findOpenUnions({ sizes: [2, 3], witnesses, k: K, atMost: 9 })).toEqual([])
  })

  it('finds no more than it is asked for', () => {
    for (const atMost of [1, 2, 7]) {
      expect(findOpenUnions({ sizes: ones(9), witnesses: [], k: K, atMost })).toHaveLength(atMost)
    }
  })

  it('finds nothing where there is nothing', () => {
    expect(findOpenUnions({ sizes: [], witnesses: [], k: K, atMost: 9 })).toEqual([])
    expect(showUnions({ sizes: [], witnesses: [], k: K }, null)).toEqual({ open: null, searched: new Set() })
  })
})

describe('showing unions', () => {
  it('goes on when it has no more room for witnesses, and asks for nothing twice', () => {
    const asked: string[] = []
    const show = ({ regions, value }: OpenUnion) => {
      asked.push(`${regions.toSorted((a, b) => a - b).join()} = ${value}`)
      return filling(150, regions, value)
    }
    // Of two and fewer patients: each of 150 regions is asked for at 1, and one of them at 0.
    expect(showUnions({ sizes: ones(150), witnesses: [], k: 2 }, show)).toEqual({
      open: null,
      searched: new Set(ones(150).keys()),
    })
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toHaveLength(151)
  })

  it('ends with the one for which there is no witness', () => {
    const show = ({ regions, value }: OpenUnion) => (value === 3 ? null : filling(6, regions, value))
    const { open, searched } = showUnions({ sizes: ones(6), witnesses: [], k: K }, show)
    expect(open?.value).toBe(3)
    expect(searched.size).toBe(0)
  })

  it('does not look again at regions that were searched before', () => {
    const asked: (readonly number[])[] = []
    const show = ({ regions, value }: OpenUnion) => {
      asked.push(regions)
      return filling(4, regions, value)
    }
    const searched = new Set([0, 2])
    const found = showUnions({ sizes: ones(4), witnesses: [], k: 3, searched }, show)
    expect(found).toEqual({ open: null, searched: new Set([0, 1, 2, 3]) })
    expect(asked.flat().filter(region => searched.has(region))).toEqual([])
    expect(showUnions({ sizes: ones(4), witnesses: [], k: 3, searched: new Set([0, 1, 2, 3]) }, null).open).toBeNull()
  })

  it('without anybody to ask, tells whether all is shown', () => {
    const shown = [0, 1].flatMap(value => [...ones(40).keys()].map(region => filling(40, [region], value)))
    expect(showUnions({ sizes: ones(40), witnesses: shown, k: 2 }, null)).toEqual({
      open: null,
      searched: new Set(ones(40).keys()),
    })
    const fewer = shown.filter(witness => witness[37] !== 1)
    expect(showUnions({ sizes: ones(40), witnesses: fewer, k: 2 }, null).open).toEqual({ regions: [37], value: 1 })
  })

  it('late, takes for searched what it was through with, and nothing for open', () => {
    let asked = 0
    const show = ({ regions, value }: OpenUnion) => {
      asked += 1
      return filling(8, regions, value)
    }
    const { open, searched } = showUnions({ sizes: ones(8), witnesses: [], k: 2, isLate: () => asked >= 4 }, show)
    expect(open).toBeNull()
    expect(searched.size).toBeGreaterThan(0)
    expect(searched.size).toBeLessThan(8)
    expect(asked).toBe(4)
  })
})

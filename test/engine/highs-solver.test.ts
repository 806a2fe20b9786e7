/** Programs small enough to be solved by hand. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { IntegerSolver, ProgramRow } from '../../src/disclosure/integer-solver.ts'
import { openHighs } from '../../src/engine/highs-solver.ts'

let solver: IntegerSolver
beforeAll(async () => {
  solver = await openHighs()
})

const nearCorner = (costs: readonly number[], rows: readonly ProgramRow[]) =>
  solver.solve({ costs, integers: costs.length, rows }, { seconds: 10, effort: 'near a corner' })
const equals = (value: number, columns: readonly number[]): ProgramRow => ({ from: value, to: value, columns })

describe('whole numbers near a corner', () => {
  it('are the corner where that is whole', () => {
    expect(nearCorner([1, 2], [equals(3, [0, 1])])).toEqual([3, 0])
  })

  it('lie above a column where none lie at the number below', () => {
    const atLeastHalf = { from: 1, to: Number.POSITIVE_INFINITY, columns: [0], factors: [2] }
    expect(nearCorner([1], [atLeastHalf])).toEqual([1])
    expect(
      nearCorner([1, 1, 1], [atLeastHalf, { ...atLeastHalf, columns: [1] }, { ...atLeastHalf, columns: [2] }]),
    ).toEqual([1, 1, 1])
  })

  it('are found after an earlier column has to be turned', () => {
    // Of three pairs with one each, all three columns are a half; beside two more columns there is a solution.
    const rows = [equals(1, [0, 1, 3]), equals(1, [1, 2, 3]), equals(1, [0, 2, 4])]
    const found = nearCorner([1, 1, 1, 5, 5], rows)
    expect(typeof found).not.toBe('string')
    for (const { from, columns } of rows) {
      expect(columns.reduce((sum, column) => sum + Number(found[column]), 0)).toBe(from)
    }
  })

  it('are undecided where only fractions solve it, and infeasible where nothing does', () => {
    expect(nearCorner([1, 1, 1], [equals(1, [0, 1]), equals(1, [1, 2]), equals(1, [0, 2])])).toBe('undecided')
    expect(nearCorner([1], [equals(1, [0]), equals(2, [0])])).toBe('infeasible')
  })
})

describe('a good solution', () => {
  const good = (costs: readonly number[], rows: readonly ProgramRow[]) => {
    const found = solver.solve({ costs, integers: costs.length, rows }, { seconds: 10, effort: 'good' })
    if (typeof found === 'string') throw new Error(found)
    return costs.reduce((sum, cost, column) => sum + cost * Number(found[column]), 0)
  }

  it('costs little more than the corner where whole numbers near it do', () => {
    // A half of the first at the corner, and whole numbers near it in the second, which costs hardly more.
    const rows = [{ from: 1, to: Number.POSITIVE_INFINITY, columns: [0, 1], factors: [2, 1] }]
    expect(good([2, 1.05], rows)).toBeCloseTo(1.05)
  })

  it('is the best there is where all whole numbers cost more than the corner by far', () => {
    // The corner is a half of the first for 1; near it the second is for 8, and one of the first for 2.
    const rows = [{ from: 1, to: Number.POSITIVE_INFINITY, columns: [0, 1], factors: [2, 1] }]
    expect(good([2, 8], rows)).toBeCloseTo(2)
  })
})

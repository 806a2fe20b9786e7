/**
 * A brute-force adversary over sequences of data cuts of small random worlds. He holds every table that the node published,
 * lists all data sets that fit them, and looks for a group of 1..k-1 patients that cannot be each number of 0..k-1.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { ExactTable } from '../../src/disclosure/exact-table.ts'
import { type EarlierCell, type ProtectedTable, protectTable } from '../../src/disclosure/protect-table.ts'
import { solver, treated } from '../support/protection.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { narrowedGroups, readTables } from '../support/table-adversary.ts'

const K = 3
const CUTS = 3

/** Patients who are alike: their cohort, and the cuts that they are in. */
const kinds = fc.record({
  patients: fc.integer({ min: 1, max: 4 }),
  cohort: fc.nat({ max: 3 }),
  from: fc.nat({ max: CUTS - 1 }),
  cuts: fc.integer({ min: 1, max: CUTS }),
})
const worlds = fc.record({ kinds: fc.array(kinds, { minLength: 2, maxLength: 6 }), seed: fc.nat() })
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never

/** Cohort -> drug and tissue: two margins that cross. */
const DRUGS = ['d', 'd', 'e', 'e'] as const
const TISSUES = ['t', 'u', 't', 'u'] as const

/** All cells of each cut. */
function cutsOf(world: World): readonly (readonly ExactCell[])[] {
  let next = 0
  const people = world.kinds.flatMap(({ patients, ...kind }) =>
    Array.from({ length: patients }, () => ({ ...kind, patient: next++ })),
  )
  return Array.from({ length: CUTS }, (_, cut) => {
    const now = people.filter(({ from, cuts }) => from <= cut && cut < from + cuts)
    const those = (holds: (cohort: number) => boolean) =>
      new Set(now.filter(({ cohort }) => holds(cohort)).map(({ patient }) => patient))
    return [
      treated(
        'total',
        '*',
        those(() => true),
      ),
      ...['d', 'e'].map(code =>
        treated(
          'drugs',
          code,
          those(cohort => DRUGS[cohort] === code),
        ),
      ),
      ...['t', 'u'].map(code =>
        treated(
          'tumour',
          code,
          those(cohort => TISSUES[cohort] === code),
        ),
      ),
      ...[0, 1, 2, 3].map(code =>
        treated(
          'cohort',
          String(code),
          those(cohort => cohort === code),
        ),
      ),
    ]
  })
}

function publish(
  cuts: readonly (readonly ExactCell[])[],
  seed: number,
  secondsLeft: () => number = () => 60,
): readonly ProtectedTable[] {
  const earlier: EarlierCell[] = []
  const random = seededRandom(seed)
  return cuts.map(cells => {
    const table = protectTable({
      table: new ExactTable(cells),
      earlier: [...earlier],
      policy: { k: K },
      solver,
      random,
      secondsLeft,
    })
    earlier.push(...table.fresh)
    return table
  })
}

describe('tables of three data cuts, in any small world', () => {
  it('leave every group of 1..k-1 patients all of 0..k-1, after each cut', () => {
    let shown = 0
    fc.assert(
      fc.property(worlds, world => {
        const cuts = cutsOf(world)
        const tables = publish(cuts, world.seed)
        shown += tables.flatMap(({ fresh }) => fresh).length
        for (let cut = 1; cut <= CUTS; cut++) {
          expect(narrowedGroups(readTables(cuts, tables.slice(0, cut)), K)).toEqual([])
        }
      }),
      { numRuns: 60, seed: 5 },
    )
    // It would say nothing of tables without a number.
    expect(shown).toBeGreaterThan(150)
  })

  it('leave them all as well where the clock stops the audit anywhere, and say so', () => {
    let [shown, late] = [0, 0]
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 30 }), (world, looks) => {
        const cuts = cutsOf(world)
        // Time runs by looks at the clock: a second each.
        let left = looks
        const tables = publish(cuts, world.seed, () => left--)
        shown += tables.flatMap(({ fresh }) => fresh).length
        for (const { decided, work } of tables) {
          const isUndecided = decided.some(({ reason }) => reason === 'undecided')
          if (isUndecided) late += 1
          if (isUndecided) expect(work.undecided).toBe(true)
        }
        expect(narrowedGroups(readTables(cuts, tables), K)).toEqual([])
      }),
      { numRuns: 60, seed: 6 },
    )
    expect(late).toBeGreaterThan(20)
    expect(shown).toBeGreaterThan(100)
  })

  it('would be seen through where each table were protected without the earlier ones', () => {
    const world: World = {
      kinds: [
        { patients: 4, cohort: 0, from: 0, cuts: 3 },
        { patients: 1, cohort: 0, from: 1, cuts: 2 },
      ],
      seed: 1,
    }
    const cuts = cutsOf(world)
    const alone = cuts.flatMap(cells => publish([cells], 1))
    expect(narrowedGroups(readTables(cuts, alone), K)).not.toEqual([])
    expect(narrowedGroups(readTables(cuts, publish(cuts, 1)), K)).toEqual([])
  })
})

/** Against brute force, which lists all data sets that fit (`test/support/brute-force.ts`). Every world is made up. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atomSystem } from '../../src/disclosure/atom-system.ts'
import { maskUntilSafe } from '../../src/disclosure/mask-until-safe.ts'
import { openHighs } from '../../src/engine/highs-solver.ts'
import { feasibleBelow, groupsBelow, type KnownSum } from '../support/brute-force.ts'
import { seededRandom } from '../support/seeded-random.ts'

const K = 3
const solver = await openHighs()

/** Up to seven kinds of patients, one to four of each, and sets that hold some of the kinds. */
const worlds = fc.record({
  kinds: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 7 }),
  sets: fc.array(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 6 }),
  seed: fc.nat(),
})

interface World {
  readonly kinds: readonly number[]
  readonly sets: readonly (readonly boolean[])[]
  readonly seed: number
}

function patientsOf({ kinds, sets }: World): readonly ReadonlySet<number>[] {
  const firstOf = kinds.map((_, kind) => kinds.slice(0, kind).reduce((sum, size) => sum + size, 0))
  return sets.map(holds => {
    const patients = kinds.flatMap((size, kind) =>
      holds[kind] === true ? Array.from({ length: size }, (_, one) => (firstOf[kind] ?? 0) + one) : [],
    )
    return new Set(patients)
  })
}

/** Publishes in two tables: the second half of the sets a cut later. */
function publish(world: World): readonly number[] {
  const system = atomSystem(patientsOf(world))
  const half = Math.ceil(world.sets.length / 2)
  const tables = [[...world.sets.keys()].slice(0, half), [...world.sets.keys()].slice(half)]
  const random = seededRandom(world.seed)
  const earlier: number[] = []
  for (const sets of tables) {
    const proposals = sets.filter(set => (system.totals[set] ?? 0) >= K).map(set => ({ set, cost: 1 + random() }))
    earlier.push(
      ...maskUntilSafe({ system, earlier: earlier.slice(), proposals, k: K, solver, random, secondsLeft: () => 60 })
        .published,
    )
  }
  return earlier
}

function known(world: World, published: readonly number[]): readonly KnownSum[] {
  return published.map(set => {
    const atoms = world.kinds.flatMap((_, kind) => (world.sets[set]?.[kind] === true ? [kind] : []))
    return { atoms, total: atoms.reduce((sum, kind) => sum + (world.kinds[kind] ?? 0), 0) }
  })
}

function lacking(world: World, published: readonly number[]): readonly (readonly number[])[] {
  const groups = groupsBelow(K, world.kinds)
  const feasible = feasibleBelow(K, { atoms: world.kinds.length, sums: known(world, published), groups })
  return groups.filter((_, at) => feasible[at]?.size !== K)
}

describe('what is published, over two tables', () => {
  it('leaves every group of fewer than k patients all values below k, in any small world', () => {
    fc.assert(
      fc.property(worlds, world => {
        expect(lacking(world, publish(world))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('masks a set only where showing everything would leave some group less', () => {
    fc.assert(
      fc.property(worlds, world => {
        const all = [...world.sets.keys()].filter(set => (known(world, [set])[0]?.total ?? 0) >= K)
        if (lacking(world, all).length === 0) expect(publish(world)).toHaveLength(all.length)
      }),
      { numRuns: 150 },
    )
  })
})

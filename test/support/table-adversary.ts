/**
 * A reader of the national tables of one node, by brute force. He takes each shown cell to count the patients of the cut that
 * showed it first with this number, and lists all data sets that fit; he knows nothing of the code under test.
 */
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import type { ProtectedTable } from '../../src/disclosure/protect-table.ts'
import { feasibleBelow, groupsBelow, type KnownSum } from './brute-force.ts'

export interface ReadTables {
  /** Patients of each atom, who are in the same cells of all cuts. */
  readonly atoms: readonly (readonly number[])[]
  readonly sums: readonly KnownSum[]
}

type Cuts = readonly (readonly ExactCell[])[]

/** What the tables of these cuts tell, in the order of the cuts. */
export function readTables(cuts: Cuts, tables: readonly Pick<ProtectedTable, 'cells' | 'decided'>[]): ReadTables {
  const atoms = atomsOf(cuts.flat())
  const known = new Map<string, ReadonlySet<number>>()
  const sums: KnownSum[] = []
  tables.forEach(({ cells, decided }) => {
    for (const { cell, reason } of decided) {
      if (reason !== 'fresh') continue
      known.set(nameOf(cell), cell.patients)
      const inside = [...atoms.keys()].filter(atom => cell.patients.has(atoms[atom]?.[0] ?? Number.NaN))
      sums.push({ atoms: inside, total: cell.patients.size })
    }
    for (const cell of cells) {
      const told = known.get(nameOf(cell))?.size ?? 'masked'
      if (told !== cell.count) throw new Error(`${nameOf(cell)} shows ${cell.count}, its patients are ${told}`)
    }
  })
  return { atoms, sums }
}

/** Groups of 1..k-1 patients of whom the tables rule out a number below k; none where they are safe. */
export function narrowedGroups({ atoms, sums }: ReadTables, k: number): readonly string[] {
  const groups = groupsBelow(
    k,
    atoms.map(patients => patients.length),
  )
  const feasible = feasibleBelow(k, { atoms: atoms.length, sums, groups })
  return groups.flatMap((group, at) => {
    const values = feasible[at] ?? new Set()
    if (values.size === k) return []
    return [`${group.flatMap(atom => atoms[atom] ?? []).join()} can only be ${[...values].sort().join()}`]
  })
}

function atomsOf(cells: readonly ExactCell[]): readonly (readonly number[])[] {
  const patients = [...new Set(cells.flatMap(cell => [...cell.patients]))]
  const histories = Map.groupBy(patients, patient => cells.map(cell => Number(cell.patients.has(patient))).join(''))
  return [...histories.values()]
}

function nameOf({ denominator, kind, code }: Pick<ExactCell, 'denominator' | 'kind' | 'code'>): string {
  return `${denominator} ${kind} ${code}`
}

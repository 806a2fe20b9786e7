/**
 * A reader of tables with cells of genes, by brute force; he knows nothing of the code under test. He knows
 * that a cohort's patients have its gene, and that genes and tissues do not change, and over several cuts who is in which;
 * he does not know which combinations of genes anybody has. He lists the data sets that fit, until he has one
 * that gives a group a number.
 */
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import type { ProtectedTable } from '../../src/disclosure/protect-table.ts'
import type { KnownSum } from './brute-force.ts'

/** Patients who are alike in everything. */
export interface Kind {
  readonly patients: number
  readonly tissue: 'T' | 'U'
  /** In the one cohort, which states gene A. */
  readonly isTreated: boolean
  readonly genes: { readonly A: boolean; readonly B: boolean }
  /** First cut with them, and first without. */
  readonly from: number
  readonly until: number
}

export const GENES = ['A', 'B'] as const
const TISSUES = ['T', 'U'] as const

type Who = Omit<Kind, 'patients'>

const isIn = ({ from, until }: Who, cut: number) => from <= cut && cut < until

/** What each cell holds of one cut. */
const CELLS: readonly (Pick<ExactCell, 'denominator' | 'kind' | 'code' | 'statedGenes'> & {
  readonly holds: (who: Who) => boolean
})[] = [
  { denominator: 'screened', kind: 'total', code: '*', holds: () => true },
  { denominator: 'treated', kind: 'total', code: '*', holds: who => who.isTreated },
  { denominator: 'treated', kind: 'cohort', code: 'c', statedGenes: ['A'], holds: who => who.isTreated },
  ...GENES.map(gene => ({
    denominator: 'screened' as const,
    kind: 'gene' as const,
    code: gene as string,
    holds: (who: Who) => who.genes[gene],
  })),
  ...TISSUES.flatMap(tissue => [
    {
      denominator: 'screened' as const,
      kind: 'tumour' as const,
      code: tissue as string,
      holds: (who: Who) => who.tissue === tissue,
    },
    ...GENES.map(gene => ({
      denominator: 'screened' as const,
      kind: 'tumour-gene' as const,
      code: `${tissue}|${gene}`,
      holds: (who: Who) => who.tissue === tissue && who.genes[gene],
    })),
  ]),
]

export function cellsOfCut(kinds: readonly Kind[], cut: number): readonly ExactCell[] {
  const people = kinds.flatMap(kind => Array.from({ length: kind.patients }, () => kind))
  return CELLS.map(({ holds, ...cell }) => ({
    ...cell,
    patients: new Set(people.flatMap((who, patient) => (isIn(who, cut) && holds(who) ? [patient] : []))),
  }))
}

/** Groups of 1..k-1 patients of whom the tables of the first cuts rule out a number below k; none where they are safe. */
export function narrowedByGenes(
  kinds: readonly Kind[],
  tables: readonly ProtectedTable[],
  k: number,
): readonly string[] {
  const people = peopleThereCanBe(kinds, tables.length)
  const inside = (holds: (who: Who) => boolean) => people.flatMap((who, at) => (holds(who) ? [at] : []))
  const sums = tables.flatMap(({ decided }, cut): readonly KnownSum[] =>
    decided.flatMap(({ cell, reason, count }) => {
      const known = CELLS.find(
        one => one.denominator === cell.denominator && one.kind === cell.kind && one.code === cell.code,
      )
      if (reason !== 'fresh' || known === undefined) return []
      return [{ atoms: inside(who => isIn(who, cut) && known.holds(who)), total: Number(count) }]
    }),
  )
  const truth = (holds: (who: Who) => boolean) =>
    kinds.filter(who => who.from < tables.length && holds(who)).reduce((patients, kind) => patients + kind.patients, 0)
  return groupsOf(tables.length).flatMap(({ name, holds }) => {
    const size = truth(holds)
    if (size === 0 || size >= k) return []
    const missing = Array.from({ length: k }, (_, value) => value).filter(
      value => !isPossible(people.length, [...sums, { atoms: inside(holds), total: value }]),
    )
    return missing.length === 0 ? [] : [`${name}: ${size} of them, cannot be ${missing.join()}`]
  })
}

/** With any genes: in one cut anybody, over several those of whom the world has any. */
function peopleThereCanBe(kinds: readonly Kind[], cuts: number): readonly Who[] {
  const stays =
    cuts === 1
      ? TISSUES.flatMap(tissue => [true, false].map(isTreated => ({ tissue, isTreated, from: 0, until: 1 })))
      : kinds.map(({ tissue, isTreated, from, until }) => ({ tissue, isTreated, from, until }))
  const known = new Map(stays.map(stay => [Object.values(stay).join(), stay]))
  return [...known.values()].flatMap(stay =>
    (stay.isTreated ? [true] : [true, false]).flatMap(A => [true, false].map(B => ({ ...stay, genes: { A, B } }))),
  )
}

/** Every way to combine tissue, treatment, genes and presence. */
function groupsOf(cuts: number): readonly { readonly name: string; readonly holds: (who: Who) => boolean }[] {
  type Choice = readonly [name: string, holds: (who: Who) => boolean]
  const any: Choice = ['', () => true]
  const bit = (name: string, read: (who: Who) => boolean): readonly Choice[] => [
    any,
    [name, read],
    [`not ${name}`, who => !read(who)],
  ]
  const choices: readonly (readonly Choice[])[] = [
    [any, ...TISSUES.map((tissue): Choice => [tissue, who => who.tissue === tissue])],
    bit('treated', who => who.isTreated),
    ...GENES.map(gene => bit(gene, who => who.genes[gene])),
    ...Array.from({ length: cuts }, (_, cut) => bit(`in cut ${cut}`, who => isIn(who, cut))),
  ]
  const combined = choices.reduce<readonly (readonly Choice[])[]>(
    (ways, options) => ways.flatMap(way => options.map(option => [...way, option])),
    [[]],
  )
  return combined.map(way => ({
    name: way
      .map(([name]) => name)
      .filter(name => name !== '')
      .join(', '),
    holds: who => way.every(([, holds]) => holds(who)),
  }))
}

/** Whether any whole numbers fit all sums: tries them, at each step for the sum that leaves the fewest choices. */
function isPossible(atoms: number, sums: readonly KnownSum[]): boolean {
  const inside = Array.from({ length: atoms }, (_, atom) =>
    sums.flatMap((sum, at) => (sum.atoms.includes(atom) ? [at] : [])),
  )
  const left = sums.map(({ total }) => total)
  const given = new Array<boolean>(atoms).fill(false)
  const mostOf = (atom: number) => Math.min(...(inside[atom] ?? []).map(at => left[at] ?? 0))
  const tightest = () => {
    let best: readonly number[] | null = null
    for (const [at, { atoms: all }] of sums.entries()) {
      if (left[at] === 0) continue
      const live = all.filter(atom => given[atom] !== true && mostOf(atom) > 0)
      if (best === null || live.length < best.length) best = live
    }
    return best
  }
  const fits = (): boolean => {
    const live = tightest()
    if (live === null) return true
    const [atom] = live
    if (atom === undefined) return false
    given[atom] = true
    for (let value = mostOf(atom); value >= 0; value--) {
      for (const at of inside[atom] ?? []) left[at] = (left[at] ?? 0) - value
      const isFound = fits()
      for (const at of inside[atom] ?? []) left[at] = (left[at] ?? 0) + value
      if (isFound) return true
    }
    given[atom] = false
    return false
  }
  return fits()
}

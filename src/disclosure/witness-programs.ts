/**
 * The integer programs of the audit: one column an atom, then deviations. A *witness* is a solution in whole numbers:
 * patients of each atom that fit every published set.
 */
import { type AtomSystem, type Region, sumOf } from './atom-system.ts'
import type { IntegerProgram, ProgramRow } from './integer-solver.ts'

export type Witness = Int32Array

/** A group and the number of patients that a witness shall give it. */
export interface Wanted {
  readonly atoms: readonly number[]
  readonly value: number
}

/** At most, where sets deviate at least cost: of solutions that mask the same one is best, and more often in whole numbers. */
const COST_OF_A_PATIENT = 1e-4

interface Draft {
  readonly costs: number[]
  readonly rows: ProgramRow[]
}

/** Small regions are mostly wished empty: witnesses that fill few of them show most unions at once. */
const SHARE_WISHED_EMPTY = 0.75

/**
 * A data set that fits all published sets, gives the wanted group its value, and comes near to random small numbers in
 * the small regions, so that one program answers many questions.
 */
export function witnessProgram(
  system: AtomSystem,
  {
    published,
    small,
    k,
    random,
    wanted,
  }: {
    readonly published: readonly number[]
    readonly small: readonly Region[]
    readonly k: number
    readonly random: () => number
    readonly wanted?: Wanted
  },
): IntegerProgram {
  const draft = startDraft(system)
  for (const set of published) draft.rows.push(exactly(system, set))
  const asked = new Set(wanted?.atoms ?? [])
  for (const { atoms } of small) {
    if (!atoms.some(atom => asked.has(atom))) wish(draft, atoms, { k, random })
  }
  if (wanted !== undefined) draft.rows.push(atValue(wanted))
  return { ...draft, integers: system.values.length }
}

function wish(draft: Draft, atoms: readonly number[], { k, random }: { k: number; random: () => number }): void {
  const cost = 0.5 + random()
  const isEmpty = random() < SHARE_WISHED_EMPTY
  for (const atom of atoms) draft.costs[atom] = isEmpty ? cost : cost / 2
  if (isEmpty) return
  const short = draft.costs.push(cost) - 1
  draft.rows.push({
    from: 1 + Math.floor(random() * (k - 1)),
    to: Number.POSITIVE_INFINITY,
    columns: [...atoms, short],
  })
}

/**
 * The least change of what is published that gives the wanted group its value: sets that may still be masked can deviate
 * from their totals at their cost, the others cannot.
 */
export function elasticProgram(
  system: AtomSystem,
  {
    fixed,
    maskable,
    wanted,
    random,
  }: {
    readonly fixed: readonly number[]
    /** Their costs vary by chance, so that there are no ties. */
    readonly maskable: readonly { readonly set: number; readonly cost: number }[]
    readonly wanted: Wanted
    readonly random: () => number
  },
): IntegerProgram {
  const draft = startDraft(system)
  for (const atom of system.values.keys()) draft.costs[atom] = COST_OF_A_PATIENT * random()
  for (const set of fixed) draft.rows.push(exactly(system, set))
  for (const { set, cost } of maskable) {
    const above = draft.costs.push(cost) - 1
    const below = draft.costs.push(cost) - 1
    const { columns, from, to } = exactly(system, set)
    const factors = [...columns.map(() => 1), 1, -1]
    draft.rows.push({ from, to, columns: [...columns, above, below], factors })
  }
  draft.rows.push(atValue(wanted))
  return { ...draft, integers: system.values.length }
}

/** Whole numbers out of what a solver answered, whatever it answered. */
export function readWitness(solution: readonly number[], { values }: AtomSystem): Witness {
  return Int32Array.from(values, (_, atom) => Math.round(solution[atom] ?? 0))
}

/** Checked in whole numbers: no atom below zero, every one of these sets at its total. */
export function fits(witness: Witness, system: AtomSystem, sets: Iterable<number>): boolean {
  if (witness.length !== system.values.length || witness.some(patients => patients < 0)) return false
  for (const set of sets) if (!hasTotal(witness, system, set)) return false
  return true
}

export function hasTotal(witness: Witness, { atomsOf, totals }: AtomSystem, set: number): boolean {
  return sumOf(witness, atomsOf[set] ?? []) === totals[set]
}

function startDraft({ values }: AtomSystem): Draft {
  return { costs: values.map(() => 0), rows: [] }
}

function exactly({ atomsOf, totals }: AtomSystem, set: number): ProgramRow {
  const total = totals[set] ?? 0
  return { from: total, to: total, columns: atomsOf[set] ?? [] }
}

function atValue({ atoms, value }: Wanted): ProgramRow {
  return { from: value, to: value, columns: atoms }
}

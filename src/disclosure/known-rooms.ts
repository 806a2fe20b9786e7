/**
 * What follows from shown margins and cells of one gene by taking away and adding up: patients of a tissue, of everybody, of
 * what is left of everybody beside some tissues, who joined or left one of these between two cuts. The reader knows which
 * tissues and presences hold anybody: a margin of one cut less that of another is a set to him where the one lies in the
 * other.
 */
import type { GeneSet, OtherSet } from './audit-genes.ts'
import { marginOf, nameOf } from './gene-cells.ts'

/** Atoms of the margins, tissues and totals of screened and treated, as bits. */
export type Atoms = bigint

/** A room with what is known in it of a gene; all of it has the gene where it is of no gene. */
export interface Known {
  /** Of the margin that it is a part of. */
  readonly name: string
  readonly atoms: Atoms
  readonly having: ReadonlySet<number>
  readonly lacking: ReadonlySet<number>
  readonly from: readonly OtherSet[]
  /** Of one tissue, not of everybody less something. */
  readonly isOfTissue: boolean
}

export interface Space {
  readonly margins: readonly Known[]
  readonly atomsOf: (patients: ReadonlySet<number>) => Atoms
  /** Those of which all patients are in a set. */
  readonly atomsWithin: (patients: ReadonlySet<number>) => Atoms
  readonly patientsOf: (atoms: Atoms) => ReadonlySet<number>
  readonly tissuesIn: (atoms: Atoms) => number
}

export function isMargin({ cell: { kind } }: OtherSet): boolean {
  return kind === 'total' || kind === 'tumour'
}

export function spaceOf(genes: readonly GeneSet[], others: readonly OtherSet[]): Space {
  const shown = others.filter(one => isMargin(one) && one.cell.patients.size > 0)
  const sets = [...shown.map(({ cell }) => cell.patients), ...genes.map(marginAtItsCut)]
  const memberships = new Map<number, string>()
  for (const [at, set] of sets.entries()) {
    for (const patient of set) memberships.set(patient, `${memberships.get(patient) ?? ''} ${at}`)
  }
  const atoms = [...Map.groupBy(memberships.keys(), patient => memberships.get(patient)).values()]
  const atomOf = new Map(atoms.flatMap((patients, atom) => patients.map(patient => [patient, atom] as const)))
  const atomsOf = (patients: ReadonlySet<number>) => {
    let bits = 0n
    for (const atom of new Set([...patients].map(patient => atomOf.get(patient) ?? 0))) bits |= 1n << BigInt(atom)
    return bits
  }
  const margins = shown.map((set): Known => {
    const { patients, kind } = set.cell
    return {
      name: nameOf(set.cell),
      atoms: atomsOf(patients),
      having: patients,
      lacking: new Set(),
      from: [set],
      isOfTissue: kind === 'tumour',
    }
  })
  const tissues = Map.groupBy(
    shown.filter(({ cell }) => cell.denominator === 'screened' && cell.kind === 'tumour'),
    ({ cell }) => cell.code,
  )
  const byTissue = [...tissues.values()].map(cells => joined(cells.map(({ cell }) => atomsOf(cell.patients))))
  return {
    margins,
    atomsOf,
    atomsWithin: set =>
      joined(atoms.flatMap((patients, atom) => (patients.every(one => set.has(one)) ? [1n << BigInt(atom)] : []))),
    patientsOf: bits => new Set(atoms.flatMap((patients, atom) => ((bits >> BigInt(atom)) & 1n ? patients : []))),
    tissuesIn: bits => byTissue.filter(tissue => (tissue & bits) !== 0n).length,
  }
}

export function asKnown(set: GeneSet, { atomsOf }: Space): Known {
  return {
    name: `${set.gene} ${nameOf(marginOf(set))}`,
    atoms: atomsOf(marginAtItsCut(set)),
    having: set.cell.patients,
    lacking: set.without,
    from: [set],
    isOfTissue: set.tissue !== null,
  }
}

function marginAtItsCut({ cell, without }: GeneSet): ReadonlySet<number> {
  return cell.patients.union(without)
}

function joined(all: readonly Atoms[]): Atoms {
  return all.reduce((union, atoms) => union | atoms, 0n)
}

export function isInside(inner: Atoms, outer: Atoms): boolean {
  return (inner & ~outer) === 0n
}

/** Shown ones, what of them is left beside others, and between cuts. */
export function knownRooms(shown: readonly Known[]): readonly Known[] {
  const known = new Map<Atoms, Known>()
  const add = (one: Known | null) => {
    if (one !== null && one.atoms !== 0n && !known.has(one.atoms)) known.set(one.atoms, one)
  }
  for (const one of shown) add(one)
  // Beside tissues and between cuts; then both.
  for (const turn of [1, 2]) {
    const before = [...known.values()]
    const ofTissues = before.filter(({ isOfTissue }) => isOfTissue)
    const ofAll = before.filter(({ isOfTissue }) => !isOfTissue)
    for (const one of ofAll) add(lessAll(one, ofTissues))
    for (const one of ofAll) for (const other of ofAll) add(less(one, other))
    if (turn === 1) for (const one of ofTissues) for (const other of before) add(less(one, other))
  }
  return [...known.values()]
}

function less(one: Known, other: Known): Known | null {
  if (one.atoms === other.atoms || !isInside(other.atoms, one.atoms)) return null
  // Where the gene was found or taken back between two cuts, the one is not in the other.
  if (!other.having.isSubsetOf(one.having) || !other.lacking.isSubsetOf(one.lacking)) return null
  return {
    name: one.name,
    atoms: one.atoms & ~other.atoms,
    having: one.having.difference(other.having),
    lacking: one.lacking.difference(other.lacking),
    from: [...one.from, ...other.from],
    isOfTissue: one.isOfTissue,
  }
}

/** Patients of one margin at two cuts, of whom some came and others left. */
export interface Change {
  /** Who came. */
  readonly atoms: Atoms
  /** Who came without the gene and who left with it; who came with it and who left without it. */
  readonly sets: readonly ReadonlySet<number>[]
  readonly of: readonly [Known, Known]
}

/**
 * Of one gene. Its cells at two cuts tell how many more have it among those who came than among those who left: where it
 * is known how many came, both sets are of known size.
 */
export function changesOf(known: readonly Known[]): readonly Change[] {
  return [...Map.groupBy(known, ({ name }) => name).values()].flatMap(versions =>
    versions.flatMap(one => versions.flatMap(other => changeBetween(one, other) ?? [])),
  )
}

function changeBetween(one: Known, other: Known): Change | null {
  const atoms = one.atoms & ~other.atoms
  if (atoms === 0n || isInside(other.atoms, one.atoms) || (one.atoms & other.atoms) === 0n) return null
  const leftWith = other.having.difference(one.having)
  const leftWithout = other.lacking.difference(one.lacking)
  // Where the gene was found or taken back between the cuts, who is of both counts as well.
  if (!leftWith.isDisjointFrom(one.lacking) || !leftWithout.isDisjointFrom(one.having)) return null
  const sets = [
    one.lacking.difference(other.lacking).union(leftWith),
    one.having.difference(other.having).union(leftWithout),
  ]
  return { atoms, sets, of: [one, other] }
}

/** Less as many as can be, the largest first. */
function lessAll(one: Known, others: readonly Known[]): Known {
  return largestFirst(others).reduce((left, other) => less(left, other) ?? left, one)
}

/** The room as a sum of others, the largest first; null where they do not make it up. */
export function sumTo({ name, atoms }: Known, parts: readonly Known[]): Known | null {
  const taken: Known[] = []
  let left = atoms
  for (const part of largestFirst(parts)) {
    if (!isInside(part.atoms, left)) continue
    taken.push(part)
    left &= ~part.atoms
  }
  if (left !== 0n) return null
  return {
    name: `${parts[0]?.name} ${name}`,
    atoms,
    having: new Set(taken.flatMap(({ having }) => [...having])),
    lacking: new Set(taken.flatMap(({ lacking }) => [...lacking])),
    from: taken.flatMap(({ from }) => from),
    isOfTissue: false,
  }
}

export function largestFirst(all: readonly Known[]): readonly Known[] {
  const size = ({ having, lacking }: Known) => having.size + lacking.size
  return [...all].sort((a, b) => size(b) - size(a))
}

/**
 * Sets of patients as a system of whole numbers. An *atom* holds the patients who are in the same sets; what an asker
 * knows of a published set is the sum of its atoms.
 */

export interface AtomSystem {
  /** True number of patients of each atom, at least 1. */
  readonly values: readonly number[]
  /** Positions of the sets that hold each atom, ascending. */
  readonly setsOf: readonly (readonly number[])[]
  /** Positions of the atoms of each set. */
  readonly atomsOf: readonly (readonly number[])[]
  /** Number of patients of each set. */
  readonly totals: readonly number[]
}

/** Patients are numbers, the same in all sets; who is in no set is in no atom. */
export function atomSystem(sets: readonly ReadonlySet<number>[]): AtomSystem {
  const memberships = new Map<number, number[]>()
  sets.forEach((patients, position) => {
    for (const patient of patients) {
      const known = memberships.get(patient)
      if (known === undefined) memberships.set(patient, [position])
      else known.push(position)
    }
  })
  const byMembership = new Map<string, { readonly positions: readonly number[]; patients: number }>()
  for (const positions of memberships.values()) {
    const name = positions.join()
    const known = byMembership.get(name)
    if (known === undefined) byMembership.set(name, { positions, patients: 1 })
    else known.patients += 1
  }
  const atoms = [...byMembership.values()]
  const atomsOf: number[][] = sets.map(() => [])
  atoms.forEach(({ positions }, atom) => {
    for (const position of positions) atomsOf[position]?.push(atom)
  })
  return {
    values: atoms.map(({ patients }) => patients),
    setsOf: atoms.map(({ positions }) => positions),
    atomsOf,
    totals: sets.map(({ size }) => size),
  }
}

/** Patients whom nobody can tell apart by the published sets. */
export interface Region {
  readonly atoms: readonly number[]
  readonly value: number
}

/** Regions of the published sets. Patients in none of them are in no region: nothing is known of them. */
export function regionsOf({ values, setsOf }: AtomSystem, isPublished: (set: number) => boolean): readonly Region[] {
  const byMembership = new Map<string, number[]>()
  setsOf.forEach((sets, atom) => {
    const name = sets.filter(isPublished).join()
    if (name === '') return
    const known = byMembership.get(name)
    if (known === undefined) byMembership.set(name, [atom])
    else known.push(atom)
  })
  return [...byMembership.values()].map(atoms => ({ atoms, value: sumOf(values, atoms) }))
}

export function sumOf(values: ArrayLike<number>, positions: readonly number[]): number {
  return positions.reduce((sum, position) => sum + (values[position] ?? 0), 0)
}

/** Number of atoms of each part of the system that no set connects with another. */
export function partsOf({ values, atomsOf }: AtomSystem): readonly number[] {
  const above = values.map((_, atom) => atom)
  const topOf = (atom: number): number => {
    let at = atom
    while (above[at] !== at) at = above[at] ?? at
    above[atom] = at
    return at
  }
  for (const [first = 0, ...others] of atomsOf) for (const atom of others) above[topOf(atom)] = topOf(first)
  return [...Map.groupBy(values.keys(), topOf).values()].map(atoms => atoms.length)
}

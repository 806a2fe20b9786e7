/**
 * An adversary who knows no cleverness: he lists all data sets that fit what is published, one by one. Independent of the
 * code under test. He is stronger than a reader of tables: he knows how patients may divide (which combinations of cells
 * and cuts anybody is in at all), only not how many they are.
 */

export interface KnownSum {
  /** Positions of the atoms that the published set holds. */
  readonly atoms: readonly number[]
  readonly total: number
}

/** Atoms that stand in no published set can be of any size; larger than this adds nothing to what is asked here. */
const ANY = 6

/** Calls back once for each way to give the atoms whole numbers that fit all sums. */
export function eachDataSet(
  atoms: number,
  sums: readonly KnownSum[],
  visit: (values: readonly number[]) => void,
): void {
  const left = sums.map(({ total }) => total)
  const of = Array.from({ length: atoms }, (_, atom) =>
    sums.flatMap((sum, at) => (sum.atoms.includes(atom) ? [at] : [])),
  )
  const lastOf = sums.map(sum => Math.max(-1, ...sum.atoms))
  const values = new Array<number>(atoms).fill(0)
  const give = (atom: number): void => {
    if (atom === atoms) {
      visit(values)
      return
    }
    const inside = of[atom] ?? []
    const most = inside.length === 0 ? ANY : Math.min(...inside.map(at => left[at] ?? 0))
    for (let value = 0; value <= most; value++) {
      values[atom] = value
      for (const at of inside) left[at] = (left[at] ?? 0) - value
      // A sum whose last atom has been given must be used up.
      if (inside.every(at => lastOf[at] !== atom || left[at] === 0)) give(atom + 1)
      for (const at of inside) left[at] = (left[at] ?? 0) + value
    }
    values[atom] = 0
  }
  if (sums.every(({ atoms: inside, total }) => inside.length > 0 || total === 0)) give(0)
}

/** Which numbers of patients below k each group can have, over all data sets. */
export function feasibleBelow(
  k: number,
  world: {
    readonly atoms: number
    readonly sums: readonly KnownSum[]
    readonly groups: readonly (readonly number[])[]
  },
): readonly ReadonlySet<number>[] {
  const found = world.groups.map(() => new Set<number>())
  eachDataSet(world.atoms, world.sums, values => {
    world.groups.forEach((group, at) => {
      const sum = group.reduce((patients, atom) => patients + (values[atom] ?? 0), 0)
      if (sum < k) found[at]?.add(sum)
    })
  })
  return found
}

/** Every union of atoms that holds 1..k-1 patients in truth: every group of patients that a table could speak of. */
export function groupsBelow(k: number, truth: readonly number[]): readonly (readonly number[])[] {
  const groups: number[][] = []
  const add = (from: number, group: readonly number[], size: number): void => {
    for (let atom = from; atom < truth.length; atom++) {
      const larger = size + (truth[atom] ?? 0)
      if (larger >= k) continue
      groups.push([...group, atom])
      add(atom + 1, [...group, atom], larger)
    }
  }
  add(0, [], 0)
  return groups
}

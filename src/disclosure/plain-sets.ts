/**
 * What may be published without a proof by witnesses. A part of a system, that is sets and atoms that no set connects with
 * others, is *plain* where each of its regions holds k patients or more: no group of 1..k-1 patients is a union of them, so
 * nothing of one can be known. Parts know nothing of each other, so that new sets in plain parts take nothing from groups
 * elsewhere. This is quick, and where the audit goes when its time is over.
 */
import type { AtomSystem } from './atom-system.ts'

interface Sets {
  readonly system: AtomSystem
  /** Published before. */
  readonly earlier: readonly number[]
  readonly k: number
}

/** Of these sets those that can stand together in plain parts; earlier ones in the list are preferred. */
export function plainSets(sets: readonly number[], among: Sets): readonly number[] {
  const taken: number[] = []
  for (const set of sets) if (arePlain([...taken, set], { ...among, of: [set] })) taken.push(set)
  return taken
}

/** Whether the parts that hold new sets are plain; with `of`, those alone that hold one of these. */
export function arePlain(
  fresh: readonly number[],
  { system, earlier, k, of = fresh }: Sets & { readonly of?: readonly number[] },
): boolean {
  const published = new Set([...earlier, ...fresh])
  const regions = new Map<string, number>()
  for (const atom of atomsAround(of, published, system)) {
    const name = system.setsOf[atom]?.filter(set => published.has(set)).join() ?? ''
    regions.set(name, (regions.get(name) ?? 0) + (system.values[atom] ?? 0))
  }
  return [...regions.values()].every(patients => patients >= k)
}

/** Atoms of the parts that hold these sets. */
function atomsAround(
  sets: readonly number[],
  published: ReadonlySet<number>,
  { atomsOf, setsOf }: AtomSystem,
): ReadonlySet<number> {
  const atoms = new Set<number>()
  const seen = new Set(sets)
  for (const set of seen) {
    for (const atom of atomsOf[set] ?? []) {
      if (atoms.has(atom)) continue
      atoms.add(atom)
      for (const other of setsOf[atom] ?? []) if (published.has(other)) seen.add(other)
    }
  }
  return atoms
}

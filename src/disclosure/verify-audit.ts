/**
 * Does the audit hold? Decided from the sets, the witnesses and whole numbers alone, apart from the solver and from the
 * way the witnesses were found. What is published is what this function lets pass.
 */
import { type AtomSystem, type Region, regionsOf, sumOf } from './atom-system.ts'
import { showUnions } from './open-unions.ts'
import type { UnionSearch } from './union-state.ts'
import { fits, type Witness } from './witness-programs.ts'

export interface Audited {
  readonly system: AtomSystem
  readonly published: ReadonlySet<number>
  readonly witnesses: readonly Witness[]
  readonly k: number
  /** Asked now and then. Never where absent. */
  readonly isLate?: () => boolean
}

/**
 * Every witness fits all published sets, and every union of regions of 1..k-1 patients in all is shown at 0..k-1. False as
 * well where it became late before all were looked at.
 */
export function holds({ system, published, witnesses, k, isLate }: Audited): boolean {
  if (!witnesses.every(witness => fits(witness, system, published))) return false
  const search = asUnionSearch(smallRegions(system, published, k), { witnesses, k })
  const { open, searched } = showUnions(isLate === undefined ? search : { ...search, isLate }, null)
  return open === null && searched.size === search.sizes.length
}

export function smallRegions(system: AtomSystem, published: ReadonlySet<number>, k: number): readonly Region[] {
  return regionsOf(system, set => published.has(set)).filter(({ value }) => value < k)
}

export function asUnionSearch(
  small: readonly Region[],
  { witnesses, k }: { readonly witnesses: readonly Witness[]; readonly k: number },
): Omit<UnionSearch, 'atMost'> {
  const counts = witnesses.map(witness => Int32Array.from(small, ({ atoms }) => sumOf(witness, atoms)))
  return { sizes: small.map(({ value }) => value), witnesses: counts, k }
}

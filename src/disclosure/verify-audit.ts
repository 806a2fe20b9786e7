/**
 * Does the audit hold? Decided from the sets, the witnesses and whole numbers alone, apart from the solver and from the
 * way the witnesses were found. What is published is what this function lets pass.
 */
import { type AtomSystem, type Region, regionsOf, sumOf } from './atom-system.ts'
import { findOpenUnions, type OpenUnion, type UnionSearch } from './open-unions.ts'
import { fits, type Witness } from './witness-programs.ts'

export interface Audited {
  readonly system: AtomSystem
  readonly published: ReadonlySet<number>
  readonly witnesses: readonly Witness[]
  readonly k: number
}

/** Every witness fits all published sets, and every union of regions of 1..k-1 patients in all is shown at 0..k-1. */
export function holds({ system, published, witnesses, k }: Audited): boolean {
  if (!witnesses.every(witness => fits(witness, system, published))) return false
  const small = smallRegions(system, published, k)
  return openUnionsOf(small, { witnesses, k, atMost: 1 }).length === 0
}

export function smallRegions(system: AtomSystem, published: ReadonlySet<number>, k: number): readonly Region[] {
  return regionsOf(system, set => published.has(set)).filter(({ value }) => value < k)
}

export interface UnionsAsked {
  readonly witnesses: readonly Witness[]
  readonly k: number
  readonly atMost: number
}

export function openUnionsOf(small: readonly Region[], asked: UnionsAsked): readonly OpenUnion[] {
  return findOpenUnions(asUnionSearch(small, asked))
}

export function asUnionSearch(small: readonly Region[], { witnesses, k, atMost }: UnionsAsked): UnionSearch {
  const counts = witnesses.map(witness => Int32Array.from(small, ({ atoms }) => sumOf(witness, atoms)))
  return { sizes: small.map(({ value }) => value), witnesses: counts, k, atMost }
}

/**
 * New data sets from known ones, without a solver: one that fits, plus the difference of two others that fit, has all the
 * same totals. It is a data set itself where no number of it falls below zero.
 */
import { sumOf } from './atom-system.ts'
import type { Wanted, Witness } from './witness-programs.ts'

const TRIES = 1500

/** One that gives the group its value; null where chance finds none. */
export function combineWitnesses(
  witnesses: readonly Witness[],
  { atoms, value }: Wanted,
  random: () => number,
): Witness | null {
  const sums = witnesses.map(witness => sumOf(witness, atoms))
  const pick = () => Math.floor(random() * witnesses.length)
  for (let turn = 0; turn < TRIES; turn++) {
    const [base, more, less] = [pick(), pick(), pick()]
    if ((sums[base] ?? 0) + (sums[more] ?? 0) - (sums[less] ?? 0) !== value) continue
    const found = combine(witnesses[base], witnesses[more], witnesses[less])
    if (found !== null) return found
  }
  return null
}

function combine(base?: Witness, more?: Witness, less?: Witness): Witness | null {
  if (base === undefined || more === undefined || less === undefined) return null
  const found = new Int32Array(base.length)
  for (let atom = 0; atom < base.length; atom++) {
    const patients = (base[atom] ?? 0) + (more[atom] ?? 0) - (less[atom] ?? 0)
    if (patients < 0) return null
    found[atom] = patients
  }
  return found
}

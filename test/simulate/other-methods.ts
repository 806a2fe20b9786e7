/** What the usual ways would give of the same network: each country's cells are hidden, rounded or noised, then added. */
import type { Random } from '../../src/synthetic/random.ts'
import { isMature } from './members.ts'
import { COHORTS, type NetworkWorld } from './network-world.ts'

/** Evaluable patients and those with control, of one cohort. */
export interface Tally {
  readonly patients: number
  readonly evaluable: number
  readonly control: number
  readonly pending: number
}

export type Method = 'suppression' | 'rounding' | 'noise'

/** By cohort and country, at the end of a quarter. */
export function tallies(world: NetworkWorld, quarter: number): readonly (readonly Tally[])[] {
  const cells = Array.from({ length: COHORTS }, () =>
    Array.from({ length: world.countries }, () => ({ patients: 0, evaluable: 0, control: 0, pending: 0 })),
  )
  for (const patient of world.patients) {
    const cell = cells[patient.cohort]?.[patient.country]
    if (patient.quarter > quarter || cell === undefined) continue
    const mature = isMature(patient, quarter)
    cell.patients += 1
    cell.pending += mature ? 0 : 1
    cell.evaluable += mature && patient.evaluable ? 1 : 0
    cell.control += mature && patient.control ? 1 : 0
  }
  return cells
}

export function pool(cells: readonly Tally[]): Tally {
  const sum = (name: keyof Tally) => cells.reduce((total, cell) => total + cell[name], 0)
  return { patients: sum('patients'), evaluable: sum('evaluable'), control: sum('control'), pending: sum('pending') }
}

/** Hidden below 5; rounded to the nearest 5; two-sided geometric noise with epsilon 1 on every count, never below 0. */
export function published(cells: readonly Tally[], method: Method, random: Random): Tally {
  switch (method) {
    case 'suppression':
      return pool(cells.filter(({ patients }) => patients >= 5))
    case 'rounding':
      return pool(cells.map(cell => mapCounts(cell, count => 5 * Math.round(count / 5))))
    case 'noise':
      return pool(cells.map(cell => mapCounts(cell, count => Math.max(0, count + geometricNoise(1, random)))))
  }
}

function mapCounts({ patients, evaluable, control, pending }: Tally, change: (count: number) => number): Tally {
  return { patients: change(patients), evaluable: change(evaluable), control: change(control), pending }
}

/** Ghosh, Roughgarden and Sundararajan 2012, doi 10.1137/09076828X: difference of two geometric variables. */
function geometricNoise(epsilon: number, random: Random): number {
  const geometric = () => Math.floor(Math.log(1 - random.next()) / -epsilon)
  return geometric() - geometric()
}

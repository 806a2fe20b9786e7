/** What the engine of one simulated member knows of itself: its national table, and whom it counted in which round. */

import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import { type CohortCounts, hiddenPart, nobody } from '../../src/pooling/fill-vector.ts'
import type { Layout } from '../../src/pooling/layout.ts'
import { QUARTERS_TO_RESULT, type SimulatedPatient } from './network-world.ts'

const APPROVED = { participating: true, approved: { s1: true, s2: true, final: true } }

/** Patient -> what was said of him. */
type Membership = ReadonlyMap<SimulatedPatient, string>

export class SimulatedMember {
  readonly #patients: readonly SimulatedPatient[]
  readonly #k: number
  /** Published count of each cohort; absent = masked. The set it was counted from tells whether it may move. */
  readonly #national = new Map<number, ReadonlySet<SimulatedPatient>>()
  readonly #rounds = new Map<string, ReadonlyMap<number, Membership>>()

  constructor(patients: readonly SimulatedPatient[], k: number) {
    this.#patients = patients
    this.#k = k
  }

  /** A cell of fewer than k is masked; one whose patients changed by fewer than k keeps its old value. */
  publishNational(quarter: number): void {
    for (const [cohort, patients] of this.#byCohort(quarter)) {
      const before = this.#national.get(cohort) ?? new Set()
      const now = new Set(patients)
      const change = now.symmetricDifference(before).size
      if (now.size >= this.#k && (change === 0 || change >= this.#k)) this.#national.set(cohort, now)
    }
  }

  /** Sum of the cells that the national table shows. */
  get shownPatients(): number {
    return [...this.#national.values()].reduce((sum, { size }) => sum + size, 0)
  }

  contribute(layout: Layout, round: string, quarter: number, previous: NetworkTable | null): Map<string, CohortCounts> {
    const memberships = new Map<number, Membership>()
    const counts = new Map<string, CohortCounts>()
    for (const [cohort, patients] of this.#byCohort(quarter)) {
      const said = new Map(patients.map(patient => [patient, factsOf(patient, quarter)] as const))
      memberships.set(cohort, said)
      const key = layout.cohorts[cohort] ?? ''
      counts.set(key, this.#countsOf(layout, { cohort, key, patients, said, quarter, previous }))
    }
    this.#rounds.set(round, memberships)
    return counts
  }

  #byCohort(quarter: number): ReadonlyMap<number, readonly SimulatedPatient[]> {
    return Map.groupBy(
      this.#patients.filter(patient => patient.quarter <= quarter),
      ({ cohort }) => cohort,
    )
  }

  #countsOf(
    layout: Layout,
    input: {
      readonly cohort: number
      readonly key: string
      readonly patients: readonly SimulatedPatient[]
      readonly said: Membership
      readonly quarter: number
      readonly previous: NetworkTable | null
    },
  ): CohortCounts {
    const { cohort, patients, said, quarter } = input
    const standing = input.previous?.cohorts.find(({ key }) => key === input.key)
    const mature = patients.filter(patient => isMature(patient, quarter))
    const evaluable = mature.filter(patient => patient.evaluable)
    const perQuarter = (some: readonly SimulatedPatient[]) =>
      layout.quarters.map((_, index) => some.filter(patient => patient.quarter === index).length)
    const control = evaluable.filter(patient => patient.control)
    const empty = nobody(layout, APPROVED)
    return {
      ...empty,
      patients: patients.length,
      hidden: hiddenPart(patients.length, this.#national.get(cohort)?.size ?? 'masked'),
      countChange: this.#changeSince(standing?.patients?.round, cohort, said, () => ''),
      valueChange: this.#changeSince(standing?.values?.round, cohort, said, facts => facts),
      evaluable: evaluable.length,
      pending: patients.length - mature.length,
      evaluableByQuarter: perQuarter(evaluable),
      pendingByQuarter: perQuarter(patients.filter(patient => !mature.includes(patient))),
      controlByQuarter: perQuarter(control),
      values: {
        ...empty.values,
        treatedMature: mature.length,
        control: control.length,
        bestSD: control.length,
        noControlProgressed: evaluable.length - control.length,
      },
    }
  }

  /** Joined, left or said otherwise; all, where the member was not in that round. */
  #changeSince(round: string | undefined, cohort: number, now: Membership, tell: (facts: string) => string): number {
    if (round === undefined) return 0
    const then = this.#rounds.get(round)?.get(cohort) ?? new Map<SimulatedPatient, string>()
    const joinedOrChanged = [...now].filter(([patient, facts]) => {
      const before = then.get(patient)
      return before === undefined || tell(before) !== tell(facts)
    })
    return joinedOrChanged.length + [...then.keys()].filter(patient => !now.has(patient)).length
  }
}

export function isMature(patient: SimulatedPatient, quarter: number): boolean {
  return patient.quarter + QUARTERS_TO_RESULT <= quarter
}

function factsOf(patient: SimulatedPatient, quarter: number): string {
  return isMature(patient, quarter) ? `${patient.evaluable} ${patient.control}` : 'pending'
}

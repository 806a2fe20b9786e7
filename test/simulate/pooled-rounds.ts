/**
 * How much of the network's patients each way of sharing keeps, and how often it decides wrongly: pooled rounds under the
 * shipped policy against hiding, rounding and noise country by country.
 */
import type { NetworkTableRow } from '../../src/model/generated/network-table.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { isMature } from './members.ts'
import {
  type Clustering,
  makeWorld,
  type NetworkWorld,
  PATIENTS,
  QUARTERS,
  ROUNDS,
  type SimulatedPatient,
} from './network-world.ts'
import { type Method, pool, published, type Tally, tallies } from './other-methods.ts'
import { type RoundsRun, runRounds } from './run-rounds.ts'

/** Looks of the 0/8, 4/24 design. */
const S1 = 8
const S2 = 24
const POSITIVE = 5

export interface Kept {
  readonly way: 'pooled rounds' | Method
  /** Of treated patients, in an answer whose number is exact (at least n). */
  readonly patientsShare: number
  /** The same, and those in a band. */
  readonly patientsInBandsShare: number | null
  /** Of cohorts of 5 and more, 8 and more patients. */
  readonly bandShare: number | null
  readonly exactShare: number | null
  /** Of cohorts that have reached the look: a decision that is right, one that is wrong. */
  readonly s1: Decided
  readonly s2: Decided
}

export interface Decided {
  readonly reached: number
  readonly rightShare: number
  readonly wrongShare: number
}

export interface Scenario {
  readonly countries: number
  readonly clustering: Clustering
  readonly seeds: number
}

export function keptByEach(scenario: Scenario): readonly Kept[] {
  const worlds = worldsOf(scenario)
  const pooled = worlds.map(({ world, seed }) => pooledKept(world, runRounds(world, 0, seededRandom(`rounds/${seed}`))))
  const others = (['suppression', 'rounding', 'noise'] as const).map(method =>
    mean(
      method,
      worlds.map(({ world, seed }) => otherKept(world, method, seed)),
    ),
  )
  return [mean('pooled rounds', pooled), ...others]
}

export interface Completion {
  readonly missing: number
  /** Of rounds that ended with a table. */
  readonly tables: number
  /** Of what is published when nobody is late: exact numbers, first looks, second looks. */
  readonly exact: number
  readonly s1: number
  readonly s2: number
}

/** What members that miss deadlines cost. */
export function completionBy(scenario: Scenario, chances: readonly number[]): readonly Completion[] {
  const worlds = worldsOf(scenario)
  const found = (missing: number) =>
    worlds.map(({ world, seed }) => {
      const { rounds } = runRounds(world, missing, seededRandom(`late/${seed}/${missing}`))
      const rows = rounds.findLast(({ table }) => table !== null)?.table?.cohorts ?? []
      return {
        tables: rounds.filter(({ table }) => table !== null).length / ROUNDS,
        exact: sum(rows.map(({ patients }) => patients?.atLeast ?? 0)),
        s1: rows.filter(({ s1 }) => s1 !== null && s1.decision !== 'wait').length,
        s2: rows.filter(({ values }) => values !== null).length,
      }
    })
  const base = found(0)
  return chances.map(missing => {
    const runs = found(missing)
    const share = (name: 'exact' | 's1' | 's2') => sum(runs.map(run => run[name])) / sum(base.map(run => run[name]))
    return {
      missing,
      tables: average(runs.map(({ tables }) => tables)),
      exact: share('exact'),
      s1: share('s1'),
      s2: share('s2'),
    }
  })
}

function worldsOf({ countries, clustering, seeds }: Scenario) {
  return Array.from({ length: seeds }, (_, seed) => ({ seed, world: makeWorld(String(seed), countries, clustering) }))
}

type Measured = Omit<Kept, 'way'>

function pooledKept(world: NetworkWorld, { rounds }: RoundsRun): Measured {
  const rows = rounds.at(-1)?.table?.cohorts ?? []
  const truth = tallies(world, QUARTERS - 1).map(pool)
  const shown = (test: (row: NetworkTableRow) => boolean, of: (tally: Tally) => boolean) =>
    share(
      rows.map((row, cohort) => ({ row, tally: truth[cohort] })).filter(({ tally }) => tally && of(tally)),
      ({ row }) => test(row),
    )
  return {
    patientsShare: sum(rows.map(({ patients }) => patients?.atLeast ?? 0)) / PATIENTS,
    patientsInBandsShare:
      sum(truth.filter((_, cohort) => rows[cohort]?.band !== 'masked').map(({ patients }) => patients)) / PATIENTS,
    bandShare: shown(
      ({ band }) => band !== 'masked',
      ({ patients }) => patients >= 5,
    ),
    exactShare: shown(
      ({ patients }) => patients !== null,
      ({ patients }) => patients >= 8,
    ),
    s1: decided(truth, cohort => s1Of(world, rounds, cohort, rows[cohort]), S1),
    s2: decided(truth, cohort => s2Of(world, rounds, cohort, rows[cohort]), S2),
  }
}

type Verdict = 'right' | 'wrong' | 'none'

/** Whether the decision is that of all rows together, at the end of the quarter of its round. */
function s1Of(
  world: NetworkWorld,
  rounds: RoundsRun['rounds'],
  cohort: number,
  row: NetworkTableRow | undefined,
): Verdict {
  const decision = row?.s1?.decision
  if (row?.s1 === undefined || row.s1 === null || decision === 'wait') return 'none'
  const known = evaluableAt(world, cohort, quarterOf(rounds, row.s1.round))
  const closes = known[S1 - 1]?.quarter ?? QUARTERS
  const hasControl = known.some(({ quarter, control }) => quarter <= closes && control)
  return decision === (hasControl ? 'go' : 'stop') ? 'right' : 'wrong'
}

function s2Of(
  world: NetworkWorld,
  rounds: RoundsRun['rounds'],
  cohort: number,
  row: NetworkTableRow | undefined,
): Verdict {
  const values = row?.values
  if (values === undefined || values === null) return 'none'
  const known = evaluableAt(world, cohort, quarterOf(rounds, values.round))
  const isExact =
    values.counts.evaluable === known.length && values.counts.control === known.filter(({ control }) => control).length
  return isExact ? 'right' : 'wrong'
}

/** By treatment start. */
function evaluableAt(world: NetworkWorld, cohort: number, quarter: number): readonly SimulatedPatient[] {
  return world.patients.filter(patient => patient.cohort === cohort && patient.evaluable && isMature(patient, quarter))
}

function quarterOf(rounds: RoundsRun['rounds'], round: string): number {
  return rounds.find(({ table }) => table?.round === round)?.quarter ?? -1
}

function otherKept(world: NetworkWorld, method: Method, seed: number): Measured {
  const random = seededRandom(`${method}/${seed}`)
  const cells = tallies(world, QUARTERS - 1)
  const truth = cells.map(pool)
  const given = cells.map(cell => published(cell, method, random))
  const verdict = (cohort: number, tally: Tally, look: number, isPositive: (count: Tally) => boolean): Verdict => {
    const shown = given[cohort]
    if (shown === undefined || shown.evaluable < look) return 'none'
    return isPositive(shown) === isPositive(tally) ? 'right' : 'wrong'
  }
  return {
    patientsShare: method === 'suppression' ? sum(given.map(({ patients }) => patients)) / PATIENTS : 0,
    patientsInBandsShare: null,
    bandShare: null,
    exactShare: null,
    s1: decided(truth, (cohort, tally) => verdict(cohort, tally, S1, ({ control }) => control > 0), S1),
    s2: decided(truth, (cohort, tally) => verdict(cohort, tally, S2, ({ control }) => control >= POSITIVE), S2),
  }
}

function decided(truth: readonly Tally[], verdictOf: (cohort: number, tally: Tally) => Verdict, look: number): Decided {
  const verdicts = truth.flatMap((tally, cohort) => (tally.evaluable >= look ? [verdictOf(cohort, tally)] : []))
  return {
    reached: verdicts.length,
    rightShare: share(verdicts, verdict => verdict === 'right') ?? 0,
    wrongShare: share(verdicts, verdict => verdict === 'wrong') ?? 0,
  }
}

function mean(way: Kept['way'], measured: readonly Measured[]): Kept {
  const over = (read: (one: Measured) => number | null) => {
    const known = measured.map(read).filter(value => value !== null)
    return known.length === 0 ? null : average(known)
  }
  // Over all cohorts that reached the look, in whichever world.
  const looks = (read: (one: Measured) => Decided): Decided => {
    const reached = sum(measured.map(one => read(one).reached))
    const of = (name: 'rightShare' | 'wrongShare') =>
      reached === 0 ? 0 : sum(measured.map(one => read(one)[name] * read(one).reached)) / reached
    return { reached: reached / measured.length, rightShare: of('rightShare'), wrongShare: of('wrongShare') }
  }
  return {
    way,
    patientsShare: average(measured.map(({ patientsShare }) => patientsShare)),
    patientsInBandsShare: over(({ patientsInBandsShare }) => patientsInBandsShare),
    bandShare: over(({ bandShare }) => bandShare),
    exactShare: over(({ exactShare }) => exactShare),
    s1: looks(({ s1 }) => s1),
    s2: looks(({ s2 }) => s2),
  }
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(is).length / items.length
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const average = (numbers: readonly number[]): number => sum(numbers) / numbers.length

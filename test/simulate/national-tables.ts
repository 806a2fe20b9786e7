/**
 * National tables of one country over its data cuts, protected by the program's own audit: what of cells and patients is
 * shown. A made-up country; nobody in it is real.
 */
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { ExactTable } from '../../src/disclosure/exact-table.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { type EarlierCell, type ProtectedTable, protectTable } from '../../src/disclosure/protect-table.ts'
import { openHighs } from '../../src/engine/highs-solver.ts'
import { type Random, seededRandom } from '../../src/synthetic/random.ts'

export interface CountrySize {
  readonly screened: number
  readonly treated: number
  readonly cohorts: number
  readonly drugs: number
  readonly tissues: number
  readonly genes: number
  /** Half-years of accrual, with a table at the end of each. */
  readonly cuts: number
}

/** Screened and treated as IMPRESS-Norway in October 2023 (doi 10.2340/1651-226X.2024.28322), which took two and a half years. */
export const NORWAY: CountrySize = {
  screened: 1167,
  treated: 186,
  cohorts: 300,
  drugs: 24,
  tissues: 32,
  genes: 45,
  cuts: 5,
}
/** Alterations of a participant; some are in genes that no cohort names. */
const ALTERATIONS = { least: 3, most: 8 }
const ALTERATIONS_ELSEWHERE = 0.4
/** Of those in a cut, who has withdrawn by the next. */
const WITHDRAWN_SHARE = 0.01

interface Participant {
  readonly from: number
  /** First cut without this participant. */
  readonly until: number
  readonly tissue: number
  /** Null where not treated. */
  readonly cohort: number | null
  readonly genes: ReadonlySet<number>
}

export interface Level {
  readonly level: string
  readonly cells: number
  /** Cells of k and more patients, which could be shown. */
  readonly ofK: number
  readonly shown: number
  /** Cells that show an older number. */
  readonly older: number
  /** Of the patients in all cells of the level, counted in each. */
  readonly patientsShare: number
}

export interface SimulatedTable {
  readonly treated: number
  readonly levels: readonly Level[]
  readonly programs: number
  readonly undecided: boolean
}

const solver = await openHighs()

/** Of this process, all its threads: other work on the machine takes nothing away. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** `secondsATable`: as the policy's, in seconds of the processor; a slower machine masks more, never less. */
export function simulateTables(seed: string, size: CountrySize, secondsATable = 120): readonly SimulatedTable[] {
  const participants = makeCountry(seed, size)
  const random = seededRandom(`audit/${seed}`)
  const earlier: EarlierCell[] = []
  return Array.from({ length: size.cuts }, (_, cut) => {
    const started = processorSeconds()
    const cells = cellsOf(participants, size, cut)
    const table = protectTable({
      table: new ExactTable(cells),
      earlier: [...earlier],
      policy: defaultPolicy,
      solver,
      random: () => random.next(),
      secondsLeft: () => secondsATable - (processorSeconds() - started),
    })
    earlier.push(...table.fresh)
    return {
      treated: cells.find(({ kind, denominator }) => kind === 'total' && denominator === 'treated')?.patients.size ?? 0,
      levels: levelsOf(table),
      programs: table.work.programs,
      undecided: table.work.undecided,
    }
  })
}

function makeCountry(seed: string, size: CountrySize): readonly Participant[] {
  const random = seededRandom(`country/${seed}`)
  const popularity = Array.from({ length: size.cohorts }, (_, rank) => 1 / (rank + 12))
  const tissues = Array.from({ length: size.tissues }, (_, rank) => 1 / (rank + 2))
  const genes = Array.from({ length: size.genes }, (_, rank) => 1 / (rank + 4))
  return Array.from({ length: size.screened }, (_, at) => {
    const cohort = at < size.treated ? draw(popularity, random) : null
    const from = random.int(0, size.cuts - 1)
    let until = size.cuts
    for (let cut = size.cuts - 1; cut > from; cut--) if (random.chance(WITHDRAWN_SHARE)) until = cut
    // A cohort has its tissue, as it has its drug; pan-tumour ones have any.
    const tissue = cohort === null || cohort % 7 === 0 ? draw(tissues, random) : tissueOf(cohort, tissues, seed)
    const found = Array.from({ length: random.int(ALTERATIONS.least, ALTERATIONS.most) }, () =>
      random.chance(ALTERATIONS_ELSEWHERE) ? [] : [draw(genes, random)],
    )
    // A cohort has its gene as well.
    const stated = cohort === null ? [] : [cohort % size.genes]
    return { from, until, tissue, cohort, genes: new Set([...found.flat(), ...stated]) }
  })
}

function tissueOf(cohort: number, weights: readonly number[], seed: string): number {
  return draw(weights, seededRandom(`tissue/${seed}/${cohort}`))
}

function cellsOf(participants: readonly Participant[], size: CountrySize, cut: number): readonly ExactCell[] {
  const present = participants.flatMap((participant, patient) =>
    participant.from <= cut && cut < participant.until ? [{ ...participant, patient }] : [],
  )
  const those = (holds: (participant: Participant) => boolean) =>
    new Set(present.filter(holds).map(({ patient }) => patient))
  const cell = (
    denominator: ExactCell['denominator'],
    kind: ExactCell['kind'],
    code: string | number,
    holds: (participant: Participant) => boolean,
  ): ExactCell => ({
    denominator,
    kind,
    code: String(code),
    ...(kind === 'cohort' ? { statedGenes: [String(Number(code) % size.genes)] } : {}),
    patients: those(one => (denominator === 'screened' || one.cohort !== null) && holds(one)),
  })
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)
  return [
    cell('screened', 'total', '*', () => true),
    cell('treated', 'total', '*', () => true),
    ...upTo(size.tissues).flatMap(tissue => [
      cell('screened', 'tumour', tissue, one => one.tissue === tissue),
      cell('treated', 'tumour', tissue, one => one.tissue === tissue),
    ]),
    ...upTo(size.genes).flatMap(gene => [
      cell('screened', 'gene', gene, one => one.genes.has(gene)),
      ...upTo(size.tissues).map(tissue =>
        cell('screened', 'tumour-gene', `${tissue}|${gene}`, one => one.tissue === tissue && one.genes.has(gene)),
      ),
    ]),
    ...upTo(size.drugs).map(drug => cell('treated', 'drugs', drug, one => (one.cohort ?? -1) % size.drugs === drug)),
    ...upTo(size.cohorts).map(cohort => cell('treated', 'cohort', cohort, one => one.cohort === cohort)),
  ]
}

function levelsOf({ decided }: ProtectedTable): readonly Level[] {
  const groups = Map.groupBy(decided, ({ cell }) => `${cell.denominator} ${cell.kind}`)
  return [...groups].map(([level, cells]) => {
    const shown = cells.filter(({ count }) => count !== 'masked')
    const patients = cells.reduce((sum, { cell }) => sum + cell.patients.size, 0)
    return {
      level,
      cells: cells.length,
      ofK: cells.filter(({ cell }) => cell.patients.size >= defaultPolicy.k).length,
      shown: shown.length,
      older: shown.filter(({ reason }) => reason !== 'fresh' && reason !== 'unchanged').length,
      // An older number can be above the present one: nobody is counted as shown who is not there.
      patientsShare:
        patients === 0
          ? 0
          : shown.reduce((sum, { cell, count }) => sum + Math.min(Number(count), cell.patients.size), 0) / patients,
    }
  })
}

function draw(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return index
  }
  return weights.length - 1
}

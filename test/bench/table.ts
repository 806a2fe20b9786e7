/**
 * The national table with its integer audit against the same table counted and not protected: 300 cohorts and 500 treated
 * patients as the goal has them; how it grows with cohorts and with earlier tables. Checks in the run that every shown
 * cell is the exact one, and none is below k.
 */
import { layOut } from '../../src/cohort/measure/lay-out.ts'
import type { Snapshot } from '../../src/cut/snapshot.ts'
import type { ExactTable } from '../../src/disclosure/exact-table.ts'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { type EarlierCell, type ProtectedTable, protectTable } from '../../src/disclosure/protect-table.ts'
import { countNationalTable } from '../../src/engine/count-table.ts'
import { openHighs } from '../../src/engine/highs-solver.ts'
import { catalogueCells, type TumourTissues } from '../../src/engine/reference-tables.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { tissueOf } from '../../src/terminology/tumour-tree.ts'
import { indexSource } from '../support/index-of.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { type BenchTables, benchTables, draftOf } from './generated-patients.ts'
import { catalogue, machine, median } from './interleaved.ts'
import { processorMsOf, type Spent, spentOn } from './processor-time.ts'
import { percentile, type Ratio, ratioOf } from './ratios.ts'

const ROUNDS = 5
const TREATED = 500
const MAIN = 300
/** Of the generated patients four of ten are in no cohort of the catalogue, and some are not treated. */
const PATIENTS_A_TREATED = 2.2
const LONGEST_WAIT_MS = 60_000

const tissues: TumourTissues = {
  codes: [...shipped.tumours.nodes.values()].filter(({ parent }) => parent === null).map(({ code }) => code),
  tissueOf: code => (code === null || !shipped.tumours.nodes.has(code) ? null : tissueOf(shipped, code)),
}

export async function benchTable() {
  const tables = benchTables(shipped, catalogue)
  const solver = await openHighs()
  const world = (cohorts: number, seed: string) => worldOf(tables, cohorts, seed)
  const protect = (exact: ExactTable, earlier: readonly EarlierCell[]): ProtectedTable => {
    // Of this process's own processor time, so that others at work do not make it mask more.
    const before = process.cpuUsage()
    const { next } = seededRandom('masking')
    const { maxAuditSeconds } = defaultPolicy.nationalTable
    const secondsLeft = () => {
      const { user, system } = process.cpuUsage(before)
      return maxAuditSeconds - (user + system) / 1_000_000
    }
    return protectTable({ table: exact, earlier, policy: defaultPolicy, solver, random: next, secondsLeft })
  }
  const main = world(MAIN, 'first')
  const times: Record<'plain' | 'safe', Spent[]> = { plain: [], safe: [] }
  const sides = {
    // A hundred times, since one count is too short for the clock of the system.
    plain: () => {
      for (let time = 0; time < 100; time++) main.count()
    },
    safe: () => checkShown(main.count(), protect(main.count(), [])),
  }
  sides.plain()
  sides.safe()
  for (let round = 0; round < ROUNDS; round++) {
    const order = ['plain', 'safe'] as const
    for (const side of round % 2 === 0 ? order : order.toReversed()) times[side].push(await spentOn(null, sides[side]))
  }
  const waits = times.safe.map(processorMsOf)
  const ratio: Ratio = {
    ...ratioOf(
      { measured: waits, unit: times.plain.map(spent => processorMsOf(spent) / 100) },
      {
        name: `national table of ${MAIN} cohorts, audited / unprotected`,
        must: 0,
        striveFor: 0,
        direction: 'at least',
      },
    ),
    must: 'printed',
    striveFor: 'less than before',
  }
  const wait: Ratio = {
    name: `national table of ${MAIN} cohorts, what a person waits for, seconds of one core (p95)`,
    value: percentile(waits, 95) / 1000,
    spreadPercent: 0,
    must: 'at most 60',
    striveFor: 'at most 10',
    met: percentile(waits, 95) <= LONGEST_WAIT_MS,
  }
  const byCohorts = [75, 150, 300, 600].map(cohorts => {
    const { count, size } = world(cohorts, 'growth')
    return { cohorts, ...size, ...timed(() => protect(count(), [])) }
  })
  const byEarlierTables = withEarlier(world, protect)
  return {
    name: 'table',
    ...machine,
    rounds: ROUNDS,
    ratios: [
      ratio,
      wait,
      growth('table of 300 cohorts / of 150, processor time', byCohorts[2], byCohorts[1]),
      growth('table of 600 cohorts / of 300, processor time', byCohorts[3], byCohorts[2]),
      growth('table after three earlier ones / the first, processor time', byEarlierTables[3], byEarlierTables[0]),
    ],
    details: {
      ...main.size,
      plainMs: median(times.plain.map(spent => processorMsOf(spent) / 100)),
      auditedMs: median(waits),
      ...workOf(protect(main.count(), [])),
    },
    byCohorts,
    byEarlierTables,
  }
}

/** One run of each, as the time is bounded by the policy: beyond that more is masked, which `undecided` tells. */
function growth(name: string, one?: { readonly seconds: number }, other?: { readonly seconds: number }): Ratio {
  const value = (one?.seconds ?? Number.NaN) / (other?.seconds ?? Number.NaN)
  return { name, value, spreadPercent: 0, must: 'printed', striveFor: 'at most 4, quadratic', met: true }
}

/** The same number of treated patients a cohort, whatever the number of cohorts. */
function worldOf(tables: BenchTables, cohorts: number, seed: string, growth = 1) {
  const patients = Math.round((TREATED / MAIN) * cohorts * PATIENTS_A_TREATED * growth)
  const draft = draftOf(tables, patients, `table ${seed} ${cohorts}`)
  const { index, draftPatients } = layOut(draft, shipped, indexSource)
  const ownTumours = Uint16Array.from(draftPatients, patient => {
    const code = draft.tumours.texts[draft.tumourOf.at(patient) - 1] ?? ''
    return (shipped.tumours.places.get(code)?.first ?? -1) + 1
  })
  const snapshot: Snapshot = { index, persons: new Uint8Array(patients * 16), ownTumours }
  const keys = tables.cohorts.slice(0, cohorts).map(key => ({ key }))
  const cells = catalogueCells({ version: 'bench', serial: 1, validUntil: '2099-12-31', cohorts: keys })
  // The same person has the same number in a world that has grown.
  const numbers = [...draftPatients]
  const count = () => countNationalTable(snapshot, { catalogue: cells, tissues, geneTables: shipped, numbers })
  const treated = count().cells.find(({ denominator, kind }) => denominator === 'treated' && kind === 'total')
  return { count, size: { patients, treated: treated?.patients.size ?? 0 } }
}

/** Each cut is the last one with a seventh more patients: the same stream of chance, read further. */
function withEarlier(
  world: (cohorts: number, seed: string) => ReturnType<typeof worldOf>,
  protect: (exact: ExactTable, earlier: readonly EarlierCell[]) => ProtectedTable,
) {
  const tables = benchTables(shipped, catalogue)
  const earlier: EarlierCell[] = []
  return [0, 1, 2, 3].map(before => {
    const { count, size } = before === 0 ? world(MAIN, 'years') : worldOf(tables, MAIN, 'years', 1.15 ** before)
    let made: ProtectedTable | undefined
    const found = timed(() => {
      made = protect(count(), earlier)
      return made
    })
    earlier.push(...(made?.fresh ?? []))
    return { earlierTables: before, ...size, ...found }
  })
}

function timed(work: () => ProtectedTable) {
  const before = process.cpuUsage()
  const table = work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: Math.round((user + system) / 10_000) / 100, ...workOf(table) }
}

function workOf({ cells, decided, work }: ProtectedTable) {
  return {
    cells: cells.length,
    shown: cells.filter(({ count }) => count !== 'masked').length,
    maskedOfK: decided.filter(({ cell, count }) => count === 'masked' && cell.patients.size >= defaultPolicy.k).length,
    ...work,
  }
}

/** The table is the exact one, masked. */
function checkShown(exact: ExactTable, { cells }: ProtectedTable): void {
  const sizes = new Map(exact.cells.map(cell => [`${cell.denominator} ${cell.kind} ${cell.code}`, cell.patients.size]))
  for (const { denominator, kind, code, count } of cells) {
    const is = sizes.get(`${denominator} ${kind} ${code}`)
    if (count !== 'masked' && (count !== is || count < defaultPolicy.k)) throw new Error('a cell shows what it is not')
  }
}

/**
 * The exact cube: every cohort of the catalogue with its margins by drugs and tissue and in all, with every measure. By
 * the index, by SQL over the store's tables, and by SQL over flat episodes written out before; identical cells, each
 * patient once. And the same by the index alone at ten times the patients, with the memory that it takes.
 */
import { isDeepStrictEqual } from 'node:util'
import { canonicaliseDefinition, definitionOfKey } from '../../src/cohort/definition.ts'
import type { CohortIndex } from '../../src/cohort/measure/cohort-index.ts'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import { layOut } from '../../src/cohort/measure/lay-out.ts'
import { postRows } from '../../src/cohort/measure/postings.ts'
import { inCodes, pathsOf } from '../../src/cut/compare-with-sql.ts'
import { FlatRowReader } from '../../src/cut/read-flat-rows.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { flatRows } from '../../src/store/count-cohorts.ts'
import { indexSource } from '../support/index-of.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { type CubeRow, cubeStatement, readCube } from './cube-sql.ts'
import { type BenchTables, benchTables, draftOf } from './generated-patients.ts'
import { catalogue, machine, median } from './interleaved.ts'
import { type PatientsDatabase, withPatients } from './patients-database.ts'
import { processorMsOf, type Spent, spentOn } from './processor-time.ts'
import { type Ratio, ratioOf } from './ratios.ts'

const ROUNDS = 5
/** A quick side goes so often through all cells in one measurement that what comes between weighs little. */
const QUICK_MS = 4000
const MOST_TURNS = 20
const WARM_UPS = 4
/** Up to here SQL over flat episodes is measured beside: five rounds of it at a million would take a quarter of an hour. */
const MOST_FLAT = 100_000
const GOALS = {
  sql: { must: 100, striveFor: 300, direction: 'at least' },
  growth: { must: 10, striveFor: 7, direction: 'at most' },
  memory: { must: 100, striveFor: 90 },
} as const

/** Named cohorts first; each margin as the group that it is. */
function cellsOf(): readonly CohortDefinition[] {
  const within = (parts: Partial<CohortDefinition>) =>
    canonicaliseDefinition(shipped, {
      schema: 'cohort/1',
      match: 'within',
      tumour: null,
      alteration: null,
      drugs: null,
      endpoint: null,
      ...parts,
    })
  const keys = catalogue.cohorts.map(({ key }) => key as string)
  const drugs = [...new Set(keys.map(key => key.split('|')[3] ?? ''))]
  const tissues = [...shipped.tumours.nodes.values()].filter(({ parent }) => parent === null)
  return [
    ...keys.map(key => definitionOfKey(shipped, key)),
    ...drugs.map(given => within({ drugs: given })),
    ...tissues.map(({ code }) => within({ tumour: [`${code}+`] })),
    within({}),
  ]
}

const cells = cellsOf()

/** `sizes`: against SQL. `large`: by the index alone, against a tenth of it. */
export async function benchCube({ sizes = [100_000, 1_000_000], large = 10_000_000 } = {}) {
  const tables = benchTables(shipped, catalogue)
  const bySql = []
  for (const patients of sizes) {
    bySql.push(await withPatients({ tables, patients }, database => againstSql(database, patients)))
  }
  const grown = large > 0 ? await growth(tables, large) : null
  return {
    name: 'cube',
    ...machine,
    rounds: ROUNDS,
    cells: cells.length,
    ratios: [...bySql.flatMap(({ ratios }) => ratios), ...(grown?.ratios ?? [])],
    details: [...bySql.map(({ details }) => details), ...(grown === null ? [] : [grown.details])],
  }
}

async function readIndex({ store }: PatientsDatabase): Promise<CohortIndex> {
  const reader = new FlatRowReader()
  await store.copyRows('all', bytes => reader.push(bytes))
  return layOut(reader.end().draft, shipped, indexSource).index
}

interface QuickSide {
  readonly count: () => ReturnType<typeof countAll>
  /** In one measurement. */
  readonly turns: number
}

/** Warmed up. */
async function quickSide(counter: CohortCounter, warmUps: number): Promise<QuickSide> {
  const count = () => countAll(counter)
  for (let turn = 1; turn < warmUps; turn++) count()
  const { wallMs } = await spentOn(null, count)
  return { count, turns: Math.min(MOST_TURNS, Math.ceil(QUICK_MS / wallMs)) }
}

/** Of one turn. */
async function spentOnQuick({ count, turns }: QuickSide): Promise<Spent> {
  const { wallMs, processorMs } = await spentOn(null, () => {
    for (let turn = 0; turn < turns; turn++) count()
  })
  return { wallMs: wallMs / turns, processorMs: processorMs === null ? null : processorMs / turns }
}

function countAll(counter: CohortCounter) {
  return cells.map(cell => counter.measure(cell).counts)
}

async function againstSql(database: PatientsDatabase, patients: number) {
  const { admin, serverPid } = database
  const laidOut = await readIndex(database)
  const asked = JSON.stringify(cells.map((cell, number) => ({ ...inCodes(cell, laidOut, shipped), number })))
  const tree = JSON.stringify(pathsOf(shipped).map(([code, path]) => ({ code, path })))
  // What a server of one's own would be given; no helper processes, so that one core stands against one core.
  await admin.query("SET work_mem = '256MB'; SET jit = off; SET max_parallel_workers_per_gather = 0")
  const hasFlat = patients <= MOST_FLAT
  await admin.query('CREATE SCHEMA bench')
  if (hasFlat) {
    await admin.query({
      text: `CREATE UNLOGGED TABLE bench.flat AS WITH
      tree AS (SELECT * FROM jsonb_to_recordset('${tree}'::jsonb) AS node(code text, path text[])),
      board AS (SELECT bool_or(recommended IS NOT NULL) AS speaks FROM record.subjects) ${flatRows('all')}`,
    })
    await admin.query('ANALYZE bench.flat')
  }
  const sql = async (flatTable: string | null) => {
    const { rows } = await admin.query<CubeRow>(cubeStatement(flatTable), [asked, tree])
    const [row] = rows
    if (row === undefined) throw new Error('no answer')
    return readCube(row)
  }
  const index = await quickSide(new CohortCounter(laidOut, shipped), WARM_UPS)
  const slow = { store: () => sql(null), ...(hasFlat ? { flat: () => sql('bench.flat') } : {}) }
  const bySlow = Object.entries(slow) as ['store' | 'flat', typeof slow.store][]
  for (const [, count] of bySlow) checkEqual(index.count(), await count())
  const spent: Record<'index' | 'store' | 'flat', Spent[]> = { index: [], store: [], flat: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const order = [
      async () => void spent.index.push(await spentOnQuick(index)),
      ...bySlow.map(
        ([side, count]) =>
          async () =>
            void spent[side].push(await spentOn(serverPid, count)),
      ),
    ]
    for (const measure of round % 2 === 0 ? order : order.toReversed()) await measure()
  }
  const name = `cube of ${inWords(patients)} patients, SQL`
  const ratio = (side: 'store' | 'flat', what: string): Ratio[] => [
    ratioOf(
      { measured: spent[side].map(processorMsOf), unit: spent.index.map(processorMsOf) },
      { name: `${name} over ${what} / index, processor time`, ...GOALS.sql },
    ),
    ratioOf(
      { measured: spent[side].map(({ wallMs }) => wallMs), unit: spent.index.map(({ wallMs }) => wallMs) },
      { name: `${name} over ${what} / index, wall clock`, ...GOALS.sql },
    ),
  ]
  return {
    // The goal is against the store's tables; flat episodes, which no node keeps, are printed beside.
    ratios: [...ratio('store', "the store's tables"), ...(hasFlat ? ratio('flat', 'flat episodes') : [])],
    details: {
      patients,
      milliseconds: Object.fromEntries(
        Object.entries(spent).flatMap(([side, all]) =>
          all.length === 0 ? [] : [[side, median(all.map(processorMsOf))]],
        ),
      ),
      bytesAPatient: bytesOf(laidOut) / patients,
    },
  }
}

function checkEqual(byIndex: ReturnType<typeof countAll>, bySql: ReturnType<typeof readCube>): void {
  byIndex.forEach((counts, cell) => {
    const other = bySql.get(cell)
    const same = other === undefined ? counts.funnel.treated === 0 : isDeepStrictEqual(counts, other)
    if (!same) throw new Error(`cell ${cell} is counted differently`)
  })
}

async function growth(tables: BenchTables, patients: number) {
  const make = (size: number) => layOut(draftOf(tables, size, `cube ${size}`), shipped, indexSource).index
  const [small, large] = [make(patients / 10), make(patients)]
  const counters = {
    small: await quickSide(new CohortCounter(small, shipped), WARM_UPS),
    large: await quickSide(new CohortCounter(large, shipped), 1),
  }
  const times: Record<'small' | 'large', Spent[]> = { small: [], large: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const order = ['small', 'large'] as const
    for (const side of round % 2 === 0 ? order : order.toReversed()) {
      times[side].push(await spentOnQuick(counters[side]))
    }
  }
  const bytesAPatient = bytesOf(large) / patients
  const memory: Ratio = {
    name: `index of ${inWords(patients)} patients, bytes a patient`,
    value: bytesAPatient,
    spreadPercent: 0,
    must: `at most ${GOALS.memory.must}`,
    striveFor: `at most ${GOALS.memory.striveFor}`,
    met: bytesAPatient <= GOALS.memory.must,
  }
  const rounds = { measured: times.large.map(processorMsOf), unit: times.small.map(processorMsOf) }
  return {
    ratios: [
      ratioOf(rounds, {
        name: `cube by index, ${inWords(patients)} / ${inWords(patients / 10)} patients`,
        ...GOALS.growth,
      }),
      memory,
    ],
    details: {
      patients,
      milliseconds: { small: median(times.small.map(processorMsOf)), large: median(times.large.map(processorMsOf)) },
      bytesAPatient,
    },
  }
}

/** Of all its arrays, and of the rows by drugs that a counter lays out; dictionaries are a few thousand short texts. */
function bytesOf(index: CohortIndex): number {
  const { rows, drugSets, tumourEnds, placeStarts, findingPostings, cohortPostings, geneBits } = index
  const arrays = [
    ...Object.values(rows),
    tumourEnds,
    placeStarts,
    ...Object.values(findingPostings),
    ...Object.values(cohortPostings),
    ...Object.values(postRows(rows.drugs, drugSets.length)),
    geneBits,
  ]
  return arrays.reduce((sum, array) => sum + array.byteLength, 0)
}

function inWords(patients: number): string {
  return patients >= 1_000_000 ? `${patients / 1_000_000}M` : `${patients / 1000}k`
}

/**
 * A data cut with its index (COPY, parsing, lay-out, encryption, hash, durable file) against COPY of the same rows alone,
 * on a real PostgreSQL with generated patients; reading the snapshot against building it; and both at ten times the
 * patients. The comparison with SQL that every cut has is printed apart.
 */
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import { agreesWithSql } from '../../src/cut/compare-with-sql.ts'
import { FlatRowReader } from '../../src/cut/read-flat-rows.ts'
import { enrolmentsOf, makeSnapshot, type Snapshot } from '../../src/cut/snapshot.ts'
import { hashOfSnapshot, readSnapshot, sealSnapshot } from '../../src/cut/snapshot-file.ts'
import { openSnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { benchTables } from './generated-patients.ts'
import { catalogue, machine, median, timeOf } from './interleaved.ts'
import { type PatientsDatabase, withPatients } from './patients-database.ts'
import { processorMsOf, type Spent, spentOn } from './processor-time.ts'
import { ratioOf } from './ratios.ts'

const SIZES = [100_000, 1_000_000] as const
const ROUNDS = 5

const GOALS = {
  build: { must: 2.5, striveFor: 1.6, direction: 'at most' },
  read: { must: 0.1, striveFor: 0.02, direction: 'at most' },
  growth: { must: 10, striveFor: 7, direction: 'at most' },
} as const

interface Measured {
  readonly copy: Spent[]
  readonly build: Spent[]
  readonly read: Spent[]
  readonly compareMs: number
  readonly bytesAPatient: number
}

export async function benchCut({ sizes = SIZES as readonly number[] } = {}) {
  const tables = benchTables(shipped, catalogue)
  const found: (Measured & { readonly patients: number })[] = []
  for (const patients of sizes) {
    found.push({ ...(await withPatients({ tables, patients }, database => measure(database, patients))), patients })
  }
  const [small, large] = found
  return {
    name: 'cut',
    ...machine,
    rounds: ROUNDS,
    ratios: [
      ...found.flatMap(of),
      ...(small === undefined || large === undefined
        ? []
        : [
            ratioOf(spentBy(large.build, small.build), { name: 'cut build at 10x / 1x the patients', ...GOALS.growth }),
            ratioOf(spentBy(large.read, small.read), {
              name: 'snapshot read at 10x / 1x the patients',
              ...GOALS.growth,
            }),
          ]),
    ],
    details: found.map(({ patients, copy, build, read, compareMs, bytesAPatient }) => ({
      patients,
      processorMs: { copy: medianOf(copy), build: medianOf(build), read: medianOf(read) },
      comparisonWithSqlMs: Math.round(compareMs),
      snapshotBytesAPatient: bytesAPatient,
    })),
  }
}

function of({ copy, build, read, patients }: Measured & { readonly patients: number }) {
  const size = `cut of ${patients} patients`
  const wall = (spent: readonly Spent[]) => spent.map(({ wallMs }) => wallMs)
  return [
    ratioOf(spentBy(build, copy), { name: `${size}: build / COPY alone, processor time`, ...GOALS.build }),
    ratioOf(
      { measured: wall(build), unit: wall(copy) },
      { name: `${size}: build / COPY alone, wall clock`, ...GOALS.build },
    ),
    ratioOf(spentBy(read, build), { name: `${size}: read / build, processor time`, ...GOALS.read }),
  ]
}

const spentBy = (measured: readonly Spent[], unit: readonly Spent[]) => ({
  measured: measured.map(processorMsOf),
  unit: unit.map(processorMsOf),
})
const medianOf = (spent: readonly Spent[]) => median(spent.map(processorMsOf))

async function measure(database: PatientsDatabase, patients: number): Promise<Measured> {
  const found: Measured & { compareMs: number; bytesAPatient: number } = {
    copy: [],
    build: [],
    read: [],
    compareMs: 0,
    bytesAPatient: 0,
  }
  const key = randomBytes(32)
  const copy = async () => {
    let bytes = 0
    await database.store.copyRows('all', chunk => {
      bytes += chunk.length
    })
    if (bytes === 0) throw new Error('nothing was copied')
  }
  let file = ''
  let sha256 = ''
  const snapshots = openSnapshotFolder(join(database.folder, 'cuts'))
  const build = async () => {
    const state = await database.store.readIngestState()
    if (state === null) throw new Error('nothing ingested')
    const reader = new FlatRowReader()
    await database.store.copyRows('all', bytes => reader.push(bytes))
    const sealed = sealSnapshot(makeSnapshot(state, reader.end(), shipped), { key, nonce: randomBytes(12) })
    sha256 = hashOfSnapshot(sealed)
    file = `cut-${createHash('sha256').update(sha256).digest('hex').slice(0, 16)}.snapshot`
    await snapshots.write(file, sealed)
    found.bytesAPatient = Math.round((sealed.length / patients) * 10) / 10
  }
  const read = async (): Promise<Snapshot> =>
    readSnapshot((await snapshots.read(file)) ?? new Uint8Array(), { key, sha256 })
  await copy()
  await build()
  await check(await read(), database, patients, ms => {
    found.compareMs = ms
  })
  for (let round = 0; round < ROUNDS; round++) {
    const sides = [
      async () => void found.copy.push(await spentOn(database.serverPid, copy)),
      async () => void found.build.push(await spentOn(database.serverPid, build)),
    ]
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side()
    found.read.push(await spentOn(null, read))
  }
  return found
}

async function check(
  snapshot: Snapshot,
  { store, pool }: PatientsDatabase,
  patients: number,
  took: (ms: number) => void,
): Promise<void> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::integer AS count FROM record.enrolments')
  if (snapshot.index.patients !== patients || enrolmentsOf(snapshot) !== rows[0]?.count)
    throw new Error('rows are missing')
  new CohortCounter(snapshot.index, shipped)
  const treatedBySql = await store.countTreatedByCohort('all')
  took(
    await timeOf(async () => {
      const comparison = { who: 'all', terminology: shipped, store, treatedBySql } as const
      if (!(await agreesWithSql(snapshot.index, comparison))) throw new Error('snapshot and SQL count differently')
    }),
  )
}

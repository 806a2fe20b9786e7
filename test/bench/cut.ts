/**
 * A data cut with its index (COPY, parsing, lay-out, encryption, hash, durable file) against COPY of the same rows alone,
 * on a real PostgreSQL with generated patients; reading the snapshot, in a process of its own, against building it; and
 * both at ten times the patients. The comparison with SQL that every cut has is printed apart.
 */
import { fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { agreesWithSql } from '../../src/cut/compare-with-sql.ts'
import { FlatRowReader } from '../../src/cut/read-flat-rows.ts'
import { enrolmentsOf, makeSnapshot, type Snapshot } from '../../src/cut/snapshot.ts'
import { hashOfSnapshot, readSnapshot, sealSnapshot } from '../../src/cut/snapshot-file.ts'
import { openSnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import type { ReadRequest } from './cut-read-child.ts'
import { type BenchTables, benchTables } from './generated-patients.ts'
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

interface SizedDatabase {
  readonly database: PatientsDatabase
  readonly patients: number
}

interface Measured {
  readonly copy: Spent[]
  readonly build: Spent[]
  readonly read: Spent[]
  readonly compareMs: number
  readonly bytesAPatient: number
}

/** Two sizes: the second ten times the first. Their databases are open together, and measured in turns. */
export async function benchCut({ sizes = SIZES as readonly number[] } = {}) {
  const found = await withDatabases(benchTables(shipped, catalogue), sizes, measureInTurns)
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

async function withDatabases<T>(
  tables: BenchTables,
  [patients, ...further]: readonly number[],
  use: (databases: readonly SizedDatabase[]) => Promise<T>,
): Promise<T> {
  if (patients === undefined) return use([])
  return withPatients({ tables, patients }, database =>
    withDatabases(tables, further, others => use([{ database, patients }, ...others])),
  )
}

async function measureInTurns(databases: readonly SizedDatabase[]): Promise<(Measured & { patients: number })[]> {
  const sized = []
  for (const { database, patients } of databases) {
    const work = workOn(database)
    await work.copy()
    const bytes = await work.build()
    const compareMs = await check(await work.read(), database, patients)
    const bytesAPatient = Math.round((bytes / patients) * 10) / 10
    const found = { patients, copy: [], build: [], read: [], compareMs, bytesAPatient } as Measured & {
      patients: number
    }
    sized.push({ database, work, found })
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { database, work, found } of round % 2 === 0 ? sized : sized.toReversed()) {
      for (const side of round % 2 === 0 ? (['copy', 'build'] as const) : (['build', 'copy'] as const)) {
        found[side].push(await spentOn(database.serverPid, work[side]))
      }
      found.read.push(await spentOnReading(work.readRequest()))
    }
  }
  return sized.map(({ found }) => found)
}

/** Of one reading. */
async function spentOnReading(request: ReadRequest): Promise<Spent> {
  const child = fork(fileURLToPath(new URL('cut-read-child.ts', import.meta.url)))
  const ended = once(child, 'exit')
  const answered = once(child, 'message')
  child.send(request)
  const [spent] = await Promise.race([
    answered,
    ended.then(() => {
      throw new Error('the reading process ended without an answer')
    }),
  ])
  await ended
  return spent as Spent
}

/** `build` gives the bytes of the sealed snapshot, `read` the one built last. */
function workOn({ store, folder }: PatientsDatabase) {
  const key = randomBytes(32)
  const cuts = join(folder, 'cuts')
  const snapshots = openSnapshotFolder(cuts)
  let file = ''
  let sha256 = ''
  return {
    copy: async () => {
      let bytes = 0
      await store.copyRows('all', chunk => {
        bytes += chunk.length
      })
      if (bytes === 0) throw new Error('nothing was copied')
    },
    build: async () => {
      const state = await store.readIngestState()
      if (state === null) throw new Error('nothing ingested')
      const reader = new FlatRowReader()
      await store.copyRows('all', bytes => reader.push(bytes))
      const sealed = sealSnapshot(makeSnapshot(state, reader.end(), shipped), { key, nonce: randomBytes(12) })
      sha256 = hashOfSnapshot(sealed)
      file = `cut-${createHash('sha256').update(sha256).digest('hex').slice(0, 16)}.snapshot`
      await snapshots.write(file, sealed)
      return sealed.length
    },
    read: async (): Promise<Snapshot> =>
      readSnapshot((await snapshots.read(file)) ?? new Uint8Array(), { key, sha256 }),
    readRequest: (): ReadRequest => ({ folder: cuts, file, key: key.toString('hex'), sha256 }),
  }
}

/** Gives the milliseconds of the comparison with SQL. */
async function check(snapshot: Snapshot, { store, pool }: PatientsDatabase, patients: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::integer AS count FROM record.enrolments')
  if (snapshot.index.patients !== patients || enrolmentsOf(snapshot) !== rows[0]?.count)
    throw new Error('rows are missing')
  const treatedBySql = await store.countTreatedByCohort('all')
  return timeOf(async () => {
    const comparison = { who: 'all', terminology: shipped, store, treatedBySql } as const
    if (!(await agreesWithSql(snapshot.index, comparison))) throw new Error('snapshot and SQL count differently')
  })
}

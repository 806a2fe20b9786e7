/**
 * The first ingest of a synthetic export (read, map, derive, scan, pseudonymise, store) against two floors: raw COPY of
 * the rows that it stores, prepared, into tables of the same columns without index, and raw COPY of the source's rows into
 * columns of text. All sides are about the same rows, so that a ratio of speeds is one of times, by the processor (this
 * process and the server) and by the clock. A COPY is short beside an ingest, and on a machine that others use a single
 * one tells of them: in each round it runs several times before the ingest and as often after it, and the mean counts.
 * Every side begins with empty tables behind a checkpoint, and the server does not tidy up by itself (autovacuum). Beside
 * them the same ingest of a tenth of the patients.
 */
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { mappingOf } from '../../src/app/mappings.ts'
import { terminologyOf } from '../../src/app/terminology.ts'
import { chainEvent } from '../../src/audit/chain.ts'
import { ingestExport } from '../../src/ingest/ingest-export.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { systemClock } from '../../src/model/clock.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { auditAppender } from '../../src/store/audit-log.ts'
import { connect, type Database } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { prepareDatabase } from '../../src/store/prepare-database.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { wholeExport } from '../support/whole-export.ts'
import { pidOfServer, processorMsOf, type Spent, spentOn } from './processor-time.ts'
import { percentile, type Ratio, ratioOf } from './ratios.ts'

export interface IngestBench {
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
  readonly sourceRows: number
  readonly subjects: number
  /** Source rows a second by the wall clock, medians: for comparison within this run only. */
  readonly rowsPerSecond: { readonly ingest: number; readonly source: number; readonly prepared: number }
  /** Medians, of this process and the server. */
  readonly processorMs: { readonly ingest: number; readonly source: number; readonly prepared: number }
}

const TRIAL = 'impress-norway'
const mapping = mappingOf(TRIAL)
const DATABASE = 'rose_bench'
const PATIENTS = 4000
const ROUNDS = 9
/** Of the ingest: the first ones are still being compiled. */
const WARM_UPS = 3
/** Runs of each COPY before the ingest of a round, and as many after it. */
const COPIES = { prepared: 4, source: 2 } as const
const GROWTH = { must: 10, striveFor: 10, direction: 'at most' } as const
const GOAL = { must: 0.13, striveFor: 0.25, direction: 'at least' } as const
/** What each ratio is of, and against which side. */
const RATIOS = [
  { name: 'ingest: speed / raw COPY of the rows that it stores, processor time', unit: 'prepared', of: processorMsOf },
  { name: 'the same, wall clock', unit: 'prepared', of: wallMsOf },
  { name: 'ingest: speed / raw COPY of the source rows, processor time', unit: 'source', of: processorMsOf },
  { name: 'the same, wall clock', unit: 'source', of: wallMsOf },
] as const

export async function benchIngest(): Promise<IngestBench> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-bench-'))
  // Started by root, the database runs as another account.
  chmodSync(folder, 0o755)
  const server = await openEmbeddedServer({ folder: join(folder, 'database') })
  const dataFolder = join(folder, 'database', 'data')
  try {
    const { logins } = await prepareDatabase({ adminUrl: server.url, database: DATABASE })
    const pool = await connect({ url: withDatabase(server.url, DATABASE, logins.ingest), role: 'ingest' })
    const admin = new Client({ connectionString: withDatabase(server.url, DATABASE) })
    await admin.connect()
    await admin.query('ALTER SYSTEM SET autovacuum = off')
    await admin.query('SELECT pg_reload_conf()')
    try {
      const sources = {
        whole: writeSource(join(folder, 'source'), PATIENTS),
        tenth: writeSource(join(folder, 'tenth'), PATIENTS / 10),
      }
      return await measure(sources, { pool, admin, serverPid: pidOfServer(dataFolder) })
    } finally {
      await pool.end()
      await admin.end()
    }
  } finally {
    await server.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeSource(folder: string, patients: number): string {
  mkdirSync(folder)
  for (const file of makeEcrfExport({ trialId: TRIAL, patients, seed: 7 }).files) {
    writeFileSync(join(folder, file.name), file.text)
  }
  return folder
}

interface Databases {
  readonly pool: Database
  readonly admin: Client
  readonly serverPid: number
}

interface Sources {
  readonly whole: string
  readonly tenth: string
}

type CopySide = keyof typeof COPIES
type Side = 'ingest' | 'tenth' | CopySide

async function measure({ whole, tenth }: Sources, { pool, admin, serverPid }: Databases): Promise<IngestBench> {
  let subjects = 0
  const afresh = async (tables: readonly string[], work: () => Promise<void>): Promise<Spent> => {
    await admin.query(`TRUNCATE ${tables.join(', ')}`)
    await admin.query('CHECKPOINT')
    return spentOn(serverPid, work)
  }
  const ingestOnce = () =>
    afresh(STORED, async () => {
      subjects = (await ingest(whole, pool)).accepted
    })
  const ingestTenth = () =>
    afresh(STORED, async () => {
      await ingest(tenth, pool)
    })
  for (let warm = 0; warm < WARM_UPS; warm++) await ingestOnce()
  const { texts, sourceRows } = await prepareSource(whole, admin)
  const copies: Readonly<Record<CopySide, readonly CopyRows[]>> = { prepared: await prepareRows(admin), source: texts }
  const copyOnce = (side: CopySide) =>
    afresh(
      copies[side].map(({ table }) => table),
      () => copyInto(admin, copies[side]),
    )
  const spent: Record<Side, Spent[]> = { ingest: [], tenth: [], source: [], prepared: [] }
  for (let round = -1; round < ROUNDS; round++) {
    const copied: Record<CopySide, Spent[]> = { prepared: [], source: [] }
    const copyAll = async (order: readonly CopySide[]) => {
      for (const side of order) for (let run = 0; run < COPIES[side]; run++) copied[side].push(await copyOnce(side))
    }
    await copyAll(['source', 'prepared'])
    const ingested = await ingestOnce()
    await copyAll(['prepared', 'source'])
    await checkSameRows(admin)
    const ofTenth = await ingestTenth()
    // The round before the first warms up the COPY.
    if (round < 0) continue
    spent.ingest.push(ingested)
    spent.tenth.push(ofTenth)
    for (const side of ['prepared', 'source'] as const) spent[side].push(meanOf(copied[side]))
  }
  const speeds = (side: Side, of: (spent: Spent) => number) => spent[side].map(one => (sourceRows / of(one)) * 1000)
  return {
    name: 'ingest',
    cores: availableParallelism(),
    node: process.version,
    rounds: ROUNDS,
    ratios: [
      ...RATIOS.map(({ name, unit, of }) =>
        ratioOf({ measured: speeds('ingest', of), unit: speeds(unit, of) }, { ...GOAL, name }),
      ),
      ratioOf(
        { measured: spent.ingest.map(processorMsOf), unit: spent.tenth.map(processorMsOf) },
        { ...GROWTH, name: 'ingest at 10x / 1x the patients, processor time' },
      ),
    ],
    sourceRows,
    subjects,
    rowsPerSecond: {
      ingest: Math.round(percentile(speeds('ingest', wallMsOf), 50)),
      source: Math.round(percentile(speeds('source', wallMsOf), 50)),
      prepared: Math.round(percentile(speeds('prepared', wallMsOf), 50)),
    },
    processorMs: {
      ingest: Math.round(percentile(spent.ingest.map(processorMsOf), 50)),
      source: Math.round(percentile(spent.source.map(processorMsOf), 50)),
      prepared: Math.round(percentile(spent.prepared.map(processorMsOf), 50)),
    },
  }
}

function meanOf(spent: readonly Spent[]): Spent {
  const mean = (of: (one: Spent) => number) => spent.reduce((sum, one) => sum + of(one), 0) / spent.length
  const isTold = spent.every(({ processorMs }) => processorMs !== null)
  return { wallMs: mean(wallMsOf), processorMs: isTold ? mean(processorMsOf) : null }
}

function wallMsOf({ wallMs }: Spent): number {
  return wallMs
}

function ingest(source: string, database: Database) {
  return ingestExport({
    source: rowRecords(openExportFiles(source, mapping), {
      mapping,
      trialId: TRIAL,
      country: 'NO',
      spillFolder: source,
    }),
    spillFolder: source,
    mapping,
    trialId: TRIAL,
    terminology: terminologyOf(),
    key: makePseudonymKey({ trialId: TRIAL, version: 1, secret: Uint8Array.from({ length: 32 }, (_, index) => index) }),
    store: createIngestStore({ database, append: auditAppender(chainEvent), clock: systemClock }),
    localIds: false,
    today: '2026-03-01',
    stopped: new AbortController().signal,
    onProgress: () => {},
  })
}

/** Rows as COPY takes them, for a table of its own without any index. */
interface CopyRows {
  readonly table: string
  readonly rows: Buffer
}

/** The source's cells as they are, in columns of text. */
async function prepareSource(source: string, admin: Client) {
  const { sheets } = await wholeExport(openExportFiles(source, mapping))
  const texts: CopyRows[] = []
  let sourceRows = 0
  for (const { columns, rows } of sheets.values()) {
    const table = `raw_${texts.length}`
    await admin.query(`CREATE TABLE ${table} (${columns.map((_, at) => `c${at} text`).join(', ')})`)
    const lines = rows.map(({ cells }) => columns.map((_, at) => escapeCopy(cells[at] ?? '')).join('\t'))
    texts.push({ table, rows: Buffer.from(lines.join('\n')) })
    sourceRows += rows.length
  }
  return { texts, sourceRows }
}

const NAMES = ['persons', 'subjects', 'enrolments'] as const
const STORED = [...NAMES, 'ingests'].map(name => `record.${name}`)

/** What an ingest has stored, generated columns too, for tables of columns of the same types. */
async function prepareRows(admin: Client): Promise<readonly CopyRows[]> {
  const prepared: CopyRows[] = []
  for (const name of NAMES) {
    const table = `prepared_${name}`
    await admin.query(`CREATE TABLE ${table} AS SELECT * FROM record.${name}`)
    prepared.push({ table, rows: await buffer(admin.query(copyTo(`COPY ${table} TO STDOUT`))) })
  }
  return prepared
}

/** What was ingested and what was copied are the same rows, as far as their number tells. */
async function checkSameRows(admin: Client): Promise<void> {
  for (const name of NAMES) {
    const { rows } = await admin.query<{ same: boolean }>(
      `SELECT (SELECT count(*) FROM record.${name}) = (SELECT count(*) FROM prepared_${name}) AS same`,
    )
    if (rows[0]?.same !== true) throw new Error(`${name}: the ingest and the COPY did not store the same rows`)
  }
}

async function copyInto(admin: Client, prepared: readonly CopyRows[]): Promise<void> {
  await admin.query('BEGIN')
  for (const { table, rows } of prepared) {
    const stream = admin.query(copyFrom(`COPY ${table} FROM STDIN`))
    stream.end(rows)
    await once(stream, 'finish')
  }
  await admin.query('COMMIT')
}

function escapeCopy(cell: string): string {
  return cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

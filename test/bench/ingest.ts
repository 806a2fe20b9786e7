/**
 * The whole ingest of a synthetic export (read, map, derive, scan, pseudonymise, store) against two floors: raw COPY of
 * the rows that it stores, prepared, into tables of the same columns without index, and raw COPY of the source's rows into
 * columns of text. Rounds are interleaved and their order turned. All sides are about the same rows, so that a ratio of
 * speeds is one of times; processor time of this process and the server's, since others use the machine too. Beside them
 * the same ingest of a tenth of the patients.
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
import type { LocalExport } from '../../src/model/local-export.ts'
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
}

const TRIAL = 'impress-norway'
const mapping = mappingOf(TRIAL)
const DATABASE = 'rose_bench'
const PATIENTS = 4000
const ROUNDS = 5
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

type Side = 'ingest' | 'tenth' | 'source' | 'prepared'

async function measure({ whole, tenth }: Sources, { pool, admin, serverPid }: Databases): Promise<IngestBench> {
  const local = await wholeExport(openExportFiles(whole, mapping))
  const sourceRows = [...local.sheets.values()].reduce((sum, sheet) => sum + sheet.rows.length, 0)
  let subjects = 0
  const ingestOnce = async () => {
    subjects = (await ingest(whole, pool)).accepted
  }
  await ingestOnce()
  const stored = await prepareRows(admin)
  const texts = await prepareSource(local, admin)
  const sides = {
    ingest: { before: () => admin.query(EMPTY), work: ingestOnce },
    tenth: { before: () => admin.query(EMPTY), work: () => ingest(tenth, pool) },
    source: { before: () => truncate(admin, texts), work: () => copyInto(admin, texts) },
    prepared: { before: () => truncate(admin, stored), work: () => copyInto(admin, stored) },
  } as const
  const spent: Record<Side, Spent[]> = { ingest: [], tenth: [], source: [], prepared: [] }
  const order: readonly Side[] = ['ingest', 'tenth', 'source', 'prepared']
  const runOnce = async (side: Side): Promise<Spent> => {
    await sides[side].before()
    return spentOn(serverPid, sides[side].work)
  }
  for (const side of order) await runOnce(side)
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of round % 2 === 0 ? order : order.toReversed()) spent[side].push(await runOnce(side))
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
  }
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
  readonly rows: string | Buffer
}

/** The source's cells as they are, in columns of text. */
async function prepareSource(local: LocalExport, admin: Client): Promise<readonly CopyRows[]> {
  const prepared: CopyRows[] = []
  for (const { columns, rows } of local.sheets.values()) {
    const table = `raw_${prepared.length}`
    await admin.query(`CREATE TABLE ${table} (${columns.map((_, at) => `c${at} text`).join(', ')})`)
    const lines = rows.map(({ cells }) => columns.map((_, at) => escapeCopy(cells[at] ?? '')).join('\t'))
    prepared.push({ table, rows: lines.join('\n') })
  }
  return prepared
}

/** What an ingest has stored, generated columns too, for tables of columns of the same types. */
async function prepareRows(admin: Client): Promise<readonly CopyRows[]> {
  const prepared: CopyRows[] = []
  for (const name of ['persons', 'subjects', 'enrolments']) {
    const table = `prepared_${name}`
    await admin.query(`CREATE TABLE ${table} AS SELECT * FROM record.${name}`)
    prepared.push({ table, rows: await buffer(admin.query(copyTo(`COPY ${table} TO STDOUT`))) })
  }
  return prepared
}

const EMPTY =
  'DELETE FROM record.enrolments; DELETE FROM record.subjects; DELETE FROM record.persons; DELETE FROM record.ingests'

async function truncate(admin: Client, prepared: readonly CopyRows[]): Promise<void> {
  await admin.query(`TRUNCATE ${prepared.map(({ table }) => table).join(', ')}`)
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

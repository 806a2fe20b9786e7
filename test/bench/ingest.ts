/**
 * The whole ingest of a synthetic export (read, map, derive, scan, pseudonymise, store) against two floors: raw COPY of
 * the same source rows into text columns without index, and raw COPY of the rows that it stores, prepared, into tables of
 * the same columns without index. Rounds are interleaved and their order turned. Both sides move the same rows, so that a
 * ratio of speeds is one of times.
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
import { percentile, type Ratio, type RatioGoal, ratioOf } from './ratios.ts'

export interface IngestBench {
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
  readonly sourceRows: number
  readonly subjects: number
  /** Rows a second, medians: for comparison within this run only. */
  readonly rowsPerSecond: { readonly ingest: number; readonly copy: number }
}

const TRIAL = 'impress-norway'
const mapping = mappingOf(TRIAL)
const DATABASE = 'rose_bench'
const PATIENTS = 4000
const ROUNDS = 5
const GOAL = {
  name: 'ingest, source rows: speed / raw COPY of the same rows',
  must: 0.13,
  striveFor: 0.25,
  direction: 'at least',
} as const satisfies RatioGoal

const PREPARED_GOAL = {
  ...GOAL,
  name: 'ingest, prepared rows: speed / raw COPY of the rows that it stores',
} as const satisfies RatioGoal

export async function benchIngest(): Promise<IngestBench> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-bench-'))
  // Started by root, the database runs as another account.
  chmodSync(folder, 0o755)
  const server = await openEmbeddedServer({ folder: join(folder, 'database') })
  try {
    const { logins } = await prepareDatabase({ adminUrl: server.url, database: DATABASE })
    const pool = await connect({ url: withDatabase(server.url, DATABASE, logins.ingest), role: 'ingest' })
    const admin = new Client({ connectionString: withDatabase(server.url, DATABASE) })
    await admin.connect()
    try {
      return await measure(writeSource(join(folder, 'source')), pool, admin)
    } finally {
      await pool.end()
      await admin.end()
    }
  } finally {
    await server.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeSource(folder: string): string {
  mkdirSync(folder)
  for (const file of makeEcrfExport({ trialId: TRIAL, patients: PATIENTS, seed: 7 }).files) {
    writeFileSync(join(folder, file.name), file.text)
  }
  return folder
}

async function measure(source: string, pool: Database, admin: Client): Promise<IngestBench> {
  const local = await wholeExport(openExportFiles(source, mapping))
  const sourceRows = [...local.sheets.values()].reduce((sum, sheet) => sum + sheet.rows.length, 0)
  const ingestMs: number[] = []
  const copyMs: number[] = []
  const preparedMs: number[] = []
  let subjects = 0
  const ingestOnce = async () => {
    await admin.query('DELETE FROM record.enrolments; DELETE FROM record.subjects; DELETE FROM record.ingests')
    const started = performance.now()
    subjects = (await ingest(source, pool)).accepted
    return performance.now() - started
  }
  const copyOnce = () => copyAll(local, admin)
  await ingestOnce()
  const prepared = await prepareRows(admin)
  const preparedOnce = () => copyPrepared(prepared, admin)
  await copyOnce()
  await preparedOnce()
  for (let round = 0; round < ROUNDS; round++) {
    const sides = round % 2 === 0 ? ['ingest', 'copy', 'prepared'] : ['prepared', 'copy', 'ingest']
    for (const side of sides) {
      if (side === 'ingest') ingestMs.push(await ingestOnce())
      else if (side === 'copy') copyMs.push(await copyOnce())
      else preparedMs.push(await preparedOnce())
    }
  }
  const speed = (ms: number) => (sourceRows / ms) * 1000
  return {
    name: 'ingest',
    cores: availableParallelism(),
    node: process.version,
    rounds: ROUNDS,
    ratios: [
      ratioOf({ measured: ingestMs.map(speed), unit: copyMs.map(speed) }, GOAL),
      ratioOf({ measured: ingestMs.map(speed), unit: preparedMs.map(speed) }, PREPARED_GOAL),
    ],
    sourceRows,
    subjects,
    rowsPerSecond: {
      ingest: Math.round(percentile(ingestMs.map(speed), 50)),
      copy: Math.round(percentile(copyMs.map(speed), 50)),
    },
  }
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

/** The prepared text is made outside the measured time; the tables are emptied before. */
async function copyAll(local: LocalExport, admin: Client): Promise<number> {
  const sheets = [...local.sheets.values()].map((sheet, index) => ({
    table: `raw_${index}`,
    columns: sheet.columns.map((_, column) => `c${column} text`).join(', '),
    text: sheet.rows
      .map(row => sheet.columns.map((_, column) => escapeCopy(row.cells[column] ?? '')).join('\t'))
      .join('\n'),
  }))
  for (const { table, columns } of sheets)
    await admin.query(`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (${columns})`)
  const started = performance.now()
  await admin.query('BEGIN')
  for (const { table, text } of sheets) {
    const stream = admin.query(copyFrom(`COPY ${table} FROM STDIN`))
    stream.end(text)
    await once(stream, 'finish')
  }
  await admin.query('COMMIT')
  return performance.now() - started
}

const STORED = ['persons', 'subjects', 'enrolments'] as const

type Prepared = ReadonlyMap<(typeof STORED)[number], Buffer>

/** What an ingest has stored, as COPY writes it, and tables of the same columns without any index. */
async function prepareRows(admin: Client): Promise<Prepared> {
  const prepared = new Map<(typeof STORED)[number], Buffer>()
  for (const table of STORED) {
    prepared.set(table, await buffer(admin.query(copyTo(`COPY record.${table} TO STDOUT`))))
    await admin.query(`DROP TABLE IF EXISTS prepared_${table}; CREATE TABLE prepared_${table} (LIKE record.${table})`)
  }
  return prepared
}

async function copyPrepared(prepared: Prepared, admin: Client): Promise<number> {
  for (const table of STORED) await admin.query(`TRUNCATE prepared_${table}`)
  const started = performance.now()
  await admin.query('BEGIN')
  for (const [table, rows] of prepared) {
    const stream = admin.query(copyFrom(`COPY prepared_${table} FROM STDIN`))
    stream.end(rows)
    await once(stream, 'finish')
  }
  await admin.query('COMMIT')
  return performance.now() - started
}

function escapeCopy(cell: string): string {
  return cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

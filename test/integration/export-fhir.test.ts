/** A hospital's FHIR server in and out again: the real command, a real store, the synthetic server as a process of its own. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withDatabaseAs } from '../../src/app/database.ts'
import type { FhirExportResult } from '../../src/app/fhir-export.ts'
import { readConfig } from '../../src/config.ts'
import { type FhirServerProcess, startFhirServerProcess } from '../../src/demo/fhir-server/start-process.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { NodeConfig } from '../../src/model/generated/node-config.ts'
import type { PrimeRoseRecord } from '../../src/model/generated/record.ts'
import { bundleToRecord } from '../../src/projection/fhir/bundle-to-record.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { type EmbeddedServer, openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { withStoredRecords } from '../../src/store/stored-records.ts'
import { makeFhirTrial } from '../../src/synthetic/fhir/fhir-trial.ts'
import { append } from '../support/database.ts'
import { answering, cuttingShort, type FaultyServer, startFaultyServer } from '../support/fhir-test-server.ts'
import { jsonInProcess, runInProcess } from '../support/test-terminal.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const TRIAL = ['--trial', 'protarget-denmark', '--patients', '40', '--seed', '4']
const symbolOf = (hgnc: string) => shipped.genes.byId.get(hgnc)?.symbol

let folder: string
let source: FhirServerProcess
let database: EmbeddedServer
let ingested: IngestReport
const at = (...parts: string[]) => join(folder, ...parts)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rose-export-fhir-'))
  chmodSync(folder, 0o755)
  expect((await runInProcess(['init', at('node'), '--trial', 'protarget-denmark', '--country', 'DK'])).code).toBe(0)
  // It stays up between the commands, as it does where a gateway runs.
  database = await openEmbeddedServer({ folder: at('node', 'database') })
})
afterAll(async () => {
  await source?.stop()
  await database?.release()
  rmSync(folder, { recursive: true, force: true })
})

/** Adds what rose.json says of the FHIR server. */
function configure(fhir: NonNullable<NodeConfig['fhir']>): void {
  const file = at('node', 'rose.json')
  const { fhir: _, ...config } = JSON.parse(readFileSync(file, 'utf8')) as NodeConfig
  writeFileSync(file, JSON.stringify({ ...config, fhir }))
}

const inStore = async <T>(use: (database: Parameters<typeof readAuditEvents>[0]) => Promise<T>) =>
  withDatabaseAs(readConfig(at('node')), 'ingest', use)

async function storedRecords(): Promise<readonly PrimeRoseRecord[]> {
  const clock = { now: () => Date.now() }
  const stored = await inStore(database =>
    withStoredRecords({ database, append, clock, actor: 'test', format: 'test' }, async ({ records }) =>
      (await Array.fromAsync(records)).flat(),
    ),
  )
  return stored ?? []
}

const exports = async () =>
  (await inStore(database => Array.fromAsync(readAuditEvents(database)))).flatMap(event =>
    event.kind === 'records.exported' ? [event.facts['format']] : [],
  )

describe('rose ingest from a FHIR server', () => {
  it('asks for a token with the key of the node, and stores what the server holds', async () => {
    const keys = await runInProcess(['fhir', 'key', '--node', at('node')])
    writeFileSync(at('keys.json'), keys.out)
    source = await startFhirServerProcess([...TRIAL, '--client-id', 'rose', '--client-keys', at('keys.json')])
    configure({ baseUrl: source.baseUrl, access: { kind: 'smart', clientId: 'rose' } })
    ingested = await jsonInProcess<IngestReport>(['ingest', '--node', at('node')])
    expect(ingested).toMatchObject({ rejected: 0, unchanged: false, cutoff: source.cutoff })
    expect(ingested.accepted).toBeGreaterThan(20)
    expect((await jsonInProcess<IngestReport>(['ingest', '--node', at('node')])).unchanged).toBe(true)
  })

  it.each([
    ['goes down', '/Observation', answering(500)],
    ['cuts a Bundle in half', '/Observation', cuttingShort('{"resourceType":"Bundle","type":"searchset","entry":[')],
    ['sends a web page', '/Condition', answering(200, '<html>', { 'content-type': 'text/html' })],
  ])('leaves the store as it was where the server %s on the way', async (_, place, answer) => {
    const faulty: FaultyServer = await startFaultyServer([])
    try {
      const trial = makeFhirTrial({
        trialId: 'protarget-denmark',
        registryNumber: 'NCT04341181',
        patients: 60,
        seed: 9,
      })
      for (const resource of trial.resources) faulty.store.put(resource)
      const limits = { retries: 0, requestSeconds: 20 }
      configure({ baseUrl: faulty.baseUrl, access: { kind: 'open' }, limits })
      const before = await storedRecords()
      faulty.break({ at: place, answer })
      const ended = await runInProcess(['ingest', '--node', at('node')])
      expect(ended).toMatchObject({ code: 3, out: '' })
      expect(ended.err).toMatch(/fhir\/(refused|bad-answer|unreachable)/)
      expect(await storedRecords()).toEqual(before)
    } finally {
      await faulty.stop()
    }
  })
})

describe('rose export-fhir', () => {
  let hospital: FhirServerProcess
  beforeAll(async () => {
    hospital = await startFhirServerProcess(['--trial', 'other-trial', '--patients', '5', '--seed', '1'])
  })
  afterAll(() => hospital?.stop())

  it('writes the records that the store holds, told in the audit first', async () => {
    const result = await jsonInProcess<FhirExportResult>([
      'export-fhir',
      '--node',
      at('node'),
      '--out',
      at('all.ndjson'),
    ])
    expect(result).toMatchObject({ kind: 'file', subjects: ingested.accepted, cutoff: ingested.cutoff })
    const lines = readFileSync(at('all.ndjson'), 'utf8').trimEnd().split('\n')
    const records = lines.slice(0, -1).map(line => bundleToRecord(JSON.parse(line), symbolOf))
    expect(records).toEqual(await storedRecords())
    expect(statSync(at('all.ndjson')).mode & 0o077).toBe(0)
    expect(await exports()).toContain('fhir-file')
  })

  it('puts them on a server of the platform, once', async () => {
    const words = ['export-fhir', '--node', at('node'), '--server', hospital.baseUrl]
    const first = await jsonInProcess<FhirExportResult>(words)
    expect(first).toMatchObject({ kind: 'server', subjects: ingested.accepted, unchanged: 0 })
    const again = await jsonInProcess<FhirExportResult>(words)
    expect(again).toMatchObject({ unchanged: ingested.accepted, removed: { subjects: 0, resources: 0 } })
    expect(await exports()).toContain('fhir-server')
    const patients = await fetch(`${hospital.baseUrl}/Patient?_count=500`)
    const { total } = (await patients.json()) as { total: number }
    expect(total).toBeGreaterThan(ingested.accepted)
  })

  it('takes a person who withdraws from the server at the next export', async () => {
    const [someone] = await storedRecords()
    const pseudonym = someone?.pseudonym ?? ''
    const find = async () => (await fetch(`${hospital.baseUrl}/Patient?identifier=${pseudonym}`)).json()
    expect(await find()).toMatchObject({ total: 1 })
    expect((await runInProcess(['withdraw', pseudonym, '--node', at('node'), '--reason-code', 'subject'])).code).toBe(0)
    const result = await jsonInProcess<FhirExportResult>([
      'export-fhir',
      '--node',
      at('node'),
      '--server',
      hospital.baseUrl,
    ])
    expect(result).toMatchObject({ subjects: ingested.accepted - 1, removed: { subjects: 1 } })
    expect(await find()).toMatchObject({ total: 0 })
  })

  it('sends nothing to a server that is not of the platform, and tells the audit of nothing', async () => {
    const before = await exports()
    const ended = await runInProcess(['export-fhir', '--node', at('node'), '--server', 'https://fhir.invalid/r4'])
    expect(ended).toMatchObject({ out: '' })
    expect(ended.code).not.toBe(0)
    expect(ended.err).toContain('fhir/not-allowed')
    expect(await exports()).toEqual(before)
  })

  it('asks for one target, and leaves a file that is there', async () => {
    for (const words of [
      [],
      ['--all'],
      ['--out', at('a'), '--all'],
      ['--out', at('a'), '--server', hospital.baseUrl],
    ]) {
      const ended = await runInProcess(['export-fhir', '--node', at('node'), ...words])
      expect(ended.err).toContain('usage/bad-argument')
    }
    writeFileSync(at('mine'), 'mine')
    expect((await runInProcess(['export-fhir', '--node', at('node'), '--out', at('mine')])).code).toBe(2)
    expect(readFileSync(at('mine'), 'utf8')).toBe('mine')
    expect(existsSync(at('a'))).toBe(false)
    expect(readdirSync(folder).filter(name => name.endsWith('.unfinished'))).toEqual([])
  })
})

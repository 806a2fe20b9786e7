/** Records as OMOP tables and files: the real command, a real PostgreSQL for the tables. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OmopExportResult } from '../../src/app/omop-export.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import { writeOmopTables } from '../../src/omop-database/write-tables.ts'
import { columnsOf, tableNames, wholeRow } from '../../src/projection/omop/cdm54.ts'
import type { TableRow } from '../../src/projection/omop/person-draft.ts'
import { describeSource } from '../../src/projection/omop/record-to-omop.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import type { EmbeddedServer } from '../../src/store/embedded-server.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { withStoredRecords } from '../../src/store/stored-records.ts'
import { aCommandedNode, synthEcrf } from '../support/commanded-node.ts'
import { aDatabase, append } from '../support/database.ts'
import { aBatch, aPseudonym, aStoredSubject } from '../support/subjects.ts'
import { jsonInProcess, runInProcess } from '../support/test-terminal.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-export-omop-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...parts: string[]) => join(folder, ...parts)

async function queryAll(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

describe('rose export-omop', () => {
  let ingested: IngestReport
  let database: EmbeddedServer
  beforeAll(async () => {
    await synthEcrf(at('export'), { patients: 40, seed: 3 })
    database = await aCommandedNode(at('node'))
  })
  afterAll(() => database?.release())

  it('says so where nothing has been ingested', async () => {
    const ended = await runInProcess(['export-omop', '--node', at('node'), '--out', at('nothing')])
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.err).toContain('cut/nothing-ingested')
    expect(existsSync(at('nothing'))).toBe(false)
    ingested = await jsonInProcess<IngestReport>(['ingest', at('export'), '--node', at('node')])
  })

  it('writes a file a table, and the same rows into a schema', async () => {
    const result = await jsonInProcess<OmopExportResult>(['export-omop', '--node', at('node'), '--out', at('omop')])
    expect(result.subjects).toBe(ingested.accepted)
    expect(readdirSync(at('omop')).sort()).toEqual(tableNames.map(name => `${name}.csv`).sort())
    for (const name of tableNames) {
      const [header] = readFileSync(at('omop', `${name}.csv`), 'utf8').split('\n')
      expect(header).toBe(
        columnsOf(name)
          .map(([column]) => column)
          .join(','),
      )
      expect(statSync(at('omop', `${name}.csv`)).mode & 0o077).toBe(0)
    }

    const { adminUrl } = await aDatabase()
    writeFileSync(at('url'), adminUrl, { mode: 0o600 })
    const words = ['export-omop', '--node', at('node'), '--database-url-file', at('url'), '--schema', 'cdm']
    expect((await jsonInProcess<OmopExportResult>(words)).rows).toEqual(result.rows)
    for (const name of tableNames) {
      expect(await queryAll(adminUrl, `SELECT count(*)::integer AS rows FROM cdm.${name}`)).toEqual([
        { rows: result.rows[name] },
      ])
    }
    const [source] = await queryAll(adminUrl, 'SELECT * FROM cdm.cdm_source')
    expect(source).toMatchObject({ cdm_version: '5.4', cdm_holder: 'impress-norway' })
    expect(source?.['source_description']).toMatch(/2000-01-01/)

    const again = await runInProcess(words)
    expect(again).toMatchObject({ code: 3, out: '' })
    expect(again.err).toContain('omop/not-empty')
    expect((await runInProcess([...words, '--replace'])).code).toBe(0)
  })

  it('leaves a folder with other files as it is', async () => {
    mkdirSync(at('mine'))
    writeFileSync(at('mine', 'notes.txt'), 'mine')
    expect(await runInProcess(['export-omop', '--node', at('node'), '--out', at('mine')])).toMatchObject({
      code: 2,
      out: '',
    })
    expect(readdirSync(at('mine'))).toEqual(['notes.txt'])
  })

  it('asks for one target', async () => {
    for (const words of [[], ['--schema', 'cdm'], ['--out', at('a'), '--database-url-file', at('url')]]) {
      expect((await runInProcess(['export-omop', '--node', at('node'), ...words])).err).toContain('usage/bad-argument')
    }
  })
})

describe('tables of OMOP in a schema', () => {
  const settings = (url: string) => ({ url, schema: 'cdm', statementTimeoutMs: 0 })
  const source = describeSource({
    trialId: 'synthetic-trial',
    cutoff: '2023-10-01',
    exportedOn: '2024-01-01',
    vocabularyVersion: null,
  })

  it('take every character that COPY knows as its own', async () => {
    const { adminUrl } = await aDatabase()
    const text = 'tab\t back\\ \\N line\nreturn\r "quoted", \\.'
    await writeOmopTables(settings(adminUrl), [[anObservation(1, text), ['cdm_source', source]]], { replace: false })
    expect(await queryAll(adminUrl, 'SELECT value_source_value FROM cdm.observation')).toEqual([
      { value_source_value: text },
    ])
  })

  it('are never written over another owner, not even when asked', async () => {
    const { adminUrl } = await aDatabase()
    await queryAll(adminUrl, 'CREATE SCHEMA cdm')
    await queryAll(adminUrl, 'CREATE TABLE cdm.person AS SELECT 7 AS person_id')
    await expect(writeOmopTables(settings(adminUrl), [], { replace: true })).rejects.toMatchObject({
      code: 'omop/not-empty',
    })
    expect(await queryAll(adminUrl, 'SELECT * FROM cdm.person')).toEqual([{ person_id: 7 }])
  })

  it('are not there at all when a chunk fails, and the earlier export still is', async () => {
    const { adminUrl } = await aDatabase()
    async function* broken(): AsyncIterable<readonly TableRow[]> {
      yield [anObservation(1, 'new')]
      throw new Error('stop')
    }
    await expect(writeOmopTables(settings(adminUrl), broken(), { replace: false })).rejects.toMatchObject({
      code: 'omop/failed',
    })
    expect(await queryAll(adminUrl, "SELECT 1 FROM information_schema.schemata WHERE schema_name = 'cdm'")).toEqual([])
    await writeOmopTables(settings(adminUrl), [[anObservation(1, 'old'), ['cdm_source', source]]], { replace: false })
    await expect(writeOmopTables(settings(adminUrl), broken(), { replace: true })).rejects.toBeDefined()
    expect(await queryAll(adminUrl, 'SELECT value_source_value FROM cdm.observation')).toEqual([
      { value_source_value: 'old' },
    ])
  })

  it('tell a login without rights, a server that is away and a bad schema name, without a value', async () => {
    const node = await aDatabase()
    const write = (url: string, schema = 'cdm') => writeOmopTables({ ...settings(url), schema }, [], { replace: false })
    await expect(write(node.url('gateway'))).rejects.toMatchObject({ code: 'omop/no-right' })
    await expect(write('postgres://nobody:secret-word@127.0.0.1:9/none')).rejects.toSatisfy(
      (error: Error & { code: string }) => error.code === 'omop/unreachable' && !error.message.includes('secret-word'),
    )
    await expect(write(node.adminUrl, 'cdm"; DROP')).rejects.toMatchObject({ code: 'config/bad-value' })
  })
})

describe('stored records', () => {
  const clock = { now: () => Date.UTC(2024, 0, 1) }

  it('are told in the audit before the first is handed over', async () => {
    const node = await aDatabase()
    const database = await node.connect('ingest')
    const deps = { database, append, clock, actor: 'data-manager', format: 'omop' }
    expect(await withStoredRecords(deps, async () => 'used')).toBeNull()
    await createIngestStore({ database, append, clock }).save(aBatch([aStoredSubject(1), aStoredSubject(2)]))
    const seen = await withStoredRecords(deps, async ({ records, subjects }) => {
      const events = await Array.fromAsync(readAuditEvents(await node.connect('ingest')))
      const pseudonyms = (await Array.fromAsync(records)).flat().map(record => record.pseudonym)
      return { last: events.at(-1), pseudonyms, subjects }
    })
    expect(seen?.pseudonyms).toEqual([aPseudonym(1), aPseudonym(2)])
    expect(seen?.last).toMatchObject({
      kind: 'records.exported',
      facts: { format: 'omop', subjects: 2, trialId: 'synthetic-trial' },
    })
  })

  it('are told although the export then fails', async () => {
    const node = await aDatabase()
    const database = await node.connect('ingest')
    const deps = { database, append, clock, actor: 'data-manager', format: 'omop' }
    await createIngestStore({ database, append, clock }).save(aBatch([aStoredSubject(1)]))
    await expect(withStoredRecords(deps, () => Promise.reject(new Error('disk full')))).rejects.toThrow()
    const events = await Array.fromAsync(readAuditEvents(database))
    expect(events.at(-1)?.kind).toBe('records.exported')
  })
})

function anObservation(id: number, text: string): TableRow {
  const values = {
    observation_id: id,
    person_id: 1,
    observation_concept_id: 0,
    observation_date: '2000-01-01',
    observation_type_concept_id: 0,
    value_source_value: text,
  }
  return ['observation', wholeRow('observation', values)]
}

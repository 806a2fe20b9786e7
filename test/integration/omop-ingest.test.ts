/** OMOP CDM 5.4 tables in a real PostgreSQL as a source: the same stories as the eCRF, and whatever such tables can do wrong. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSyntheticOmop } from '../../src/app/omop-synthetic.ts'
import type { ReviewList } from '../../src/app/review.ts'
import { rowRecords } from '../../src/ingest/row-records.ts'
import { openExportFiles } from '../../src/ingest/sources/export-files.ts'
import { openOmopTables } from '../../src/ingest/sources/omop-tables.ts'
import { parseMapping } from '../../src/mapping/parse-mapping.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { LocalCohorts } from '../../src/model/generated/local-cohorts.ts'
import type { MapCheck } from '../../src/model/generated/map-check.ts'
import { DATES_NOTE } from '../../src/projection/omop/record-to-omop.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import type { TrialSummary } from '../../src/synthetic/draft-trial.ts'
import { draftTrial } from '../../src/synthetic/draft-trial.ts'
import { omopRows } from '../../src/synthetic/omop-trial.ts'
import { SYNTHETIC_FIELDS } from '../../src/synthetic/omop-writer.ts'
import { shippedFile } from '../mapping/shipped-mapping.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'
import { roseJson } from '../support/rose-process.ts'
import { runInProcess } from '../support/test-terminal.ts'
import {
  cleanSheets,
  clinicalOf,
  enrolmentsOf,
  type Ingested,
  ingestInMemory,
  STORY_TRIAL,
} from '../support/told-trial.ts'
import { wholeExport } from '../support/whole-export.ts'

const mapping = parseMapping(shippedFile('focuse-sweden'))
const rules = mapping.sources.find(source => source.kind === 'omop')
if (rules === undefined) throw new Error('the mapping reads no OMOP tables')
const trial = draftTrial({ trialId: STORY_TRIAL, patients: 120, seed: 11 })
const concepts = Object.entries(SYNTHETIC_FIELDS).map(([name, id]) => ({ id, name }))

let folder: string
let database: TestDatabase
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rose-omop-'))
  database = await aDatabase()
  writeFileSync(join(folder, 'url'), `${database.adminUrl}\n`, { mode: 0o600 })
  await write('cdm')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const few = draftTrial({ trialId: STORY_TRIAL, patients: 12, seed: 11 })

function write(schema: string, of = trial) {
  const rows = () => omopRows(of, { source: 'FOCUSE', cutoff: '2024-01-01' })
  return writeSyntheticOmop({ rows, concepts }, { kind: 'database', urlFile: join(folder, 'url'), schema })
}

const tables = (schema = 'cdm', url = database.adminUrl) =>
  openOmopTables({
    database: { url, schema, statementTimeoutMs: 60_000 },
    vocabularySchema: null,
    rules,
    subjectColumn: mapping.subjectColumn,
    sheets: mapping.sheets,
  })

async function sql(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

describe('OMOP tables of the same stories', () => {
  let ecrf: Ingested
  let omop: Ingested
  beforeAll(async () => {
    for (const [name, text] of Object.entries(cleanSheets(trial))) writeFileSync(join(folder, name), text)
    const setting = { trialId: STORY_TRIAL, country: 'NO', spillFolder: folder }
    const sheets = parseMapping(shippedFile('impress-norway'))
    const files = rowRecords(openExportFiles(folder, sheets), { ...setting, mapping: sheets })
    ecrf = await ingestInMemory(files, sheets, folder)
    // Room for a handful of rows: the rest waits in the encrypted file.
    const limits = { memory: 20_000, parts: 8, part: 1 << 24 }
    const rows = rowRecords(tables(), { ...setting, mapping, limits, sourceKind: 'omop' })
    omop = await ingestInMemory(rows, mapping, folder)
  })

  it('give the same subjects, counts and cut-off', () => {
    expect(new Set(omop.subjects.keys())).toEqual(new Set(ecrf.subjects.keys()))
    expect(omop.head.counts).toEqual(ecrf.head.counts)
    expect(omop.head.cutoff).toBe(ecrf.head.cutoff)
    expect(ecrf.head.counts.heldBack).toBeGreaterThan(0)
  })

  it('give the same enrolments, cohort keys and outcomes', () => {
    expect(enrolmentsOf(omop)).toEqual(enrolmentsOf(ecrf))
    expect(enrolmentsOf(omop).filter(row => row['treated'] === true).length).toBeGreaterThan(10)
  })

  it('give the same assessments, cycles, events and follow-up, and nothing unknown', () => {
    expect(clinicalOf(omop)).toEqual(clinicalOf(ecrf))
    expect(omop.report.unknownColumns).toEqual([])
    expect([...omop.subjects.values()][0]?.record.provenance.sourceKind).toBe('omop')
  })
})

describe('what is no source of a trial', () => {
  const refused = (schema: string, url?: string) =>
    wholeExport(tables(schema, url)).then(
      () => undefined,
      error => error,
    )

  it.each<[string, string, string]>([
    ['the table of a source value is missing', 'omop/not-a-cdm', 'DROP TABLE bad.death'],
    [
      'a column that must be there is not',
      'omop/not-a-cdm',
      'ALTER TABLE bad.observation DROP COLUMN observation_date',
    ],
    ['CDM_SOURCE has no row', 'omop/not-a-cdm', 'DELETE FROM bad.cdm_source'],
    ['it is version 5.3', 'omop/not-a-cdm', "UPDATE bad.cdm_source SET cdm_version = 'v5.3.1'"],
    ['it is another trial', 'ingest/mixed-trials', "UPDATE bad.cdm_source SET cdm_source_abbreviation = 'DRUP'"],
    ['it is an export of a node', 'omop/no-dates', `UPDATE bad.cdm_source SET source_description = '${DATES_NOTE}'`],
    [
      'two persons have one source value',
      'ingest/duplicate-subject',
      "UPDATE bad.person SET person_source_value = 'S-1' WHERE person_id < 3",
    ],
    ['nobody explains its field concepts', 'omop/bad-vocabulary', 'DELETE FROM bad.concept'],
  ])('is refused where %s, without a value', async (_, code, change) => {
    await sql('DROP SCHEMA IF EXISTS bad CASCADE')
    await write('bad', few)
    await sql(change)
    const error = await refused('bad')
    expect(error).toMatchObject({ code })
    expect(`${error.message} ${error.hint}`).not.toContain('S-1')
  })

  it('neither a missing schema, a foreign login, a wrong password nor a text that is no URL says what the URL is', async () => {
    const url = new URL(database.adminUrl)
    url.password = 'not-the-password'
    url.username = 'nobody-here'
    for (const [place, code] of [
      [() => refused('nowhere'), 'omop/not-a-cdm'],
      [() => refused('cdm', database.url('gateway')), 'omop/not-a-cdm'],
      [() => refused('cdm', url.href), 'omop/unreachable'],
      [() => refused('cdm', 'postgresql://user:secret@[broken'), 'config/bad-value'],
      [() => refused('c d m; --'), 'config/bad-value'],
    ] as const) {
      const error = await place()
      expect(error).toMatchObject({ code })
      expect(`${error.message} ${error.hint}`).not.toMatch(/127\.0\.0\.1|nobody-here|secret|not-the-password/)
    }
  })

  it('says in one column that rows and facts are there which nothing reads, and keeps their names to itself', async () => {
    await sql('DROP SCHEMA IF EXISTS bad CASCADE')
    await write('bad', few)
    await sql(`
      INSERT INTO bad.measurement (measurement_id, person_id, measurement_concept_id, measurement_date,
        measurement_type_concept_id, measurement_source_value) VALUES (999001, 1, 0, '2022-01-01', 32809, 'Ola Nordmann CA-125');
      INSERT INTO bad.observation (observation_id, person_id, observation_concept_id, observation_date,
        observation_type_concept_id, observation_source_value, observation_event_id, obs_event_field_concept_id)
        SELECT 999002, person_id, 0, '2022-01-01', 32809, 'Kari Nordmann', condition_occurrence_id, 1147127
        FROM bad.condition_occurrence WHERE condition_status_source_value = 'adverse event' LIMIT 1`)
    const { sheets } = await wholeExport(tables('bad'))
    expect(sheets.get('events')?.columns).toContain('fact/(others)')
    expect(sheets.get('other-measurement')?.columns).toContain('(rows that no sheet takes)')
    expect([...sheets.values()].flatMap(({ columns }) => columns).join()).not.toContain('Nordmann')
  })
})

describe('rose ingest of an OMOP database', () => {
  it('comes to the figures of the stories, changes nothing again, and leaves the store alone when it fails', async () => {
    const at = (...parts: string[]) => join(folder, ...parts)
    const inProcess = async <T>(words: readonly string[]) =>
      JSON.parse((await runInProcess([...words, '--json'])).out) as T
    const cohorts = () => inProcess<LocalCohorts>(['local', 'cohorts', '--node', at('node')])
    const synth = ['synth', 'omop', '--trial', 'focuse-sweden', '--patients', '150', '--seed', '4']
    const made = await inProcess<{ cutoff: string; summary: TrialSummary }>([
      ...[...synth, '--database-url-file', at('url'), '--schema', 'focuse'],
    ])
    const twice = await runInProcess([...synth, '--database-url-file', at('url'), '--schema', 'focuse'])
    expect(twice).toMatchObject({ code: 3, out: '' })
    expect(twice.err).toContain('omop/not-empty')
    const node = [
      'init',
      at('node'),
      '--trial',
      'focuse-sweden',
      '--country',
      'SE',
      '--database-url',
      database.adminUrl,
    ]
    expect((await runInProcess(node)).code).toBe(0)
    expect((await runInProcess(['ingest', '--node', at('node')])).err).toContain('config/missing')
    const settings = JSON.parse(readFileSync(at('node', 'rose.json'), 'utf8'))
    const configure = (omop: object) =>
      writeFileSync(at('node', 'rose.json'), JSON.stringify({ ...settings, omop: { urlFile: at('url'), ...omop } }))
    configure({ schema: 'focuse' })
    expect(await roseJson<IngestReport>(['ingest', '--node', at('node')])).toMatchObject({ unknownColumns: [] })
    const before = await cohorts()
    const { summary } = made
    expect(before).toMatchObject({ cutoff: made.cutoff, screened: summary.screened, totals: summary.plannedTotals })
    const treated = (rows: readonly { readonly key: string | null; readonly treated: number }[]) =>
      rows.reduce((sum, row) => sum + (row.key === null ? 0 : row.treated), 0)
    expect(treated(before.cohorts)).toBe(treated(summary.plannedCohorts))
    expect(await inProcess<IngestReport>(['ingest', '--node', at('node')])).toMatchObject({ unchanged: true })
    configure({ schema: 'bad' })
    await sql('DELETE FROM bad.cdm_source')
    const failed = await runInProcess(['ingest', '--node', at('node')])
    expect(failed).toMatchObject({ code: 3, out: '' })
    expect(failed.err).toContain('omop/not-a-cdm')
    expect(failed.err).not.toContain(new URL(database.adminUrl).password)
    expect(await cohorts()).toEqual(before)
  }, 120_000)

  it('asks a person what tumour a condition is whose code nobody knows, and reads by the answer', async () => {
    const rose = (...words: string[]) => runInProcess([...words, '--node', join(folder, 'node')])
    const settings = JSON.parse(readFileSync(join(folder, 'node', 'rose.json'), 'utf8'))
    writeFileSync(
      join(folder, 'node', 'rose.json'),
      JSON.stringify({ ...settings, omop: { ...settings.omop, schema: 'focuse' } }),
    )
    await sql(
      "UPDATE focuse.condition_occurrence SET condition_source_value = 'Kod 17' WHERE condition_source_value LIKE 'C25%'",
    )
    expect((await rose('member', 'add', 'anne', '--role', 'coordinator')).code).toBe(0)
    const checked = JSON.parse((await rose('map', 'check', '--json')).out) as MapCheck
    expect(checked.codes.map(({ code }) => code)).toContain('Kod 17')
    expect(checked.columns.find(({ column }) => column === 'condition_source_value')).toMatchObject({ use: 'read' })
    const asked = async () => {
      expect((await rose('ingest')).code).toBe(0)
      const list = JSON.parse((await rose('review', 'list', '--json')).out) as ReviewList
      return list.entries.find(({ code }) => code === 'Kod 17')
    }
    const entry = await asked()
    expect(entry).toMatchObject({ vocabulary: 'diagnosis', reason: 'tumour-unknown' })
    expect(entry?.places.map(({ sheet }) => sheet).sort()).toEqual(['allocation', 'tumours'])
    const decided = await rose(
      'review',
      'accept',
      entry?.id ?? '',
      'PANCREAS',
      '--as',
      'anne',
      '--reason',
      'local code list',
    )
    expect(decided).toMatchObject({ code: 0, err: '' })
    expect(await asked()).toBeUndefined()
    await withAdministrator(database.adminUrl, async admin => {
      const found =
        'jsonb_path_query(document, \'$.tumours[*] ? (@.oncotree == "PANCREAS" && @.mapEquivalence == "equivalent")\')'
      expect((await admin.query(`SELECT ${found} FROM record.subjects`)).rowCount).toBeGreaterThan(0)
    })
  }, 120_000)
})

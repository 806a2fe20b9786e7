/** Sources of every kind with a canary in each field, for the canary test. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { writeSyntheticOmop } from '../../src/app/omop-synthetic.ts'
import { startFhirServer } from '../../src/demo/fhir-server/serve.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { makeCbioportalStudy } from '../../src/synthetic/cbioportal-study.ts'
import { draftTrial } from '../../src/synthetic/draft-trial.ts'
import { type EcrfExport, makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { makeFlatExport } from '../../src/synthetic/flat-export.ts'
import { makeJsonExport } from '../../src/synthetic/json-export.ts'
import { omopRows } from '../../src/synthetic/omop-trial.ts'
import { SYNTHETIC_FIELDS } from '../../src/synthetic/omop-writer.ts'
import { makeTso500Export, TSO500_FOLDER } from '../../src/synthetic/tso500-reports.ts'
import { writeWorkbook } from '../../src/synthetic/workbook.ts'
import { type Canaries, plantInDocument, plantInRows } from './canaries.ts'
import { aDatabase } from './database.ts'
import { aSmallTrial } from './fhir-test-server.ts'

export interface SourceKind {
  readonly trial: string
  readonly country: string
  /** Writes a source with canaries and gives its place. */
  plant(
    folder: string,
    planted: Canaries,
  ): Promise<{ readonly source: string; stop?(): void; settings?: object; ingest?: readonly string[] }>
}

const PATIENTS = 24

function csvRows(text: string, delimiter: string): string[][] {
  return parse(text, { delimiter, relax_column_count: true, bom: true, quote: '"' }) as string[][]
}
/** Sheets of one export are parted by commas, semicolons or tabs, as sites do. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/)
  return [';', '\t', ','].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ','
}
const asCsv = (rows: readonly (readonly string[])[], delimiter: string) =>
  `${rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n')}\r\n`

/** The sheets of an eCRF export, planted; those of `whole` as they are, since they say what belongs together. */
function plantedSheets(
  planted: Canaries,
  { files }: Pick<EcrfExport, 'files'> = makeEcrfExport({ trialId: 'impress-norway', patients: PATIENTS, seed: 3 }),
  whole = /^$/,
): { readonly name: string; readonly key: string; readonly rows: string[][] }[] {
  const tables = files
    .filter(({ name }) => name.endsWith('.csv'))
    .map(({ name, text }) => ({ name, delimiter: delimiterOf(text), rows: csvRows(text, delimiterOf(text)) }))
  const subjectAt = (rows: readonly (readonly string[])[]) =>
    (rows[1] ?? []).findIndex(name => /^subjectid$/i.test(name))
  const ids = [...new Set(tables.flatMap(({ rows }) => rows.slice(2).map(row => row[subjectAt(rows)] ?? '')))].filter(
    Boolean,
  )
  for (const id of ids) planted.note(id)
  const allocated = tables.find(({ name }) => /coh/i.test(name))
  const inCohort = [
    ...new Set((allocated?.rows ?? []).slice(2).map(row => row[subjectAt(allocated?.rows ?? [])] ?? '')),
  ]
  const [broken = '', read = ''] = inCohort
  return tables.map(({ name, rows }) => ({
    name,
    key: /_([A-Za-z0-9]+)\.csv$/.exec(name)?.[1]?.toLowerCase() ?? name,
    rows: whole.test(name)
      ? rows
      : plantInRows(rows, {
          sheet: name,
          headerRows: 2,
          subjectAt: subjectAt(rows),
          broken,
          read,
          canaries: planted,
        }),
  }))
}

/** Of tab-separated lines with a header above them: every cell of the first line that no rule keeps, and texts of the second. */
function plantInTable(text: string, file: string, keeps: RegExp, planted: Canaries): string {
  const lines = text.split('\n')
  const at = lines.findIndex(line => line !== '' && !line.startsWith('#'))
  const names = lines[at]?.split('\t') ?? []
  const plant = (line: string, into: (cell: string, name: string) => string) =>
    line
      .split('\t')
      .map((cell, column) => (keeps.test(names[column] ?? '') ? cell : into(cell, names[column] ?? String(column))))
      .join('\t')
  return lines
    .map((line, index) => {
      if (line === '') return line
      if (index === at + 1) return plant(line, (_, name) => planted.of(`${file}.${name}`))
      if (index !== at + 2) return line
      return plant(line, (cell, name) => (/\p{L}.* /u.test(cell) ? `${cell} ${planted.of(`${file}.${name}+`)}` : cell))
    })
    .join('\n')
}

/** Of a report's sections: every value behind a name and every cell of a call, or texts behind what is there. */
function plantInReport(text: string, isWhole: boolean, planted: Canaries): string {
  let section = ''
  return text
    .split('\n')
    .map(line => {
      const [name = '', value = ''] = line.split('\t')
      if (name.startsWith('[')) section = name
      const isCall = /^\[(?:Gene|Splice|Fusions|Small)/.test(section) && !/^(?:\[|NA|Gene|\s*$)/.test(name)
      if (isCall && isWhole) {
        return line
          .split('\t')
          .map((_, column) => planted.of(`tso500.${section}.${column}`))
          .join('\t')
      }
      if (!/^\[(?:Analysis|Sequencing)/.test(section) || value === '' || name.includes('ID')) return line
      return line.replace(value, isWhole ? planted.of(`tso500.${name}`) : `${value} ${planted.of(`tso500.${name}+`)}`)
    })
    .join('\n')
}

/** Texts of every table of a schema: whole for one person, behind what is there for another. */
async function plantInSchema(url: string, schema: string, planted: Canaries): Promise<void> {
  await withAdministrator(url, async client => {
    const { rows: columns } = await client.query<{ table: string; column: string; room: number | null }>(
      `SELECT table_name AS table, column_name AS column, character_maximum_length AS room FROM information_schema.columns
       WHERE table_schema = $1 AND data_type IN ('character varying', 'text') AND table_name IN
         (SELECT table_name FROM information_schema.columns WHERE table_schema = $1 AND column_name = 'person_id')
       ORDER BY 1, 2`,
      [schema],
    )
    const { rows: ids } = await client.query<{ id: string }>(
      `SELECT person_source_value AS id FROM ${schema}.person WHERE person_source_value IS NOT NULL`,
    )
    for (const { id } of ids) planted.note(id)
    const { rows: persons } = await client.query<{ id: number }>(
      `SELECT DISTINCT person_id AS id FROM ${schema}.drug_exposure ORDER BY 1 LIMIT 2`,
    )
    const [broken, read] = persons.map(({ id }) => id)
    for (const { table, column, room } of columns) {
      // Who a row is of stays: rows of nobody are not read.
      if (column === 'person_source_value' || (room !== null && room < planted.of(`${table}.${column}`).length))
        continue
      const field = `${table}.${column}`
      const canary = planted.of(field)
      await client.query(`UPDATE ${schema}.${table} SET ${column} = $1 WHERE person_id = $2`, [canary, broken])
      const behind = planted.of(`${field}+`)
      const longest = (room ?? 200) - behind.length - 1
      await client.query(
        `UPDATE ${schema}.${table} SET ${column} = left(${column}, ${longest}) || ' ' || $1 WHERE person_id = $2 AND ${column} LIKE '% %'`,
        [behind, read],
      )
    }
  })
}

export const SOURCE_KINDS: Readonly<Record<string, SourceKind>> = {
  'eCRF files': {
    trial: 'impress-norway',
    country: 'NO',
    async plant(folder, planted) {
      for (const { name, rows } of plantedSheets(planted)) writeFileSync(join(folder, name), asCsv(rows, ','))
      return { source: folder }
    },
  },
  workbook: {
    trial: 'impress-norway',
    country: 'NO',
    async plant(folder, planted) {
      const source = join(folder, 'export.xlsx')
      writeFileSync(source, writeWorkbook(plantedSheets(planted).map(({ key, rows }) => ({ name: key, rows }))))
      return { source }
    },
  },
  'flat file': {
    trial: 'drup-netherlands',
    country: 'NL',
    async plant(folder, planted) {
      const { file } = makeFlatExport({ trialId: 'drup-netherlands', patients: PATIENTS, seed: 3 })
      const rows = csvRows(file.text, ';')
      for (const row of rows.slice(1)) planted.note(row[0] ?? '')
      const [broken = '', read = ''] = rows.slice(1).map(row => row[0] ?? '')
      // The column that names the trial stays: an export of another trial is refused as a whole.
      const study = (rows[0] ?? []).indexOf('studie')
      const kept = rows.map(row => row[study] ?? '')
      const made = plantInRows(rows, { sheet: 'flat', headerRows: 1, subjectAt: 0, broken, read, canaries: planted })
      for (const [at, row] of made.entries()) row[study] = kept[at] ?? ''
      const source = join(folder, file.name)
      writeFileSync(
        source,
        asCsv(
          made.map(row => row.slice(0, -1)),
          ';',
        ),
      )
      return { source }
    },
  },
  'JSON registry': {
    trial: 'finprove-finland',
    country: 'FI',
    async plant(folder, planted) {
      const { file } = makeJsonExport({ trialId: 'finprove-finland', patients: PATIENTS, seed: 3 })
      const document = JSON.parse(file.text) as { potilaat: Record<string, unknown>[] }
      for (const patient of document.potilaat) planted.note(String(patient['tunnus']))
      document.potilaat[0] = plantInDocument(document.potilaat[0], 'json', /^(?!tunnus$)/, planted) as Record<
        string,
        unknown
      >
      const source = join(folder, file.name)
      writeFileSync(source, JSON.stringify(document))
      return { source }
    },
  },
  'FHIR server': {
    trial: 'protarget-denmark',
    country: 'DK',
    async plant(_, planted) {
      const { resources } = aSmallTrial(PATIENTS, 5)
      const texts = /^(?:text|display|note|div|family|given|title|comment|description|valueString|line|city)$/
      const changed = resources.map(resource => ({
        ...(plantInDocument(resource, String(resource['resourceType']), texts, planted) as object),
        ...(resource['resourceType'] === 'Patient'
          ? { name: [{ family: planted.of('name'), given: [planted.of('given')] }] }
          : {}),
      }))
      const server = await startFhirServer({ resources: changed, port: 0 })
      return {
        source: server.baseUrl,
        stop: () => void server.stop(),
        settings: { fhir: { baseUrl: server.baseUrl, access: { kind: 'open' } } },
      }
    },
  },
  'OMOP tables': {
    trial: 'focuse-sweden',
    country: 'SE',
    async plant(folder, planted) {
      const { adminUrl } = await aDatabase()
      const urlFile = join(folder, 'omop.url')
      writeFileSync(urlFile, `${adminUrl}\n`, { mode: 0o600 })
      const trial = draftTrial({ trialId: 'focuse-sweden', patients: PATIENTS, seed: 3 })
      const concepts = Object.entries(SYNTHETIC_FIELDS).map(([name, id]) => ({ id, name }))
      const rows = () => omopRows(trial, { source: 'FOCUSE', cutoff: '2024-01-01' })
      await writeSyntheticOmop({ rows, concepts }, { kind: 'database', urlFile, schema: 'cdm' })
      await plantInSchema(adminUrl, 'cdm', planted)
      return { source: '', settings: { omop: { urlFile, schema: 'cdm' } } }
    },
  },
  'panel reports': {
    trial: 'impress-norway',
    country: 'NO',
    async plant(folder, planted) {
      const made = makeTso500Export({ trialId: 'impress-norway', patients: PATIENTS, seed: 3 })
      for (const { name, rows } of plantedSheets(planted, made, /_sample\.csv$/)) {
        writeFileSync(join(folder, name), asCsv(rows, ','))
      }
      mkdirSync(join(folder, TSO500_FOLDER))
      for (const [at, { name, text }] of made.reports.entries()) {
        planted.note(name.split('_')[0] ?? '')
        // Of two reports, so that others are read.
        const broken = at < 2 ? plantInReport(text, at === 0, planted) : text
        writeFileSync(join(folder, TSO500_FOLDER, name), broken)
      }
      return { source: folder }
    },
  },
  'cBioPortal study': {
    trial: 'impress-norway',
    country: 'NO',
    async plant(folder, planted) {
      const { files, findings } = makeCbioportalStudy({ trialId: 'impress-norway', patients: PATIENTS, seed: 3 })
      for (const id of findings.keys()) planted.note(id)
      for (const { name, text } of files) {
        const isData = name.startsWith('data_')
        writeFileSync(
          join(folder, name),
          isData ? plantInTable(text, name, /PATIENT_ID|SAMPLE|Barcode/i, planted) : text,
        )
      }
      return { source: folder, settings: { mapping: 'cbioportal-study' }, ingest: ['--cutoff', '2024-01-01'] }
    },
  },
}

/**
 * What a site's CDM holds before a row of it is read: its version, the tables and columns that there are, and which table
 * a field concept points to. Refuses what is no CDM 5.4, and an export of a node, whose dates are none.
 */
import { NodeError } from '../model/errors.ts'
import { cdm54, columnsOf, type TableName } from '../projection/omop/cdm54.ts'
import { CONDITION_FIELD } from '../projection/omop/concepts.ts'
import { DATES_NOTE } from '../projection/omop/record-to-omop.ts'
import type { OmopConnection } from './connection.ts'

export interface Cdm {
  /** Columns of each table that is there, as they stand. */
  readonly columns: ReadonlyMap<TableName, readonly string[]>
  /** Table that an event id with this field concept points to. */
  readonly tableOfField: ReadonlyMap<number, string>
}

/** Where the vocabulary tables are: an identifier in SQL; null = beside the tables of the CDM. */
export interface CdmPlaces {
  readonly schemaName: string
  readonly vocabularySchema: string | null
}

/** `abbreviations`: what CDM_SOURCE may call itself, case ignored. */
export async function describeCdm(
  connection: OmopConnection,
  places: CdmPlaces,
  wanted: { readonly tables: readonly TableName[]; readonly abbreviations: readonly string[] },
): Promise<Cdm> {
  const columns = await columnsThere(connection, places.schemaName)
  for (const table of ['cdm_source', 'person', ...wanted.tables] as const) checkTable(table, columns.get(table))
  await checkSource(connection, wanted.abbreviations)
  await checkPersons(connection)
  return { columns, tableOfField: await readFields(connection, columns, places) }
}

async function columnsThere(
  { client }: OmopConnection,
  schema: string,
): Promise<ReadonlyMap<TableName, readonly string[]>> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = $1 AND table_name = ANY($2) ORDER BY table_name, ordinal_position`,
    [schema, Object.keys(cdm54)],
  )
  const tables = Map.groupBy(rows, row => row.table_name as TableName)
  return new Map([...tables].map(([table, found]) => [table, found.map(row => row.column_name)]))
}

function checkTable(table: TableName, there: readonly string[] | undefined): void {
  if (there === undefined) throw notACdm(`has no table ${table} that this login may read`)
  const missing = columnsOf(table).find(([column, { required }]) => required && !there.includes(column))
  if (missing !== undefined) throw notACdm(`has no column ${missing[0]} in ${table}`)
}

async function checkSource({ client, schema }: OmopConnection, abbreviations: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string; version: string | null; description: string | null }>(
    `SELECT cdm_source_abbreviation AS name, cdm_version AS version, source_description AS description
     FROM ${schema}.cdm_source LIMIT 2`,
  )
  const [source] = rows
  if (source === undefined || rows.length > 1) throw notACdm('has not one row in cdm_source')
  if (source.description === DATES_NOTE) {
    throw new NodeError('omop/no-dates', 'the OMOP tables are an export of a node: their dates are no dates', {
      hint: 'Read the CDM that the trial’s own data were brought into.',
    })
  }
  if (!/^v?5\.4/i.test(source.version ?? '')) throw notACdm('is not version 5.4 by cdm_source')
  const names = abbreviations.map(name => name.toLowerCase())
  if (names.includes(source.name.trim().toLowerCase())) return
  throw new NodeError('ingest/mixed-trials', 'the OMOP tables are those of another trial by cdm_source', {
    hint: 'See the schema in rose.json, and what cdm_source_abbreviation may be in the trial’s mapping.',
  })
}

async function checkPersons({ client, schema }: OmopConnection): Promise<void> {
  const { rows } = await client.query(
    `SELECT 1 FROM ${schema}.person WHERE btrim(person_source_value) <> ''
     GROUP BY btrim(person_source_value) HAVING count(*) > 1 LIMIT 1`,
  )
  if (rows.length === 0) return
  throw new NodeError('ingest/duplicate-subject', 'two persons of the OMOP tables have one source value', {
    hint: 'Join or correct them there; nothing was changed here.',
  })
}

/** A row that points to another by a field which nobody explains would be lost without a word. */
async function readFields(
  { client, schema }: OmopConnection,
  columns: ReadonlyMap<TableName, readonly string[]>,
  { schemaName, vocabularySchema }: CdmPlaces,
): Promise<ReadonlyMap<number, string>> {
  const used = new Set<number>()
  for (const [table, event, field] of POINTERS) {
    if (!columns.get(table)?.includes(event)) continue
    const filter = event === 'event_id' ? '' : `WHERE ${event} IS NOT NULL`
    const { rows } = await client.query<{ field: string | null }>(
      `SELECT DISTINCT ${field} AS field FROM ${schema}.${table} ${filter}`,
    )
    for (const row of rows) used.add(Number(row.field ?? 0))
  }
  const found = new Map<number, string>([[CONDITION_FIELD, 'condition_occurrence']])
  const unknown = [...used].filter(field => !found.has(field))
  if (unknown.length === 0) return found
  const vocabulary = vocabularySchema ?? schemaName
  const { rows: tables } = await client.query(
    "SELECT 1 FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'concept' LIMIT 1",
    [vocabulary],
  )
  if (tables.length > 0) {
    const { rows } = await client.query<{ id: string; name: string }>(
      `SELECT concept_id::text AS id, concept_name AS name FROM ${client.escapeIdentifier(vocabulary)}.concept
       WHERE vocabulary_id = 'CDM' AND concept_class_id = 'Field' AND concept_id = ANY($1)`,
      [unknown],
    )
    for (const { id, name } of rows) found.set(Number(id), name.toLowerCase().split('.')[0] ?? '')
  }
  if (unknown.every(field => found.has(field))) return found
  throw new NodeError(
    'omop/bad-vocabulary',
    'rows point to others by a field concept that the CONCEPT table does not have',
    {
      hint: 'The fields are concepts of the vocabulary CDM, class Field; name their schema as vocabularySchema in rose.json.',
    },
  )
}

const POINTERS = [
  ['measurement', 'measurement_event_id', 'meas_event_field_concept_id'],
  ['observation', 'observation_event_id', 'obs_event_field_concept_id'],
  ['episode_event', 'event_id', 'episode_event_field_concept_id'],
] as const

function notACdm(what: string): NodeError {
  return new NodeError('omop/not-a-cdm', `the OMOP database ${what}`, {
    hint: 'Give the schema with the tables of OMOP CDM 5.4, and a login that may read them.',
  })
}

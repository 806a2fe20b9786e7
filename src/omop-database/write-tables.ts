/** Tables of OMOP CDM 5.4 in a schema: made, and filled by COPY; all in one transaction. */
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import { NodeError } from '../model/errors.ts'
import {
  type ColumnType,
  cdm54,
  columnsOf,
  type OmopRow,
  type TableName,
  tableNames,
} from '../projection/omop/cdm54.ts'
import type { TableRow } from '../projection/omop/person-draft.ts'
import { type OmopConnection, type OmopDatabaseSettings, withOmopDatabase } from './connection.ts'

export interface WriteOptions {
  /** Takes tables of an earlier export away; any other table there is refused all the same. */
  readonly replace: boolean
  /** Field concepts of a synthetic site, which has a CONCEPT table of its own. */
  readonly fields?: readonly { readonly id: number; readonly name: string }[]
}

/** Holds back nothing: a chunk is sent before the next is asked for. Returns how many rows each table got. */
export function writeOmopTables(
  settings: OmopDatabaseSettings,
  chunks: AsyncIterable<readonly TableRow[]> | Iterable<readonly TableRow[]>,
  { replace, fields }: WriteOptions,
): Promise<Readonly<Record<TableName, number>>> {
  return withOmopDatabase(settings, 'READ WRITE', async connection => {
    const { client, schema } = connection
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
    await clearSchema(connection, settings.schema, replace)
    for (const name of tableNames) await client.query(tableDefinition(schema, name))
    if (fields !== undefined) await writeFields(connection, fields)
    const counts = Object.fromEntries(tableNames.map(name => [name, 0])) as Record<TableName, number>
    for await (const chunk of chunks) {
      for (const [name, rows] of Map.groupBy(chunk, ([table]) => table)) {
        await copyRows(connection, name, rows)
        counts[name] += rows.length
      }
    }
    return counts
  })
}

/** A schema with tables of somebody else is never touched; those of an export are known by their CDM_SOURCE. */
async function clearSchema({ client, schema }: OmopConnection, name: string, replace: boolean): Promise<void> {
  const { rows } = await client.query<{ table_name: string }>(
    'SELECT table_name FROM information_schema.tables WHERE table_schema = $1',
    [name],
  )
  if (rows.length === 0) return
  const isOwn = rows.some(row => row.table_name === 'cdm_source') && (await isOwnExport({ client, schema }))
  if (!isOwn || !replace) {
    throw new NodeError('omop/not-empty', 'the schema of the export holds tables already', {
      hint: isOwn ? 'Give --replace to write over the earlier export.' : 'Give a schema of its own, new or empty.',
    })
  }
  for (const table of tableNames) await client.query(`DROP TABLE IF EXISTS ${schema}.${table}`)
}

async function isOwnExport({ client, schema }: OmopConnection): Promise<boolean> {
  const { rows } = await client.query<{ own: boolean }>(
    `SELECT count(*) = 1 AND bool_and(cdm_source_abbreviation = 'PRIME-ROSE') AS own FROM ${schema}.cdm_source`,
  )
  return rows[0]?.own === true
}

export function tableDefinition(schema: string, name: TableName): string {
  const columns = columnsOf(name).map(
    ([column, type]) => `${column} ${sqlType(type)}${type.required ? ' NOT NULL' : ''}`,
  )
  const key = `${name}_id`
  const primary = key in cdm54[name] && name !== 'episode_event' ? [`PRIMARY KEY (${key})`] : []
  return `CREATE TABLE ${schema}.${name} (${[...columns, ...primary].join(', ')})`
}

function sqlType({ kind, maxLength }: ColumnType): string {
  return kind === 'text' && maxLength !== null ? `varchar(${maxLength})` : kind
}

/** CONCEPT as the CDM defines it, with these fields alone. */
async function writeFields(
  { client, schema }: OmopConnection,
  fields: NonNullable<WriteOptions['fields']>,
): Promise<void> {
  await client.query(
    `CREATE TABLE ${schema}.concept (concept_id integer NOT NULL PRIMARY KEY, concept_name varchar(255) NOT NULL,
      domain_id varchar(20) NOT NULL, vocabulary_id varchar(20) NOT NULL, concept_class_id varchar(20) NOT NULL,
      standard_concept varchar(1), concept_code varchar(50) NOT NULL, valid_start_date date NOT NULL,
      valid_end_date date NOT NULL, invalid_reason varchar(1))`,
  )
  for (const { id, name } of fields) {
    await client.query(
      `INSERT INTO ${schema}.concept VALUES ($1, $2, 'Metadata', 'CDM', 'Field', 'S', $3, '1970-01-01', '2099-12-31')`,
      [id, name, `own-${id}`],
    )
  }
}

async function copyRows({ client, schema }: OmopConnection, name: TableName, rows: readonly TableRow[]): Promise<void> {
  const columns = columnsOf(name).map(([column]) => column)
  const stream = client.query(copyFrom(`COPY ${schema}.${name} (${columns.join(', ')}) FROM STDIN`))
  stream.end(rows.map(([, row]) => copyLine(columns, row)).join(''))
  await once(stream, 'finish')
}

const SPECIAL = /[\\\t\n\r]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Text format of COPY. */
function copyLine(columns: readonly string[], row: OmopRow<TableName>): string {
  const cells = columns.map(column => {
    const value = (row as Readonly<Record<string, string | number | null>>)[column] ?? null
    return value === null ? '\\N' : String(value).replace(SPECIAL, character => ESCAPED[character] ?? character)
  })
  return `${cells.join('\t')}\n`
}

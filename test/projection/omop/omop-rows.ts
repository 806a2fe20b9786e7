/** Rows of an export, table by table, and what their definition asks of them. */
import { columnsOf, noRows, type OmopRows, type TableName, tableNames } from '../../../src/projection/omop/cdm54.ts'
import type { TableRow } from '../../../src/projection/omop/person-draft.ts'

export function byTable(rows: readonly TableRow[]): OmopRows {
  const tables = noRows()
  for (const [table, row] of rows) (tables[table] as unknown[]).push(row)
  return tables
}

/** Every breach of the definition: a null where none may be, a text too long, a number that is none, a key twice. */
export function breaches(rows: OmopRows): string[] {
  return tableNames.flatMap(table => [...breachesOf(table, rows[table]), ...repeatedKeys(table, rows[table])])
}

function breachesOf(table: TableName, rows: readonly object[]): string[] {
  return rows.flatMap(row =>
    columnsOf(table).flatMap(([column, type]) => {
      const value = (row as Readonly<Record<string, unknown>>)[column]
      if (value === undefined) return [`${table}.${column} is missing`]
      if (value === null) return type.required ? [`${table}.${column} is null`] : []
      if (type.kind === 'integer') return Number.isInteger(value) ? [] : [`${table}.${column} is no integer`]
      if (type.kind === 'numeric') return typeof value === 'number' ? [] : [`${table}.${column} is no number`]
      if (type.kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? [] : [`${table}.${column} is no date`]
      if (typeof value !== 'string') return [`${table}.${column} is no text`]
      return type.maxLength !== null && value.length > type.maxLength ? [`${table}.${column} is too long`] : []
    }),
  )
}

function repeatedKeys(table: TableName, rows: readonly object[]): string[] {
  if (table === 'episode_event' || table === 'cdm_source') return []
  const key = table === 'death' ? 'person_id' : `${table}_id`
  const keys = rows.map(row => (row as Readonly<Record<string, unknown>>)[key])
  return new Set(keys).size === keys.length ? [] : [`${table}.${key} is not unique`]
}

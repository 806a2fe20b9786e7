/**
 * The rows of a CDM person by person: one cursor a table, all in the order of person_id, read forward in step. The
 * server sorts each table once; no index is asked for, and rows of one person alone are in memory beside one fetch a table.
 */
import type { QueryResult } from 'pg'
import { NodeError } from '../model/errors.ts'
import type { TableName } from '../projection/omop/cdm54.ts'
import type { Cdm } from './cdm.ts'
import type { OmopConnection } from './connection.ts'

/** Cells as PostgreSQL writes them. */
export type CdmRow = readonly (string | null)[]

export interface CdmPerson {
  /** By table, in the order of the primary key; null where PERSON has no such person. */
  readonly rows: ReadonlyMap<TableName, readonly CdmRow[]>
}

const FETCHED_TOGETHER = 2000
/** More rows of one person than any trial has: the key of another thing stands in person_id. */
const MOST_ROWS = 200_000

type Columns = ReadonlyMap<TableName, readonly string[]>

/** Every person that any of these tables names, each once; it can be read again within the transaction. */
export async function* readPersons(
  connection: OmopConnection,
  { columns }: Cdm,
  tables: readonly TableName[],
): AsyncGenerator<CdmPerson> {
  const cursors: TableCursor[] = []
  try {
    for (const table of tables) cursors.push(await openCursor(connection, table, columns))
    for (;;) {
      const next = Math.min(...cursors.map(cursor => cursor.person()))
      if (next === NOBODY) return
      const rows = new Map<TableName, readonly CdmRow[]>()
      let count = 0
      for (const cursor of cursors) {
        const found = await cursor.take(next)
        count += found.length
        rows.set(cursor.table, found)
      }
      if (count > MOST_ROWS) throw tooManyRows()
      yield { rows }
    }
  } finally {
    for (const cursor of cursors) await cursor.close()
  }
}

const NOBODY = Number.POSITIVE_INFINITY

interface TableCursor {
  readonly table: TableName
  /** Person of the next row; infinity at the end. */
  person(): number
  take(person: number): Promise<readonly CdmRow[]>
  close(): Promise<void>
}

async function openCursor(connection: OmopConnection, table: TableName, columns: Columns): Promise<TableCursor> {
  const { client } = connection
  const name = `rose_${table}`
  await client.query("SET LOCAL datestyle = 'ISO, YMD'")
  await client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${statementOf(connection, table, columns)}`)
  let held: CdmRow[] = []
  let at = 0
  let isOver = false

  async function fetchMore(): Promise<void> {
    if (isOver) return
    const result: QueryResult<(string | null)[]> = await client.query({
      text: `FETCH FORWARD ${FETCHED_TOGETHER} FROM ${name}`,
      rowMode: 'array',
      types: { getTypeParser: () => (text: string) => text },
    })
    held = result.rows
    at = 0
    isOver = result.rows.length < FETCHED_TOGETHER
  }

  // The first cell of every statement is the person; a row without one stands last and is nobody's.
  const personOf = (row: CdmRow | undefined): number =>
    row === undefined ? NOBODY : row[0] == null ? Number.MAX_SAFE_INTEGER : Number(row[0])
  await fetchMore()
  return {
    table,
    person: () => personOf(held[at]),
    async take(person) {
      const rows: CdmRow[] = []
      while (personOf(held[at]) === person) {
        rows.push((held[at] ?? []).slice(1))
        if (rows.length > MOST_ROWS) throw tooManyRows()
        at += 1
        if (at === held.length) await fetchMore()
      }
      return rows
    },
    close: async () => {
      await client.query(`CLOSE ${name}`).catch(() => {})
    },
  }
}

function statementOf({ schema }: OmopConnection, table: TableName, columns: Columns): string {
  const own = (columns.get(table) ?? []).map(column => `t."${column.replaceAll('"', '""')}"`)
  const key = `${table}_id`
  if (table === 'episode_event') {
    return `SELECT e.person_id, ${own.join(', ')} FROM ${schema}.episode_event t
      JOIN ${schema}.episode e ON e.episode_id = t.episode_id ORDER BY e.person_id, t.episode_id, t.event_id`
  }
  const order = columns.get(table)?.includes(key) ? `t.${key}` : own.join(', ')
  return `SELECT t.person_id, ${own.join(', ')} FROM ${schema}.${table} t ORDER BY t.person_id, ${order}`
}

function tooManyRows(): NodeError {
  return new NodeError('ingest/too-large', 'one person of the OMOP tables has more rows than any patient', {
    hint: 'See that person_id is the key of PERSON in every table.',
  })
}

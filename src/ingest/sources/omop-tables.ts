/**
 * OMOP CDM 5.4 tables of a site as sheets: what a row is, the trial's mapping says by table and source value. Read in one
 * transaction, person by person, twice: once for the columns that hold anything, once for the rows.
 */

import { NodeError } from '../../model/errors.ts'
import type { OmopSource } from '../../model/generated/mapping.ts'
import type { LocalRow, SheetHead } from '../../model/local-export.ts'
import { type Cdm, describeCdm } from '../../omop-database/cdm.ts'
import {
  closeOmopDatabase,
  type OmopConnection,
  type OmopDatabaseSettings,
  openOmopDatabase,
  toNodeError,
} from '../../omop-database/connection.ts'
import { readPersons } from '../../omop-database/read-persons.ts'
import type { RowBatch, RowSource } from '../ports.ts'
import { type FoundRow, personReader } from './omop-person.ts'

export interface OmopSetting {
  readonly database: OmopDatabaseSettings
  readonly vocabularySchema: string | null
  readonly rules: OmopSource
  /** Column of the subject id in every sheet. */
  readonly subjectColumn: string
  /** The sheets that the mapping reads: which columns it knows, in lower case. */
  readonly sheets: ReadonlyMap<string, { readonly knownColumns: ReadonlySet<string> }>
}

/** Rows that go on together. */
const BATCH_ROWS = 2000

/**
 * Refuses what is no CDM 5.4 (`omop/not-a-cdm`), dates that are none (`omop/no-dates`), another trial
 * (`ingest/mixed-trials`), two persons of one source value (`ingest/duplicate-subject`), and whatever the database
 * refuses (`omop/...`); no error holds a value or the URL.
 */
export function openOmopTables(setting: OmopSetting): RowSource {
  return {
    async *read({ first = new Set<string>() } = {}): AsyncGenerator<RowBatch> {
      if (first.size > 0) throw joinsByItself()
      const connection = await openOmopDatabase(setting.database, 'READ ONLY')
      try {
        yield* readAll(connection, setting)
      } catch (error) {
        throw toNodeError(error)
      } finally {
        await closeOmopDatabase(connection)
      }
    },
  }
}

async function* readAll(connection: OmopConnection, setting: OmopSetting): AsyncGenerator<RowBatch> {
  const places = { schemaName: setting.database.schema, vocabularySchema: setting.vocabularySchema }
  const tables = [...new Set(setting.rules.tables.map(({ table }) => table))]
  const cdm = await describeCdm(connection, places, { tables, abbreviations: setting.rules.source })
  const read = [...new Set([...tables, ...LINKED])].filter(table => cdm.columns.has(table))
  const heads = headsOf(cdm, setting)
  const look = personReader(cdm, setting)
  for await (const person of readPersons(connection, cdm, read)) {
    for (const row of look(person)) noteColumns(heads, row)
  }
  const sheets = new Map([...heads].map(([key, columns]) => [key, { key, columns: [...columns.values()] }]))
  for (const sheet of sheets.values()) yield { sheet, rows: [] }
  const waiting = waitingRows(sheets)
  const rowsOf = personReader(cdm, setting)
  for await (const person of readPersons(connection, cdm, read)) {
    for (const row of rowsOf(person)) waiting.add(row)
    if (waiting.count() >= BATCH_ROWS) yield* waiting.take()
  }
  yield* waiting.take()
}

/** Read whatever sheets there are: other rows are tied to them. */
const LINKED = ['person', 'visit_occurrence', 'measurement', 'observation', 'episode', 'episode_event'] as const

/** Columns by their lower-case name, by sheet: the subject's, and those of its table that the mapping knows. */
type Heads = Map<string, Map<string, string>>

function headsOf(cdm: Cdm, { rules, subjectColumn, sheets }: OmopSetting): Heads {
  return new Map(
    rules.tables.map(({ sheet, table }) => {
      const known = sheets.get(sheet)?.knownColumns
      const own = (cdm.columns.get(table) ?? []).filter(column => known?.has(column.toLowerCase()) === true)
      return [sheet, new Map([subjectColumn, ...own].map(column => [column.toLowerCase(), column]))] as const
    }),
  )
}

function noteColumns(heads: Heads, { sheet, cells }: FoundRow): void {
  let columns = heads.get(sheet)
  if (columns === undefined) {
    columns = new Map()
    heads.set(sheet, columns)
  }
  for (const name of cells.keys()) if (!columns.has(name.toLowerCase())) columns.set(name.toLowerCase(), name)
}

function waitingRows(sheets: ReadonlyMap<string, SheetHead>) {
  let waiting = new Map<SheetHead, LocalRow[]>()
  let count = 0
  return {
    count: () => count,
    add({ sheet: key, line, cells }: FoundRow): void {
      const sheet = sheets.get(key)
      if (sheet === undefined) return
      const rows = waiting.get(sheet) ?? []
      waiting.set(sheet, rows)
      rows.push({ line, cells: sheet.columns.map(column => cells.get(column) ?? '') })
      count += 1
    },
    *take(): Generator<RowBatch> {
      for (const [sheet, rows] of waiting) yield { sheet, rows }
      waiting = new Map()
      count = 0
    },
  }
}

function joinsByItself(): NodeError {
  return new NodeError(
    'mapping/bad-mapping',
    'rows of OMOP tables find their subject through PERSON, not through a sheet',
    {
      hint: 'Take subject.through out of the sheets of the mapping.',
    },
  )
}

/** One row of a CDM table with its place, its keys, and the cells that are no keys. */
import type { Cdm } from '../../omop-database/cdm.ts'
import type { CdmRow } from '../../omop-database/read-persons.ts'

type TableName = Parameters<Cdm['columns']['get']>[0]

export interface PlacedRow {
  readonly table: TableName
  /** Number of the row in its table. */
  readonly line: number
  /** `table id`; null where the table has no key. */
  readonly key: string | null
  /** Key of the row that it points to by an event id. */
  readonly pointsTo: string | null
  readonly visit: string | null
  /** Of an episode event: key of the episode. */
  readonly episode: string | null
  /** Columns that are no keys, as the database spells them. */
  readonly columns: readonly string[]
  /** Empty where the cell is null, the column is not there, or the concept is 0. */
  cell(column: string): string
}

/** It counts the rows of each table. */
export function rowPlacer(cdm: Cdm): (table: TableName, row: CdmRow) => PlacedRow {
  const lines = new Map<TableName, number>()
  const tables = new Map([...cdm.columns].map(([table, columns]) => [table, tableOf(columns)]))
  return (table, row) => {
    const line = (lines.get(table) ?? 0) + 1
    lines.set(table, line)
    const { position, columns, concepts } = tables.get(table) ?? tableOf([])
    const raw = (column: string): string | null => row[position.get(column) ?? -1] ?? null
    const keyed = (name: string, column: string): string | null => {
      const id = raw(column)
      return id === null ? null : `${name} ${id}`
    }
    const pointer = POINTERS[table]
    const field = pointer === undefined ? undefined : cdm.tableOfField.get(Number(raw(pointer.field) ?? 0))
    return {
      table,
      line,
      key: keyed(table, `${table}_id`),
      pointsTo: pointer === undefined || field === undefined ? null : keyed(field, pointer.event),
      visit: keyed('visit_occurrence', 'visit_occurrence_id'),
      episode: table === 'episode_event' ? keyed('episode', 'episode_id') : null,
      columns,
      cell(column) {
        const text = raw(column) ?? ''
        return text === '0' && concepts.has(column) ? '' : text
      },
    }
  }
}

const POINTERS: Readonly<Partial<Record<TableName, { readonly event: string; readonly field: string }>>> = {
  measurement: { event: 'measurement_event_id', field: 'meas_event_field_concept_id' },
  observation: { event: 'observation_event_id', field: 'obs_event_field_concept_id' },
  episode_event: { event: 'event_id', field: 'episode_event_field_concept_id' },
}

/** Concepts of the links themselves say nothing beside them. */
const FIELDS: ReadonlySet<string> = new Set(Object.values(POINTERS).map(({ field }) => field))

function tableOf(all: readonly string[]) {
  const isConcept = (column: string): boolean => column.endsWith('_concept_id')
  return {
    position: new Map(all.map((column, at) => [column, at])),
    columns: all.filter(column => (isConcept(column) || !column.endsWith('_id')) && !FIELDS.has(column)),
    concepts: new Set(all.filter(isConcept)),
  }
}

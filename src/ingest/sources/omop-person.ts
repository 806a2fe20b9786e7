/**
 * The rows of one person of a CDM as rows of sheets: each with the columns of its table, of its visit, its episode and the
 * row that it points to, and of the facts that point to it.
 */
import type { OmopSource, OmopTable, OmopTableName } from '../../model/generated/mapping.ts'
import type { Cdm } from '../../omop-database/cdm.ts'
import type { CdmPerson } from '../../omop-database/read-persons.ts'
import { type PlacedRow, rowPlacer } from './omop-row.ts'

/** One row of a sheet: filled cells by column. */
export interface FoundRow {
  readonly sheet: string
  /** Number of the row in its table, in the order of persons. */
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}

export interface PersonSetting {
  readonly rules: OmopSource
  readonly subjectColumn: string
  readonly sheets: ReadonlyMap<string, { readonly knownColumns: ReadonlySet<string> }>
}

/** Where rows and facts are told that the mapping does not name: their own names may be anything, and are not told. */
const OTHER_ROWS = '(rows that no sheet takes)'
const OTHER_FACTS = 'fact/(others)'

/** It counts the rows of each table: one reader for one reading of all persons. */
export function personReader(cdm: Cdm, setting: PersonSetting): (person: CdmPerson) => FoundRow[] {
  const tables = Map.groupBy(setting.rules.tables, ({ table }) => table)
  const place = rowPlacer(cdm)
  return person => {
    const rows = [...person.rows].flatMap(([table, found]) => found.map(row => place(table, row)))
    const subject =
      rows
        .find(row => row.table === 'person')
        ?.cell('person_source_value')
        .trim() ?? ''
    const links = linksOf(rows, tables)
    return rows.flatMap(row => {
      const sheets = tables.get(row.table as OmopTableName)
      if (sheets === undefined) return []
      const sheet = sheetOf(row, sheets)
      // A fact is told with the row that it points to.
      if (sheet === null && links.isFact(row)) return []
      const cells =
        sheet === null ? new Map([[OTHER_ROWS, row.cell('value_as_string')]]) : cellsOf(row, sheet, { links, setting })
      cells.set(setting.subjectColumn, subject)
      return [{ sheet: sheet ?? `other-${row.table.replaceAll('_', '-')}`, line: row.line, cells }]
    })
  }
}

/** The sheet whose rows hold it, else the sheet that takes what is left; null where there is none. */
function sheetOf(row: PlacedRow, sheets: readonly OmopTable[]): string | null {
  const named = sheets.find(({ rows }) => rows !== undefined && isOneOf(row.cell(rows.column), rows.is))
  return (named ?? (row.pointsTo === null ? sheets.find(({ rows }) => rows === undefined) : undefined))?.sheet ?? null
}

function isOneOf(cell: string, words: readonly string[]): boolean {
  const folded = cell.trim().toLowerCase()
  return words.some(word => word.toLowerCase() === folded)
}

interface Links {
  /** By table and primary key. */
  find(key: string | null): PlacedRow | null
  /** Whether the row points to another that is there, and stands in no sheet by itself. */
  isFact(row: PlacedRow): boolean
  factsOf(row: PlacedRow): readonly PlacedRow[]
  episodeOf(row: PlacedRow): PlacedRow | null
}

function linksOf(rows: readonly PlacedRow[], tables: ReadonlyMap<OmopTableName, readonly OmopTable[]>): Links {
  const byKey = new Map(rows.flatMap(row => (row.key === null ? [] : [[row.key, row] as const])))
  const isFact = (row: PlacedRow): boolean =>
    row.pointsTo !== null &&
    byKey.has(row.pointsTo) &&
    sheetOf(row, tables.get(row.table as OmopTableName) ?? []) === null
  const facts = Map.groupBy(
    rows.filter(row => row.table !== 'episode_event' && isFact(row)),
    row => row.pointsTo,
  )
  const episodes = new Map(
    rows.flatMap(row => (row.table === 'episode_event' ? [[row.pointsTo, row.episode] as const] : [])),
  )
  return {
    find: key => (key === null ? null : (byKey.get(key) ?? null)),
    isFact: row => isFact(row),
    factsOf: row => (row.key === null ? [] : (facts.get(row.key) ?? [])),
    episodeOf: row => byKey.get(episodes.get(row.key) ?? '') ?? null,
  }
}

function cellsOf(
  row: PlacedRow,
  sheet: string,
  { links, setting }: { readonly links: Links; readonly setting: PersonSetting },
): Map<string, string> {
  const cells = new Map<string, string>()
  const known = setting.sheets.get(sheet)?.knownColumns ?? new Set()
  const isKnown = (name: string): boolean => known.has(name.toLowerCase())
  addColumns(cells, row, name => name)
  // Of rows that stand beside it, what the mapping asks for; they are told in sheets of their own.
  const beside = [
    ['visit', links.find(row.visit)],
    ['episode', links.episodeOf(row)],
    [row.pointsTo?.split(' ')[0] ?? '', links.find(row.pointsTo)],
  ] as const
  for (const [prefix, other] of beside) {
    if (other !== null) addColumns(cells, other, name => (isKnown(`${prefix}/${name}`) ? `${prefix}/${name}` : null))
  }
  for (const fact of links.factsOf(row)) addFact(cells, fact, isKnown)
  return cells
}

function addColumns(cells: Map<string, string>, row: PlacedRow, nameOf: (column: string) => string | null): void {
  for (const column of row.columns) {
    const cell = row.cell(column)
    const name = cell === '' ? null : nameOf(column)
    if (name !== null) cells.set(name, cell)
  }
}

/** What a fact says; columns of its table that say the same of every fact are not asked for. */
const FACT_VALUES = [
  ['number', ['value_as_number']],
  ['text', ['value_as_string']],
  ['concept', ['value_as_concept_id']],
  ['source', ['value_source_value']],
  ['date', ['observation_date', 'measurement_date']],
] as const

function addFact(cells: Map<string, string>, fact: PlacedRow, isKnown: (name: string) => boolean): void {
  const source = fact.cell(`${fact.table}_source_value`).trim()
  const name = source === '' ? fact.cell(`${fact.table}_concept_id`) : source
  const values = FACT_VALUES.flatMap(([kind, columns]) => {
    const cell = columns.map(column => fact.cell(column)).find(text => text !== '')
    return cell === undefined ? [] : [[`fact/${name}/${kind}`, cell] as const]
  })
  const known = values.filter(([column]) => isKnown(column))
  for (const [column, cell] of known) put(cells, column, cell)
  if (known.length === 0) put(cells, OTHER_FACTS, fact.cell('value_as_string') || '-')
}

/** Two facts of one name that say two things: both stand there, and no code list or number reads that as one of them. */
function put(cells: Map<string, string>, column: string, cell: string): void {
  const held = cells.get(column)
  if (held === undefined) cells.set(column, cell)
  else if (!held.split(' | ').includes(cell)) cells.set(column, `${held} | ${cell}`)
}

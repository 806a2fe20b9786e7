/** Reader of the curated tables: CSV with `# key: value` lines in front (table, source, version, date, licence). */
import { parse } from 'csv-parse/sync'
import { NodeError } from '../model/errors.ts'

export const terminologyTables = [
  'alteration-words',
  'drug-names',
  'drug-words',
  'drugs',
  'exons',
  'gene-families',
  'genes',
  'histologies',
  'histology-nodes',
  'panel-genes',
  'profile-words',
  'protein-synonyms',
  'tumour-history',
  'tumour-icd10',
  'tumour-sites',
  'tumour-words',
  'tumours',
] as const

export type TableName = (typeof terminologyTables)[number]

export interface Table {
  readonly name: TableName
  readonly version: string
  readonly rows: readonly TableRow[]
}

export type TableRow = ReadonlyMap<string, string>

const HEADER_KEYS = ['source', 'version', 'date', 'licence']

export function badTable(name: TableName, problem: string): NodeError {
  return new NodeError('terminology/bad-table', `terminology table ${name}: ${problem}`, {
    hint: `Correct mappings/terminology/${name}.csv.`,
    detail: { table: name },
  })
}

/** Refuses a table of another name, without source, version, date and licence, or without one of the columns. */
export function parseTable(name: TableName, text: string, columns: readonly string[]): Table {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const header = new Map(lines.filter(line => line.startsWith('#')).flatMap(headerEntry))
  if (header.get('table') !== name) throw badTable(name, 'its header names another table')
  for (const key of HEADER_KEYS) if (!header.get(key)) throw badTable(name, `its header has no ${key}`)
  const body = lines.filter(line => !line.startsWith('#')).join('\n')
  const [names = [], ...records] = readCsv(name, body)
  if (names.join(',') !== columns.join(',')) throw badTable(name, `its columns are not ${columns.join(', ')}`)
  if (records.length === 0) throw badTable(name, 'it has no rows')
  return { name, version: header.get('version') ?? '', rows: records.map(record => rowOf(name, columns, record)) }
}

export interface TableHeader {
  readonly name: string
  readonly source: string
  readonly version: string
  readonly date: string
  readonly licence: string
}

/** Where a table comes from, as its comment header says. */
export function headerOf(name: string, text: string): TableHeader {
  const header = new Map(text.split(/\r?\n/).flatMap(headerEntry))
  const [source = '', version = '', date = '', licence = ''] = HEADER_KEYS.map(key => header.get(key) ?? '')
  return { name, source, version, date, licence }
}

function readCsv(name: TableName, text: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true, relax_column_count: true })
  } catch {
    throw badTable(name, 'it is not CSV')
  }
}

function headerEntry(line: string): [string, string][] {
  const found = /^#\s*([a-z]+):\s*(.+)$/.exec(line)
  return found?.[1] === undefined || found[2] === undefined ? [] : [[found[1], found[2].trim()]]
}

function rowOf(name: TableName, columns: readonly string[], record: readonly string[]): TableRow {
  if (record.length !== columns.length) throw badTable(name, `a row has not ${columns.length} cells`)
  return new Map(columns.map((column, at) => [column, (record[at] ?? '').trim()]))
}

export function cell(row: TableRow, column: string): string {
  return row.get(column) ?? ''
}

/** A cell that holds several words. */
export function words(row: TableRow, column: string, separator = ' '): string[] {
  return cell(row, column)
    .split(separator)
    .map(word => word.trim())
    .filter(word => word !== '')
}

/** One entry a key: a second one is a mistake of the table. */
export function setOnce<T>(map: Map<string, T>, key: string, value: T, name: TableName): void {
  if (key === '' || map.has(key)) throw badTable(name, `${key === '' ? 'an empty key' : `${key} stands twice`}`)
  map.set(key, value)
}

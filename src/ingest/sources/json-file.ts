import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { JsonSource } from '../../model/generated/mapping.ts'
import type { LocalRow, SheetHead } from '../../model/local-export.ts'
import type { RowBatch } from '../ports.ts'
import { BrokenJson, type ElementHandler, jsonElements } from './json-elements.ts'
import { compileTable, type TableReader } from './json-table.ts'
import { decodePieces, detectEncoding, type TextEncodingName } from './text-encoding.ts'

const MOST_COLUMNS = 5_000
/** Members of the file beside its lists are columns of this sheet, so that what nothing reads is told. */
const FILE_SHEET = 'file'

/**
 * Reads the lists of a JSON file as sheets: a row an element, a column a member (`tumour/code`). The file is read twice,
 * once for the columns and for members above the lists, once for the rows; one element of the outermost list is in
 * memory at a time. The line of a row is its number in its sheet. Refuses `ingest/bad-json`: no JSON, cut off, an element
 * that is too large, a list that is not there.
 */
export async function* readJsonFile(
  file: FileHandle,
  { tables }: JsonSource,
  first: ReadonlySet<string>,
): AsyncGenerator<RowBatch> {
  const encoding = await detectEncoding(file)
  if (encoding === null) throw badJson('begins as UTF-8 but is not')
  const readers = tables.map(table => compileTable(table, tables))
  const { heads, above, unread } = await look(file, encoding, readers)
  for (const sheet of heads.values()) yield { sheet, rows: [] }
  if (unread.length > 0) yield { sheet: { key: FILE_SHEET, columns: unread }, rows: [] }
  const early = readers.filter(reader => first.has(reader.sheet))
  const others = readers.filter(reader => !first.has(reader.sheet))
  for (const group of [early, others]) if (group.length > 0) yield* rowsOf(file, encoding, group, { heads, above })
}

interface Looked {
  /** Of the tables whose outermost list the file has. */
  readonly heads: ReadonlyMap<TableReader, SheetHead>
  /** Values of members above the first lists, by their path. */
  readonly above: ReadonlyMap<string, string>
  /** Paths of members that nothing reads. */
  readonly unread: readonly string[]
}

async function look(file: FileHandle, encoding: TextEncodingName, readers: readonly TableReader[]): Promise<Looked> {
  const columns = new Map(readers.map(reader => [reader, new Map<string, string>()]))
  const above = new Map<string, string>()
  const unread = new Set<string>()
  const lists = new Set<string>()
  const wanted = new Set(readers.flatMap(reader => [...reader.fileColumns.values()]))
  await walk(file, encoding, readers, {
    list: path => lists.add(path),
    element(list, value) {
      for (const reader of readers) if (reader.list === list) noteColumns(reader, value, columns.get(reader))
    },
    other(path, value) {
      if (wanted.has(path) && (typeof value !== 'object' || value === null)) above.set(path, scalarText(value))
      else if (unread.size < MOST_COLUMNS) unread.add(path)
    },
  })
  const heads = [...columns]
    .filter(([reader]) => lists.has(reader.list))
    .map(([reader, names]) => {
      return [reader, { key: reader.sheet, columns: [...reader.aboveColumns, ...names.values()] }] as const
    })
  return {
    heads: new Map(heads),
    above,
    unread: [...unread],
  }
}

/** The first spelling of a column counts: names compare without case. */
function noteColumns(reader: TableReader, value: unknown, names: Map<string, string> | undefined): void {
  for (const { cells } of reader.rows(value)) {
    for (const name of cells.keys()) {
      const folded = name.toLowerCase()
      if (reader.aboveColumns.some(column => column.toLowerCase() === folded)) continue
      if (names !== undefined && !names.has(folded)) names.set(folded, name)
    }
  }
  if ((names?.size ?? 0) > MOST_COLUMNS) throw badJson('has more different members than any sheet has columns')
}

async function* rowsOf(
  file: FileHandle,
  encoding: TextEncodingName,
  readers: readonly TableReader[],
  { heads, above }: Pick<Looked, 'heads' | 'above'>,
): AsyncGenerator<RowBatch> {
  const waiting = new Map<TableReader, LocalRow[]>(readers.map(reader => [reader, []]))
  const lines = new Map<TableReader, number>()
  const handler: ValueHandler = {
    list() {},
    element(list, value) {
      for (const reader of readers) {
        if (reader.list !== list) continue
        for (const { cells } of reader.rows(value)) {
          const line = (lines.get(reader) ?? 0) + 1
          lines.set(reader, line)
          const ofFile = [...reader.fileColumns].map(([name, path]) => [name, above.get(path) ?? ''] as const)
          waiting.get(reader)?.push({ line, cells: aligned(heads.get(reader), new Map([...ofFile, ...cells])) })
        }
      }
    },
    other() {},
  }
  for await (const _ of walking(file, encoding, readers, handler)) {
    for (const [reader, rows] of waiting) {
      const sheet = heads.get(reader)
      if (rows.length === 0 || sheet === undefined) continue
      waiting.set(reader, [])
      yield { sheet, rows }
    }
  }
}

function aligned(head: SheetHead | undefined, cells: ReadonlyMap<string, string>): string[] {
  const byName = new Map([...cells].map(([name, cell]) => [name.toLowerCase(), cell]))
  return (head?.columns ?? []).map(column => byName.get(column.toLowerCase()) ?? '')
}

interface ValueHandler {
  list(path: string): void
  element(list: string, value: unknown): void
  other(path: string, value: unknown): void
}

async function walk(...parts: Parameters<typeof walking>): Promise<void> {
  for await (const _ of walking(...parts)) {
    // Everything happens in the handler.
  }
}

async function* walking(
  file: FileHandle,
  encoding: TextEncodingName,
  readers: readonly TableReader[],
  handler: ValueHandler,
): AsyncGenerator<void> {
  const texts: ElementHandler = {
    list: handler.list,
    element: (list, text) => handler.element(list, parse(text)),
    other: (path, text) => handler.other(path, parse(text)),
  }
  const pieces = jsonElements(new Set(readers.map(reader => reader.list)), texts)
  try {
    for await (const piece of decodePieces(file, encoding)) {
      pieces.push(piece)
      yield
    }
    pieces.end()
    yield
  } catch (error) {
    throw error instanceof BrokenJson ? badJson('is no JSON, is cut off, or holds an element that is too large') : error
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BrokenJson()
  }
}

function scalarText(value: unknown): string {
  return value === null ? '' : String(value)
}

export function badJson(what: string): NodeError {
  return new NodeError('ingest/bad-json', `the file ${what}`, {
    hint: 'Export it again; the mapping names the lists that it reads.',
  })
}

/** One table of a JSON source: rows out of an element of its outermost list. */
import type { JsonTable } from '../../model/generated/mapping.ts'
import { BrokenJson } from './json-elements.ts'

export interface TableRow {
  /** Text of each scalar member by its path below the row, and of the columns from above. */
  readonly cells: ReadonlyMap<string, string>
}

export interface TableReader {
  readonly sheet: string
  /** Path of the outermost list. */
  readonly list: string
  /** Columns that come from what the row stands in, those of the file included. */
  readonly aboveColumns: readonly string[]
  /** Columns that come from members above the outermost list, with their path. */
  readonly fileColumns: ReadonlyMap<string, string>
  /** Rows of one element of the outermost list. */
  rows(element: unknown): TableRow[]
}

const DEEPEST = 20
const MOST_CELLS = 20_000

/** Lists in a row that another of the `tables` reads are no columns of it. */
export function compileTable({ sheet, rows, above = {} }: JsonTable, tables: readonly JsonTable[]): TableReader {
  const elsewhere = new Set(
    tables
      .map(table => table.rows)
      .filter(path => path.startsWith(`${rows}/`))
      .map(path => path.slice(rows.length + 1)),
  )
  const steps = stepsOf(rows)
  const firstList = steps.indexOf('*')
  // The schema asks for a path of members and lists; without a list there would be one row at most.
  const list = firstList < 0 ? rows : pathOf(steps.slice(0, firstList))
  const inner = firstList < 0 ? [] : steps.slice(firstList + 1)
  const entries = Object.entries(above)
  const fileColumns = new Map(entries.filter(([, path]) => !stepsOf(path).includes('*')))
  const outer = entries
    .filter(([name]) => !fileColumns.has(name))
    .map(([name, path]) => ({ name, steps: stepsOf(path) }))
  return {
    sheet,
    list,
    aboveColumns: entries.map(([name]) => name),
    fileColumns,
    rows: element =>
      innerRows(element, inner).map(({ value, way }) => {
        const cells = new Map<string, string>()
        flatten(value, { path: '', way: '', depth: 0 }, { cells, elsewhere })
        for (const { name, steps: path } of outer) cells.set(name, textAt([element, ...way], path, steps))
        return { cells }
      }),
  }
}

interface Found {
  readonly value: unknown
  /** Elements of the inner lists that lead to it, outermost first. */
  readonly way: readonly unknown[]
}

function innerRows(element: unknown, steps: readonly string[]): Found[] {
  let found: Found[] = [{ value: element, way: [] }]
  for (const step of steps) {
    found = found.flatMap(({ value, way }): Found[] => {
      if (step !== '*') return [{ value: memberOf(value, step), way }]
      return Array.isArray(value) ? value.map(one => ({ value: one, way: [...way, one] })) : []
    })
  }
  return found.filter(({ value }) => value !== undefined)
}

/**
 * Text of a member of one of the elements that lead to a row: each list of its path is the one of the rows' path at the
 * same place.
 */
function textAt(elements: readonly unknown[], path: readonly string[], rows: readonly string[]): string {
  const lastList = path.lastIndexOf('*')
  const depth = path.slice(0, lastList + 1).filter(step => step === '*').length
  const isSameWay = path.slice(0, lastList + 1).every((step, at) => step === rows[at])
  if (!isSameWay) return ''
  let value: unknown = elements[depth - 1]
  for (const step of path.slice(lastList + 1)) value = memberOf(value, step)
  return scalar(value) ?? ''
}

/** Members of objects, and of objects in them; a list of single values by their places. */
function flatten(value: unknown, { path, way, depth }: Place, into: Flat): void {
  const text = scalar(value)
  if (text !== null) {
    into.cells.set(path === '' ? 'value' : path, text)
    if (into.cells.size > MOST_CELLS) throw new BrokenJson()
    return
  }
  if (depth > DEEPEST) throw new BrokenJson()
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && into.elsewhere.has(below(way, '*'))))
    return
  for (const [name, member] of Object.entries(value)) {
    const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1')
    const next = { path: below(path, escaped), way: below(way, Array.isArray(value) ? '*' : escaped), depth: depth + 1 }
    flatten(member, next, into)
  }
}

interface Place {
  readonly path: string
  /** The path with an asterisk for each place in a list. */
  readonly way: string
  readonly depth: number
}

interface Flat {
  readonly cells: Map<string, string>
  readonly elsewhere: ReadonlySet<string>
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`
}

/** Null where it is no single value. */
function scalar(value: unknown): string | null {
  if (value === null) return ''
  if (typeof value === 'string') {
    // What stands between cells on their way must not stand in one.
    if (value.includes('\u0000')) throw new BrokenJson()
    return value
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

function stepsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function pathOf(steps: readonly string[]): string {
  return steps.map(step => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

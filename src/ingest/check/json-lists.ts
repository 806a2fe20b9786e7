/** The lists of a JSON file that could be sheets, and where the subject's column stands above them. */
import type { JsonTable } from '../../model/generated/mapping.ts'

const DEEPEST = 8
const MOST_TABLES = 64

/** A table for each list of objects, outermost first; `subjectColumn` is carried down from the outermost list. */
export function jsonTables(json: unknown, subjectColumn: string | null): readonly JsonTable[] {
  const paths = new Map<string, string>()
  walk(json, '', '', 0, paths)
  const outermost = [...paths.keys()][0]
  const names = new Set<string>()
  return [...paths].slice(0, MOST_TABLES).map(([rows, name]) => {
    const sheet = uniqueKey(name, names)
    const isInner = outermost !== undefined && rows !== outermost && rows.startsWith(`${outermost}/`)
    return isInner && subjectColumn !== null
      ? { sheet, rows, above: { [subjectColumn]: `${outermost}/${escaped(subjectColumn)}` } }
      : { sheet, rows }
  })
}

/** Members of the rows of the outermost list: one of them names the subject. */
export function outermostMembers(json: unknown): readonly string[] {
  const list = Array.isArray(json) ? json : Object.values(json ?? {}).find(Array.isArray)
  const row: unknown = list?.[0]
  if (typeof row !== 'object' || row === null) return []
  return Object.entries(row).flatMap(([name, value]) => (typeof value === 'object' ? [] : [name]))
}

function walk(value: unknown, path: string, name: string, depth: number, found: Map<string, string>): void {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    const rows = value.filter(one => typeof one === 'object' && one !== null && !Array.isArray(one))
    if (rows.length === 0) return
    found.set(`${path}/*`, name)
    for (const row of rows.slice(0, 200)) walk(row, `${path}/*`, name, depth + 1, found)
    return
  }
  for (const [member, inner] of Object.entries(value))
    walk(inner, `${path}/${escaped(member)}`, member, depth + 1, found)
}

const escaped = (member: string): string => member.replaceAll('~', '~0').replaceAll('/', '~1')

/** As sheets are named; a second one of that name gets a number. */
export function uniqueKey(name: string, names: Set<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 28)
  const base = plain === '' ? 'rows' : plain
  let key = base
  for (let number = 2; names.has(key); number++) key = `${base}-${number}`
  names.add(key)
  return key
}

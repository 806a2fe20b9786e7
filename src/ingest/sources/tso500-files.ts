/**
 * The CombinedVariantOutput files of an export as sheets, a section a sheet. Read twice, one file in memory at a time:
 * versions name columns differently, and all columns must be known before the first row.
 */
import type { Tso500Section, Tso500Source } from '../../model/generated/mapping.ts'
import type { LocalRow, SheetHead } from '../../model/local-export.ts'
import type { RowBatch } from '../ports.ts'
import { openPlainFile } from './plain-file.ts'
import { badFile, readTso500File, type Tso500File } from './tso500-file.ts'

/** Where sections are told that the mapping does not name. */
const OTHER_SECTIONS = 'tso500-sections'

/** `paths` in the order of their names. The line of a row is its number in its sheet, over all files. */
export async function* readTso500Files(paths: readonly string[], rules: Tso500Source): AsyncGenerator<RowBatch> {
  const { heads, others } = await look(paths, rules)
  for (const sheet of heads.values()) yield { sheet, rows: [] }
  if (others.size > 0) yield { sheet: { key: OTHER_SECTIONS, columns: [...rules.sample, ...others] }, rows: [] }
  const lines = new Map<SheetHead, number>()
  for (const [at, path] of paths.entries()) {
    const file = await readOne(path, rules, at)
    for (const [section, sheet] of heads) {
      const rows = rowsOf(file, section, sheet, lines.get(sheet) ?? 0)
      lines.set(sheet, (lines.get(sheet) ?? 0) + rows.length)
      if (rows.length > 0) yield { sheet, rows }
    }
  }
}

async function readOne(path: string, rules: Tso500Source, at: number): Promise<Tso500File> {
  const place = placeOf(at)
  const handle = await openPlainFile(path, place)
  try {
    return await readTso500File(handle, rules, place)
  } finally {
    await handle.close()
  }
}

function placeOf(at: number): string {
  return `file ${at + 1}`
}

async function look(paths: readonly string[], rules: Tso500Source) {
  const columns = new Map(rules.sections.map(section => [section, new Map<string, string>()]))
  const others = new Set<string>()
  const samples = new Set<string>()
  for (const [at, path] of paths.entries()) {
    const file = await readOne(path, rules, at)
    const [id = ''] = file.sample.values()
    if (samples.has(id)) throw badFile(placeOf(at), 'is of a sample that an earlier file is of')
    samples.add(id)
    for (const [section, names] of columns) {
      for (const name of file.columns.get(section.name.toLowerCase()) ?? []) names.set(name.toLowerCase(), name)
    }
    for (const other of file.others) others.add(`[${other}]`)
  }
  return { heads: new Map([...columns].map(([section, names]) => [section, headOf(section, names, rules)])), others }
}

function headOf({ sheet }: Tso500Section, names: ReadonlyMap<string, string>, { sample }: Tso500Source): SheetHead {
  const own = [...names].filter(([folded]) => !sample.some(name => name.toLowerCase() === folded))
  return { key: sheet, columns: [...sample, ...own.map(([, name]) => name)] }
}

function rowsOf(file: Tso500File, { name }: Tso500Section, { columns }: SheetHead, before: number): LocalRow[] {
  return (file.sections.get(name.toLowerCase()) ?? []).map((cells, at) => {
    const folded = new Map([...cells, ...file.sample].map(([column, cell]) => [column.toLowerCase(), cell]))
    return { line: before + at + 1, cells: columns.map(column => folded.get(column.toLowerCase()) ?? '') }
  })
}

/** OMOP tables as a folder of CSV files, one a table; a reader sees all of them or none. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { columnsOf, type TableName, tableNames } from '../projection/omop/cdm54.ts'
import type { TableRow } from '../projection/omop/person-draft.ts'

/** The folder is new or empty; it appears when every file is whole. Returns how many rows each table got. */
export async function writeCsvFolder(
  folder: string,
  chunks: AsyncIterable<readonly TableRow[]> | Iterable<readonly TableRow[]>,
): Promise<Readonly<Record<TableName, number>>> {
  const target = resolve(folder)
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new NodeError('usage/bad-argument', 'the folder of --out holds other files', {
      hint: 'Give a new or empty folder.',
    })
  }
  const parent = dirname(target)
  mkdirSync(parent, { recursive: true })
  const unfinished = join(parent, `.${basename(target)}.${randomBytes(6).toString('hex')}.unfinished`)
  mkdirSync(unfinished, { mode: 0o700 })
  try {
    const counts = await writeFiles(unfinished, chunks)
    rmSync(target, { recursive: true, force: true })
    renameSync(unfinished, target)
    return counts
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

async function writeFiles(
  folder: string,
  chunks: AsyncIterable<readonly TableRow[]> | Iterable<readonly TableRow[]>,
): Promise<Record<TableName, number>> {
  const counts = Object.fromEntries(tableNames.map(name => [name, 0])) as Record<TableName, number>
  const files = new Map<TableName, FileHandle>()
  try {
    for (const name of tableNames) {
      const file = await open(join(folder, `${name}.csv`), 'wx', 0o600)
      files.set(name, file)
      await file.write(
        `${columnsOf(name)
          .map(([column]) => column)
          .join(',')}\n`,
      )
    }
    for await (const chunk of chunks) {
      for (const [name, rows] of Map.groupBy(chunk, ([table]) => table)) {
        await files.get(name)?.write(rows.map(([, row]) => csvLine(Object.values(row))).join(''))
        counts[name] += rows.length
      }
    }
    for (const file of files.values()) await file.sync()
    return counts
  } finally {
    for (const file of files.values()) await file.close()
  }
}

/** RFC 4180; null is the empty cell. */
function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell => csvCell(cell === null ? '' : String(cell))).join(',')}\n`
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

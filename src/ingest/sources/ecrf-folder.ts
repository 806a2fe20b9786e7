import { constants } from 'node:fs'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeError } from '../../model/errors.ts'
import type { RowBatch, RowSource } from '../ports.ts'
import { readSheet } from './read-sheet.ts'

/** An eCRF export: a folder with one CSV file a sheet (trial-data 2.1). */
export interface EcrfFolder extends RowSource {
  /** Names of entries that are no CSV file and were left alone; complete once `read` has begun. */
  readonly ignoredFiles: readonly string[]
}

interface SheetFile {
  readonly key: string
  readonly path: string
}

/**
 * Opens a folder of `*.csv` files. The key of a sheet is what follows the last underscore of its file's name, or the
 * whole name, in lower case. Nothing is read before `read`, which refuses a path that is no folder or has no CSV file
 * (`ingest/not-an-export`), two files of one key (`ingest/duplicate-sheet`), links and what cannot be opened
 * (`ingest/file-unreadable`), and what `readSheet` refuses.
 */
export function openEcrfFolder(folder: string): EcrfFolder {
  const ignoredFiles: string[] = []
  return {
    ignoredFiles,
    async *read({ first = new Set<string>() } = {}): AsyncGenerator<RowBatch> {
      const { sheetFiles, ignored } = await listFiles(folder)
      ignoredFiles.splice(0, ignoredFiles.length, ...ignored)
      const isFirst = ({ key }: SheetFile): number => (first.has(key) ? 0 : 1)
      for (const file of sheetFiles.toSorted((a, b) => isFirst(a) - isFirst(b))) yield* readSheetFile(file)
    },
  }
}

async function listFiles(folder: string): Promise<{ sheetFiles: SheetFile[]; ignored: string[] }> {
  await checkIsFolder(folder)
  const names = (await readdir(folder).catch(cause => Promise.reject(unreadable('the export folder', cause)))).sort()
  const csvNames = names.filter(isCsvName)
  if (csvNames.length === 0) {
    throw notAnExport(
      'the folder holds no CSV file',
      'An export is a folder with one file a sheet, e.g. TRIAL_coh.csv.',
    )
  }
  const sheetFiles = csvNames.map(name => ({ key: sheetKey(name), path: join(folder, name) }))
  checkKeys(sheetFiles)
  return { sheetFiles, ignored: names.filter(name => !isCsvName(name)) }
}

async function checkIsFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (found === null) throw notAnExport('there is no such folder', 'Give the folder that holds the CSV files.')
  if (!found.isDirectory()) {
    throw notAnExport('an export is a folder, not a file', 'Give the folder that holds the CSV files, one a sheet.')
  }
}

/** Names that begin with a dot are an editor's or a file system's own. */
function isCsvName(name: string): boolean {
  return !name.startsWith('.') && name.toLowerCase().endsWith('.csv')
}

function sheetKey(name: string): string {
  const stem = name.slice(0, -'.csv'.length)
  return stem
    .slice(stem.lastIndexOf('_') + 1)
    .trim()
    .toLowerCase()
}

function checkKeys(files: readonly SheetFile[]): void {
  const seen = new Set<string>()
  for (const { key } of files) {
    if (key === '') throw notAnExport('a CSV file has no sheet name', 'A file is named <anything>_<sheet>.csv.')
    if (seen.has(key)) {
      throw new NodeError('ingest/duplicate-sheet', `two files hold the sheet ${key}`, {
        hint: 'Keep the files of one export in a folder of their own.',
        detail: { sheet: key },
      })
    }
    seen.add(key)
  }
}

async function* readSheetFile({ key, path }: SheetFile): AsyncGenerator<RowBatch> {
  const file = await openRegularFile(key, path)
  try {
    yield* readSheet(file, key)
  } catch (error) {
    throw error instanceof NodeError ? error : unreadable(`sheet ${key}`, error)
  } finally {
    await file.close()
  }
}

/** A link could lead out of the export; a pipe would wait for ever. Neither is followed, also where it appears late. */
async function openRegularFile(key: string, path: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(path, flags).catch(cause => Promise.reject(unreadable(`sheet ${key}`, cause)))
  const isFile = await file.stat().then(
    found => found.isFile(),
    () => false,
  )
  if (isFile) return file
  await file.close()
  throw unreadable(`sheet ${key}`, null)
}

function unreadable(what: string, cause: unknown): NodeError {
  return new NodeError('ingest/file-unreadable', `${what} cannot be read`, {
    hint: 'It must be an ordinary file, not a link, that this user may read.',
    cause,
  })
}

function notAnExport(message: string, hint: string): NodeError {
  return new NodeError('ingest/not-an-export', message, { hint })
}

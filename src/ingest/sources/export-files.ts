import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { NodeError } from '../../model/errors.ts'
import type {
  CbioportalSource,
  CsvSource,
  JsonSource,
  RowSourceRules,
  Tso500Source,
  WorkbookSource,
} from '../../model/generated/mapping.ts'
import type { RowBatch, RowSource } from '../ports.ts'
import { isCbioportalStudy, readCbioportalStudy } from './cbioportal-study.ts'
import { readCsvFile } from './csv-file.ts'
import { isNamedBy, sheetKeyOf } from './file-pattern.ts'
import { readJsonFile } from './json-file.ts'
import { openPlainFile, unreadable } from './plain-file.ts'
import { readTso500Files } from './tso500-files.ts'
import { readWorkbook } from './workbook.ts'

type FileSourceRules = CsvSource | JsonSource | Tso500Source | WorkbookSource

/** What of a mapping a source needs to know. */
export interface SourceSetting {
  readonly sources: readonly RowSourceRules[]
  /** Column that the line of variable names is found by. */
  readonly subjectColumn: string
  /** The sheets that the mapping reads, by key. */
  readonly sheets: ReadonlyMap<string, unknown>
}

/** The files of an export: a folder, or one file. */
export interface ExportFiles extends RowSource {
  /** Names of entries that no source of the mapping reads; complete once `read` has begun. */
  readonly ignoredFiles: readonly string[]
}

interface SourceFile<Rules = FileSourceRules> {
  readonly name: string
  readonly path: string
  readonly rules: Rules
}

type SingleRules = CsvSource | JsonSource | WorkbookSource

/**
 * Opens an export by the sources that the trial's mapping declares. Nothing is read before `read`, which refuses a path
 * without a file that a source reads (`ingest/not-an-export`), two files or worksheets of one sheet
 * (`ingest/duplicate-sheet`), links and what cannot be opened (`ingest/file-unreadable`), and what the readers refuse.
 */
export function openExportFiles(path: string, setting: SourceSetting): ExportFiles {
  const ignoredFiles: string[] = []
  return {
    ignoredFiles,
    async *read({ first = new Set<string>() } = {}): AsyncGenerator<RowBatch> {
      const studies = await studiesIn(path, setting.sources)
      if (studies.length > 0) {
        for (const study of studies) yield* owned(new Map(), study, readCbioportalStudy(path, study, first))
        return
      }
      const { files, ignored } = await listFiles(path, fileSources(setting.sources))
      ignoredFiles.splice(0, ignoredFiles.length, ...ignored)
      const sheets = new Map<string, unknown>()
      const single = files.flatMap(({ rules, ...file }) => (rules.kind === 'tso500' ? [] : [{ ...file, rules }]))
      for (const file of csvFirst(single, first)) yield* owned(sheets, file, readFile(file, setting, first))
      // Their rows find their subject through sheets of the files above.
      for (const [rules, some] of Map.groupBy(files, file => file.rules)) {
        if (rules.kind !== 'tso500') continue
        const paths = some.map(({ path: of }) => of)
        yield* owned(sheets, rules, readTso500Files(paths, rules))
      }
    },
  }
}

/** A folder that is a study is read as one, and nothing else of it. */
async function studiesIn(path: string, sources: readonly RowSourceRules[]): Promise<readonly CbioportalSource[]> {
  const studies = sources.filter(source => source.kind === 'cbioportal')
  return studies.length > 0 && (await isCbioportalStudy(path)) ? studies.slice(0, 1) : []
}

function fileSources(sources: readonly RowSourceRules[]): readonly FileSourceRules[] {
  const files = sources.filter(source => source.kind !== 'omop' && source.kind !== 'cbioportal')
  if (files.length > 0) return files
  if (sources.some(({ kind }) => kind === 'cbioportal')) {
    throw notAnExport('the folder is no study', 'Give the folder that holds meta_study.txt.')
  }
  throw notAnExport(
    'the trial’s mapping reads no files',
    'Run rose ingest without EXPORT: it reads what rose.json names.',
  )
}

/** A sheet comes from one file, or from the files of one source. */
async function* owned(
  sheets: Map<string, unknown>,
  owner: unknown,
  batches: AsyncIterable<RowBatch>,
): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    const { key } = batch.sheet
    if ((sheets.get(key) ?? owner) !== owner) throw duplicateSheet(key)
    sheets.set(key, owner)
    yield batch
  }
}

async function listFiles(
  path: string,
  sources: readonly FileSourceRules[],
): Promise<{ readonly files: readonly SourceFile[]; readonly ignored: readonly string[] }> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw notAnExport('there is no such file or folder', 'Give the export: a folder, or one file.')
  const isFolder = found.isDirectory()
  const folder = isFolder ? path : dirname(path)
  const names = isFolder ? await namesIn(path) : [basename(path)]
  const own = names.flatMap(name => sourceFile(folder, name, sources.filter(isOfTheFolder)))
  const files = [...own, ...(isFolder ? await filesBelow(path, sources) : [])]
  if (files.length === 0) throw notAnExport('no file of it is one that the mapping reads', expectedFiles(sources))
  checkKeys(files)
  const taken = new Set(own.map(({ name }) => name))
  return {
    files,
    ignored: names.filter(name => !taken.has(name) && !sources.some(source => folderOf(source) === name)),
  }
}

function folderOf(source: FileSourceRules): string | null {
  return source.kind === 'tso500' ? (source.folder ?? null) : null
}

function isOfTheFolder(source: FileSourceRules): boolean {
  return folderOf(source) === null
}

/** Files of the folders that sources name; a folder that is not there holds none, and a link is not followed. */
async function filesBelow(path: string, sources: readonly FileSourceRules[]): Promise<SourceFile[]> {
  const found: SourceFile[] = []
  for (const source of sources) {
    const name = folderOf(source)
    if (name === null) continue
    const folder = join(path, name)
    const entry = await lstat(folder).catch(() => null)
    if (entry === null) continue
    if (!entry.isDirectory()) throw unreadable(`the folder ${name} of the export`, null)
    for (const file of await namesIn(folder)) found.push(...sourceFile(folder, file, [source]))
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(cause => Promise.reject(unreadable('the export folder', cause)))).sort()
}

/** Names that begin with a dot or `~$` are an editor's or a file system's own. */
function sourceFile(folder: string, name: string, sources: readonly FileSourceRules[]): SourceFile[] {
  if (/^(?:\.|~\$)/.test(name)) return []
  const rules = sources.find(source => isNamedBy(source.files, name))
  return rules === undefined ? [] : [{ name, path: join(folder, name), rules }]
}

function expectedFiles(sources: readonly FileSourceRules[]): string {
  return `Give a folder with the files of one export, or one file. The mapping reads files named ${sources.map(source => source.files).join(', ')}.`
}

/** Before anything is read: the names of CSV files tell their sheets. */
function checkKeys(files: readonly SourceFile[]): void {
  const seen = new Set<string>()
  for (const { name, rules } of files) {
    if (rules.kind !== 'csv') continue
    const key = csvSheetKey(name, rules)
    if (key === '') throw notAnExport('a file has no sheet name', 'A file is named <anything>_<sheet>.csv.')
    if (seen.has(key)) throw duplicateSheet(key)
    seen.add(key)
  }
}

function csvSheetKey(name: string, rules: Extract<RowSourceRules, { kind: 'csv' }>): string {
  return rules.sheet ?? sheetKeyOf(name.replace(/\.[^.]*$/, ''))
}

/** Sheets that are wanted first; within a workbook and a JSON file their reader sees to it. */
function csvFirst(
  files: readonly SourceFile<SingleRules>[],
  first: ReadonlySet<string>,
): readonly SourceFile<SingleRules>[] {
  const order = ({ name, rules }: SourceFile<SingleRules>): number => {
    return rules.kind === 'csv' && first.has(csvSheetKey(name, rules)) ? 0 : 1
  }
  return files.toSorted((a, b) => order(a) - order(b))
}

async function* readFile(
  { name, path, rules }: SourceFile<SingleRules>,
  setting: SourceSetting,
  first: ReadonlySet<string>,
): AsyncGenerator<RowBatch> {
  const what = rules.kind === 'csv' ? `sheet ${csvSheetKey(name, rules)}` : 'the file'
  const file = await openPlainFile(path, what)
  try {
    switch (rules.kind) {
      case 'csv':
        yield* readCsvFile(file, csvSheetKey(name, rules), rules, setting)
        break
      case 'xlsx':
        yield* readWorkbook(file, rules, setting, first)
        break
      case 'json':
        yield* readJsonFile(file, rules, first)
        break
    }
  } catch (error) {
    throw error instanceof NodeError ? error : unreadable(what, error)
  } finally {
    await file.close()
  }
}

function duplicateSheet(sheet: string): NodeError {
  return new NodeError('ingest/duplicate-sheet', `two files hold the sheet ${sheet}`, {
    hint: 'Keep the files of one export in a folder of their own.',
    detail: { sheet },
  })
}

function notAnExport(message: string, hint: string): NodeError {
  return new NodeError('ingest/not-an-export', message, { hint })
}

/** `rose map init`: finds the files of an unknown export and its subject column, and writes a first mapping. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { jsonTables, outermostMembers, uniqueKey } from '../ingest/check/json-lists.ts'
import { profileExport } from '../ingest/check/profile.ts'
import { startMapping } from '../ingest/check/start-mapping.ts'
import { openExportFiles } from '../ingest/sources/export-files.ts'
import { sheetKeyOf } from '../ingest/sources/file-pattern.ts'
import { parseMapping } from '../mapping/parse-mapping.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { RowSourceRules, TrialMapping } from '../model/generated/mapping.ts'
import { writeWhole } from '../model/whole-file.ts'
import { mappingFolderOf, readMappingFile } from './mapping-files.ts'

export interface StartRequest {
  readonly place: string
  readonly id: string
  /** Folder of the mapping; made unless it is there. */
  readonly out: string
  /** Left out: a usual name that every sheet has. */
  readonly subjectColumn?: string
}

export interface Started {
  readonly file: string
  readonly subjectColumn: string
  readonly sheets: number
  /** What a person has to say next. */
  readonly open: readonly string[]
}

/** A file whose lists are looked for is read whole. */
const MOST_JSON_BYTES = 64 << 20

/** Throws `usage/bad-argument`, and `ingest/...` where a file cannot be read. */
export async function initMapping(request: StartRequest): Promise<Started> {
  const file = join(request.out, 'mapping.json')
  if (existsSync(file)) throw misuse('there is a mapping in that folder already', 'Give --out another folder.')
  if (!/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(request.id)) {
    throw misuse('the id is not of lower-case letters, digits and hyphens', 'For example: --id my-trial')
  }
  const names = await filesOf(request.place)
  const { sources, subjectColumn } = await findSources(request, names)
  const setting = { sources, subjectColumn, sheets: new Map() }
  const profile = await profileExport(openExportFiles(request.place, setting), subjectColumn)
  const shipped = readMappingFile(mappingFolderOf('impress-norway', null)) as TrialMapping
  const { mapping, open } = startMapping(profile, { id: request.id, sources, subjectColumn, shipped })
  // What was made is a mapping as any other, or a fault of the program.
  parseMapping(mapping)
  mkdirSync(request.out, { recursive: true })
  writeWhole(file, `${JSON.stringify(mapping, null, 2)}\n`, 0o644)
  return { file, subjectColumn, sheets: profile.sheets.length, open }
}

async function filesOf(place: string): Promise<readonly string[]> {
  const isFolder = existsSync(place) && statSync(place).isDirectory()
  const names = isFolder ? (await readdir(place)).sort() : [basename(place)]
  const known = names.filter(name => !/^(?:\.|~\$)/.test(name) && /\.(?:csv|tsv|txt|xlsx|json)$/i.test(name))
  if (existsSync(place) && known.length > 0) return known
  throw misuse('no file of it is CSV, XLSX or JSON', 'Give the export: a folder with its files, or one file.')
}

interface Sources {
  readonly sources: TrialMapping['sources']
  readonly subjectColumn: string
}

/** Usual names, in the order in which they are tried. */
const USUAL =
  `SubjectId Subject_Id Subject SubjId SubjectNo SubjectNumber Patient_Id PatientId PatientNo PatientNumber Patient
  StudyId Study_Id Pasient PasientId Pasientnummer PatientNr Patientnummer Potilas Tunnus Pid Id`.split(/\s+/)

async function findSources(request: StartRequest, names: readonly string[]): Promise<Sources> {
  const candidates = candidatesOf(request, names)
  for (const subjectColumn of candidates) {
    const sources = sourcesOf(request.place, names, subjectColumn)
    const spelling = await spellingOf(request.place, sources, subjectColumn)
    if (spelling !== null) return { sources: sourcesOf(request.place, names, spelling), subjectColumn: spelling }
  }
  throw misuse('no column was found that every sheet has and that names the subject', 'Name it: --subject COLUMN')
}

/** As the first sheet spells it; null where a sheet does not have it. */
async function spellingOf(
  place: string,
  sources: TrialMapping['sources'],
  subjectColumn: string,
): Promise<string | null> {
  let spelling: string | null = null
  try {
    for await (const { sheet, rows } of openExportFiles(place, { sources, subjectColumn, sheets: new Map() }).read()) {
      const found = sheet.columns.find(name => name.trim().toLowerCase() === subjectColumn.toLowerCase())
      // A sheet without rows is what the source says of lists that are not read.
      if (found === undefined && rows.length > 0) return null
      if (found === undefined) continue
      spelling ??= found.trim()
    }
    return spelling
  } catch (error) {
    if (isNodeError(error, 'ingest/no-subject-column')) return null
    throw error
  }
}

/** Members of JSON are spelt as they stand; columns of sheets are found whatever their case. */
function candidatesOf({ place, subjectColumn }: StartRequest, names: readonly string[]): readonly string[] {
  const members = names.filter(isJson).flatMap(name => outermostMembers(readJson(place, name)))
  const spelt = (name: string): string => members.find(member => member.toLowerCase() === name.toLowerCase()) ?? name
  if (subjectColumn !== undefined) return [spelt(subjectColumn)]
  return [...USUAL.map(spelt), ...members.filter(member => /id$|nr$|nummer$/i.test(member))]
}

const isJson = (name: string): boolean => /\.json$/i.test(name)

function sourcesOf(place: string, names: readonly string[], subjectColumn: string): TrialMapping['sources'] {
  const sheets = new Set<string>()
  const sources: RowSourceRules[] = [...csvSources(names, sheets)]
  if (names.some(name => /\.xlsx$/i.test(name))) sources.push({ kind: 'xlsx', files: '*.xlsx' })
  for (const name of names.filter(isJson)) {
    const [first, ...others] = jsonTables(readJson(place, name), subjectColumn)
    if (first !== undefined) sources.push({ kind: 'json', files: name, tables: [first, ...others] })
  }
  return sources as TrialMapping['sources']
}

/** One source for all, where the names of the files tell their sheets; else one a file. */
function csvSources(names: readonly string[], sheets: Set<string>): RowSourceRules[] {
  const csv = names.filter(name => /\.(?:csv|tsv|txt)$/i.test(name))
  const keys = csv.map(name => sheetKeyOf(name.replace(/\.[^.]+$/, '')))
  const tell = new Set(keys).size === keys.length && keys.every(key => /^[a-z][a-z0-9-]{0,31}$/.test(key))
  if (csv.length > 0 && tell && csv.every(name => /\.csv$/i.test(name))) return [{ kind: 'csv', files: '*.csv' }]
  return csv.map(name => ({ kind: 'csv', files: name, sheet: uniqueKey(name.replace(/\.[^.]+$/, ''), sheets) }))
}

function readJson(place: string, name: string): unknown {
  const path = statSync(place).isDirectory() ? join(place, name) : place
  if (statSync(path).size > MOST_JSON_BYTES)
    throw misuse('a JSON file is too large to be looked through', 'Give a smaller one of the same form.')
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new NodeError('ingest/bad-json', 'a file is not JSON', { hint: 'Export it again.', cause })
  }
}

function misuse(message: string, hint: string): NodeError {
  return new NodeError('usage/bad-argument', `rose map init: ${message}`, { hint })
}

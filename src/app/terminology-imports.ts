/**
 * The folder `terminology/` of a node: `<kind>.<serial>.json`, one file an import. The highest serial of a kind is in
 * use; removing it brings the one before back.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type NodePaths, readTerminologyTables } from '../config.ts'
import { NodeError } from '../model/errors.ts'
import type { TerminologyImport } from '../model/generated/terminology-import.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { badFile, type ImportKind, importKinds } from '../terminology/imports/content.ts'
import { effectsOf } from '../terminology/imports/effects.ts'
import { importFile } from '../terminology/imports/import-file.ts'
import { parseTerminology, terminologyTables } from '../terminology/terminology.ts'
import { makePrivateFolder } from './node-files.ts'

/** Above it no official file of these kinds comes near; what is larger is something else. */
const MAX_FILE_BYTES = 256 * 1024 * 1024

export interface ImportRequest {
  readonly kind: ImportKind
  readonly file: string
  readonly version?: string
  readonly licence?: string
  /** `YYYY-MM-DD`. */
  readonly today: string
}

export interface ImportResult {
  readonly imported: TerminologyImport
  /** Sentences for the person who imports. */
  readonly effects: readonly string[]
}

/** Nothing is written before the file was read whole and the tables stand with it. */
export function importTerminology(paths: NodePaths, request: ImportRequest): ImportResult {
  const bytes = readBytes(request)
  const tables = readTerminologyTables(terminologyTables)
  const shipped = parseTerminology(tables)
  const imported = importFile(shipped, {
    kind: request.kind,
    text: decode(request.kind, bytes),
    file: {
      name: basename(request.file),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    },
    version: request.version,
    licence: request.licence,
    importedOn: request.today,
  })
  const others = activeImports(paths).filter(one => one.kind !== request.kind)
  const after = parseTerminology(tables, [...others, imported])
  makePrivateFolder(paths.terminology)
  const serial = Math.max(0, ...serialsOf(paths, request.kind)) + 1
  writeWhole(fileOf(paths, request.kind, serial), `${JSON.stringify(imported)}\n`)
  return { imported, effects: effectsOf(shipped, after, imported) }
}

/** The imports in use, in the order of their kinds. */
export function activeImports(paths: NodePaths): TerminologyImport[] {
  return importKinds.flatMap(kind => {
    const serial = serialsOf(paths, kind).at(-1)
    return serial === undefined ? [] : [readImport(paths, kind, serial)]
  })
}

export interface KeptImport {
  readonly import: TerminologyImport
  /** False: a later import of the kind stands above it. */
  readonly active: boolean
}

/** All that are kept, of each kind the one in use first. */
export function keptImports(paths: NodePaths): KeptImport[] {
  return importKinds.flatMap(kind =>
    serialsOf(paths, kind)
      .reverse()
      .map((serial, at) => ({ import: readImport(paths, kind, serial), active: at === 0 })),
  )
}

export interface Removal {
  readonly removed: TerminologyImport
  /** What is in use now; null: the tables of the program alone. */
  readonly now: TerminologyImport | null
}

export function removeTerminology(paths: NodePaths, kind: ImportKind): Removal {
  const [serial, before] = serialsOf(paths, kind).reverse()
  if (serial === undefined) {
    throw new NodeError('terminology/not-imported', `nothing of kind ${kind} was imported`, {
      hint: 'See: rose terminology list --node DIR',
    })
  }
  const removed = readImport(paths, kind, serial)
  rmSync(fileOf(paths, kind, serial))
  return { removed, now: before === undefined ? null : readImport(paths, kind, before) }
}

function fileOf(paths: NodePaths, kind: ImportKind, serial: number): string {
  return join(paths.terminology, `${kind}.${serial}.json`)
}

/** Ascending. */
function serialsOf(paths: NodePaths, kind: ImportKind): number[] {
  if (!existsSync(paths.terminology)) return []
  const found = readdirSync(paths.terminology).map(name => /^([a-z0-9]+)\.([1-9]\d{0,5})\.json$/.exec(name))
  return found.flatMap(name => (name?.[1] === kind ? [Number(name[2])] : [])).sort((a, b) => a - b)
}

function readImport(paths: NodePaths, kind: ImportKind, serial: number): TerminologyImport {
  const text = readFileSync(fileOf(paths, kind, serial), 'utf8')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw badFile(kind, "the import in the node's folder is damaged", 'Import the official file again.')
  }
  return checkSchema<TerminologyImport>('urn:prime-rose:terminology-import/1', json, {
    code: 'terminology/bad-file',
    what: `the ${kind} import in the node's folder`,
  })
}

function readBytes({ kind, file }: ImportRequest): Buffer {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new NodeError('terminology/bad-file', `${kind}: the file cannot be read`, {
      hint: 'Give the path of the official file.',
      cause,
    })
  }
  if (bytes.length === 0) throw badFile(kind, 'the file is empty')
  if (bytes.length > MAX_FILE_BYTES) throw badFile(kind, 'the file is larger than any official list of its kind')
  return bytes
}

function decode(kind: ImportKind, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badFile(kind, 'the file is not UTF-8 text', 'Unpack it, or save it as UTF-8.')
  }
}

/**
 * Rows of a source, grouped by subject whatever their order. They stay in memory up to a limit; beyond it they go to a
 * spill file in as many parts as are needed, and all rows of one subject are in one part, so that memory does not grow
 * with the source.
 */
import type { SubjectRow } from '../mapping/map-subject.ts'
import type { SheetReader } from '../mapping/sheet-reader.ts'
import { NodeError } from '../model/errors.ts'
import { openSpillFile, type SpillFile, type SpillPlace } from './spill-file.ts'

export interface SubjectGroup {
  /** Null: rows that name no subject. */
  readonly subjectId: string | null
  readonly rows: readonly SubjectRow[]
}

export interface RowGroups {
  /** Resolves at once while rows fit into memory. */
  add(reader: SheetReader, rows: readonly SubjectRow['row'][]): Promise<void>
  /** Each subject once, some at a time; to be iterated once, after the last row. */
  all(): AsyncGenerator<readonly SubjectGroup[]>
  close(): Promise<void>
}

export interface RowGroupLimits {
  /** Bytes of rows that may stay in memory. */
  readonly memory: number
  /** Parts of the spill file. */
  readonly parts: number
  /** Bytes of one part; a part is read as a whole. */
  readonly part: number
}

export const usualRowLimits: RowGroupLimits = { memory: 40 << 20, parts: 256, part: 256 << 20 }

/** Bytes that a row takes beside its characters: the object, the list of cells, a string a cell. */
const ROW_BYTES = 120
const CELL_BYTES = 28
/** Subjects that are handed over together. */
const CHUNK = 64

export function groupRows(spillFolder: string, limits: RowGroupLimits = usualRowLimits): RowGroups {
  let groups = new Map<string | null, SubjectRow[]>()
  let weight = 0
  const readers: SheetReader[] = []
  let spill: PartedSpill | null = null

  async function makeRoom(): Promise<void> {
    spill ??= partedSpill(await openSpillFile(spillFolder), limits)
    for (const [subjectId, rows] of groups) spill.put(subjectId, rows, readers)
    groups = new Map()
    weight = 0
    await spill.flush()
  }

  return {
    async add(reader, rows) {
      if (!readers.includes(reader)) readers.push(reader)
      for (const row of rows) {
        const subjectId = reader.subjectIdOf(row.cells)
        const known = groups.get(subjectId)
        if (known === undefined) groups.set(subjectId, [{ reader, row }])
        else known.push({ reader, row })
        weight += weightOf(row)
      }
      if (weight > limits.memory) await makeRoom()
    },
    async *all() {
      if (spill === null) {
        yield* takeInChunks(groups)
        return
      }
      await makeRoom()
      for (let part = 0; part < limits.parts; part++) yield* takeInChunks(await spill.read(part, readers))
    },
    async close() {
      await spill?.close()
    },
  }
}

function weightOf({ cells }: SubjectRow['row']): number {
  let weight = ROW_BYTES + cells.length * CELL_BYTES
  for (const cell of cells) weight += cell.length
  return weight
}

/** What was handed over is let go. */
function* takeInChunks(groups: Map<string | null, SubjectRow[]>): Generator<readonly SubjectGroup[]> {
  let chunk: SubjectGroup[] = []
  for (const [subjectId, rows] of groups) {
    groups.delete(subjectId)
    chunk.push({ subjectId, rows })
    if (chunk.length === CHUNK) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

interface PartedSpill {
  put(subjectId: string | null, rows: readonly SubjectRow[], readers: readonly SheetReader[]): void
  flush(): Promise<void>
  read(part: number, readers: readonly SheetReader[]): Promise<Map<string | null, SubjectRow[]>>
  close(): Promise<void>
}

/** Stands between fields; a source refuses text that holds it. */
const END = '\u0000'

function partedSpill(file: SpillFile, limits: RowGroupLimits): PartedSpill {
  const waiting: string[][] = Array.from({ length: limits.parts }, () => [])
  const places: SpillPlace[][] = Array.from({ length: limits.parts }, () => [])
  const sizes = new Float64Array(limits.parts)
  return {
    put(subjectId, rows, readers) {
      for (const { reader, row } of rows) {
        // Rows of nobody have only their content to be told apart by, and equal ones must meet.
        const part = hashOf(subjectId ?? row.cells.join(END)) % limits.parts
        const fields = [readers.indexOf(reader), row.line, subjectId ?? '', row.cells.length, ...row.cells]
        waiting[part]?.push(fields.join(END))
      }
    },
    async flush() {
      for (const [part, texts] of waiting.entries()) {
        if (texts.length === 0) continue
        const place = await file.write(texts.join(END))
        waiting[part] = []
        places[part]?.push(place)
        sizes[part] = (sizes[part] ?? 0) + place.length
        if ((sizes[part] ?? 0) > limits.part) throw tooLarge()
      }
    },
    async read(part, readers) {
      const groups = new Map<string | null, SubjectRow[]>()
      for (const place of places[part] ?? []) readInto(groups, (await file.read(place)).split(END), readers)
      return groups
    },
    close: () => file.close(),
  }
}

function readInto(
  groups: Map<string | null, SubjectRow[]>,
  fields: readonly string[],
  readers: readonly SheetReader[],
): void {
  for (let at = 0; at < fields.length; ) {
    const reader = readers[Number(fields[at])]
    const line = Number(fields[at + 1])
    const subjectId = fields[at + 2] === '' ? null : (fields[at + 2] ?? null)
    const end = at + 4 + Number(fields[at + 3])
    if (reader === undefined || !(end > at)) throw new Error('a spill file does not hold what was written to it')
    const row = { line, cells: fields.slice(at + 4, end) }
    const rows = groups.get(subjectId)
    if (rows === undefined) groups.set(subjectId, [{ reader, row }])
    else rows.push({ reader, row })
    at = end
  }
}

/** FNV-1a, 32 bits: spreads ids over parts, nothing more. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

function tooLarge(): NodeError {
  return new NodeError('ingest/too-large', 'too many rows name one subject', {
    hint: 'See that the column of the subject id holds an id, and not the same text on every row.',
  })
}

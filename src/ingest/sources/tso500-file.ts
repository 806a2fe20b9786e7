/**
 * One CombinedVariantOutput.tsv: sections in brackets, tab-separated, every line padded with tabs in some versions. Read
 * as a whole, since no real one is large; nothing of its content is in an error.
 */
import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { Tso500Source } from '../../model/generated/mapping.ts'
import { decodePieces, detectEncoding } from './text-encoding.ts'

export interface Tso500File {
  /** What identifies the sample, by the names that the mapping gives. */
  readonly sample: ReadonlyMap<string, string>
  /** By name of the section, in lower case: rows of filled cells by column. */
  readonly sections: ReadonlyMap<string, readonly ReadonlyMap<string, string>[]>
  /** Columns of each section, also where it has no call. */
  readonly columns: ReadonlyMap<string, readonly string[]>
  /** Sections that the mapping does not name. */
  readonly others: readonly string[]
}

const MOST_CHARACTERS = 64 << 20
const DETAILS = 'analysis details'
const SECTION = /^\[([A-Za-z][A-Za-z0-9 -]{0,60})\]$/
/** Sections of names and values that are told with the sample, or say nothing of it. */
const KNOWN: ReadonlySet<string> = new Set([DETAILS, 'sequencing run details'])

/** `place` names the file for people: its number, never its name, which holds a sample's. Throws `ingest/bad-tso500`. */
export async function readTso500File(file: FileHandle, rules: Tso500Source, place: string): Promise<Tso500File> {
  const bad = (what: string): NodeError => badFile(place, what)
  const sections = splitSections(await readText(file, bad), bad)
  const sample = sampleOf(sections.get(DETAILS), rules, bad)
  const rows = new Map<string, readonly ReadonlyMap<string, string>[]>()
  const columns = new Map<string, readonly string[]>()
  for (const { name, holds, required } of rules.sections) {
    const key = name.toLowerCase()
    const lines = sections.get(key)
    if (lines === undefined && required === true) throw bad(`has no section ${name}`)
    if (lines === undefined) continue
    const read = holds === 'values' ? readValues(lines) : readCalls(lines, () => bad(`has a broken section ${name}`))
    rows.set(key, read.rows)
    columns.set(key, read.columns)
  }
  const named = new Set(rules.sections.map(({ name }) => name.toLowerCase()))
  return {
    sample,
    sections: rows,
    columns,
    others: [...sections.keys()].filter(key => !named.has(key) && !KNOWN.has(key)),
  }
}

async function readText(file: FileHandle, bad: (what: string) => NodeError): Promise<string> {
  const encoding = await detectEncoding(file)
  if (encoding === null) throw bad('begins as UTF-8 but is not')
  let text = ''
  for await (const piece of decodePieces(file, encoding)) {
    text += piece
    if (text.length > MOST_CHARACTERS) throw bad('is larger than any report of one sample')
    if (piece.includes('\u0000')) throw bad('is not text')
  }
  return text
}

type Lines = readonly (readonly string[])[]

function splitSections(text: string, bad: (what: string) => NodeError): ReadonlyMap<string, Lines> {
  const sections = new Map<string, (readonly string[])[]>()
  let open: (readonly string[])[] | null = null
  const lines = text.split(/\r\n|\n|\r/)
  // Whoever writes the file ends its last line.
  if (lines.at(-1) !== '') throw bad('ends in the middle of a line')
  for (const line of lines) {
    const cells = withoutPadding(line)
    if (cells.length === 0) continue
    const name = cells.length === 1 ? SECTION.exec(cells[0] ?? '')?.[1]?.toLowerCase() : undefined
    if (name !== undefined) {
      if (sections.has(name)) throw bad('has a section twice')
      open = []
      sections.set(name, open)
    } else if (open === null) throw bad('does not begin with a section')
    else open.push(cells)
  }
  if (!sections.has(DETAILS)) throw bad('has no section Analysis Details')
  return sections
}

function withoutPadding(line: string): string[] {
  const cells = line.split('\t').map(cell => cell.trim())
  while (cells.at(-1) === '') cells.pop()
  return cells
}

function sampleOf(lines: Lines | undefined, { sample }: Tso500Source, bad: (what: string) => NodeError) {
  const values = new Map((lines ?? []).map(([name = '', value = '']) => [name.toLowerCase(), value]))
  const [first = ''] = sample
  const id = values.get(first.toLowerCase()) ?? ''
  if (id === '' || id.toUpperCase() === 'NA') throw bad(`does not say its ${first}`)
  return new Map(sample.map(name => [name, values.get(name.toLowerCase()) ?? '']))
}

interface ReadSection {
  readonly columns: readonly string[]
  readonly rows: readonly ReadonlyMap<string, string>[]
}

/** Names and values: one row; none where the section says NA alone. */
function readValues(lines: Lines): ReadSection {
  const cells = lines.filter(([name, value]) => name !== 'NA' && value !== undefined)
  const columns = cells.map(([name = '']) => name)
  return {
    columns,
    rows: cells.length === 0 ? [] : [new Map(cells.map(([name = '', value = '']) => [name, value]))],
  }
}

/** A line of names, then a line a call. A line with fewer cells than names lost its padding; one with more is broken. */
function readCalls([names = [], ...calls]: Lines, broken: () => NodeError): ReadSection {
  if (names.length === 0 || isNothing(names)) return { columns: [], rows: [] }
  if (new Set(names.map(name => name.toLowerCase())).size < names.length) throw broken()
  const rows = calls
    .filter(call => !isNothing(call))
    .map(call => {
      if (call.length > names.length) throw broken()
      return new Map(call.map((cell, at) => [names[at] ?? '', cell]))
    })
  return { columns: names, rows }
}

function isNothing(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === 'NA'
}

export function badFile(place: string, what: string): NodeError {
  return new NodeError('ingest/bad-tso500', `${place} of CombinedVariantOutput ${what}`, {
    hint: 'Copy it from the run again; files are counted in the order of their names.',
  })
}

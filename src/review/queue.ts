/** The review queue: codes of the source that nothing takes without a person, counted, without any patient. */
import { createHash } from 'node:crypto'
import { foldText } from '../mapping/fold-text.ts'
import type { PlacedCode } from '../mapping/unmapped-codes.ts'
import type { QueueEntry, ReviewQueue } from '../model/generated/review-queue.ts'
import { foldName } from '../terminology/drugs.ts'
import { foldGene, foldLocal } from '../terminology/fold.ts'

/** A code as it came at one place of the source; `line` is the first. */
export interface SeenCode extends PlacedCode {
  readonly rows: number
}

/** What makes two spellings one question. */
export interface AskedCode {
  readonly vocabulary: string
  readonly system: string | null
  readonly code: string
}

/** A queue is read by people; what comes more rarely than this many others waits until those are decided. */
const MOST_ENTRIES = 5_000
const MOST_PLACES = 20
/** Longer texts are prose and no code. */
const LONGEST = 200

export interface QueueSetting {
  readonly trialId: string
  readonly mapping: { readonly id: string; readonly version: string }
  /** A code that may hold an identifier is not kept; the report of the ingest names its place. */
  readonly mayIdentify: (code: string) => boolean
}

export function queueOf(seen: readonly SeenCode[], setting: QueueSetting): ReviewQueue {
  const kept = seen.filter(({ code }) => code.length <= LONGEST && !setting.mayIdentify(code))
  const entries = [...Map.groupBy(kept, entryId)]
    .map(([id, places]) => entryOf(id, places))
    .sort((a, b) => b.rows - a.rows || compare(a.vocabulary, b.vocabulary) || compare(a.code, b.code))
  return {
    schema: 'review-queue/1',
    trialId: setting.trialId,
    mapping: { id: setting.mapping.id, version: setting.mapping.version },
    withheld: seen.length - kept.length,
    leftOut: Math.max(0, entries.length - MOST_ENTRIES),
    entries: entries.slice(0, MOST_ENTRIES),
  }
}

/** Names a code the same after every ingest. */
export function entryId({ vocabulary, system, code }: AskedCode): string {
  const text = JSON.stringify([vocabulary, system, foldCode(vocabulary, code)])
  return createHash('sha256').update('prime-rose/review-entry/1\n').update(text).digest('hex').slice(0, 10)
}

/** As codes of the vocabulary are compared. */
export function foldCode(vocabulary: string, code: string): string {
  if (vocabulary.startsWith('map:') || vocabulary.startsWith('fhir:')) return code
  if (vocabulary === 'gene') return foldGene(code)
  if (vocabulary.startsWith('list:')) return foldText(code)
  return vocabulary === 'drug' ? foldName(code) : foldLocal(code)
}

function entryOf(id: string, seen: readonly SeenCode[]): QueueEntry {
  const byRows = seen.toSorted((a, b) => b.rows - a.rows || compare(a.code, b.code))
  const places = [...Map.groupBy(byRows, ({ sheet, column }) => JSON.stringify([sheet, column])).values()].flatMap(
    ([first, ...others]) => (first === undefined ? [] : [placeOf(first, others)]),
  )
  const [first] = byRows
  return {
    id,
    vocabulary: first?.vocabulary ?? '',
    system: first?.system ?? null,
    code: first?.code ?? '',
    reason: first?.reason ?? '',
    rows: sumOfRows(seen),
    places: places.slice(0, MOST_PLACES),
  }
}

function placeOf(first: SeenCode, others: readonly SeenCode[]): QueueEntry['places'][number] {
  const all = [first, ...others]
  return {
    sheet: first.sheet,
    column: first.column,
    rows: sumOfRows(all),
    line: Math.min(...all.map(({ line }) => line)),
  }
}

const sumOfRows = (seen: readonly SeenCode[]): number => seen.reduce((sum, { rows }) => sum + rows, 0)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

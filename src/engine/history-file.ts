/**
 * The history of tables on disk, sealed (`sealed-text.ts`). The record names the hash of
 * the file that belongs to the last table, so that an older or a missing history is noticed: it would let the engine
 * forget what the public knows.
 */
import { existsSync, readFileSync } from 'node:fs'
import { NodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { EnginePaths } from './engine-paths.ts'
import type { RecordEntry } from './record.ts'
import { sealText, sha256Of, unsealText } from './sealed-text.ts'
import { noTables, type TableHistory } from './table-history.ts'

const FORMAT = Buffer.from('PRHIST01', 'latin1')

export interface OpenedHistory {
  readonly history: TableHistory
  /** SHA-256 of the file, hex; null where there is none yet. */
  readonly sha256: string | null
}

interface HistoryText extends TableHistory {
  /** Hash of the file that this one replaced. */
  readonly previous: string | null
}

type Paths = Pick<EnginePaths, 'history' | 'historyKey'>

/** Throws `engine/failed` where it is not the one that belongs to the last table in the record. */
export function readHistory(paths: Paths, entries: readonly RecordEntry[]): OpenedHistory {
  const bytes = existsSync(paths.history) ? readFileSync(paths.history) : null
  const expected = lastHistory(entries)
  if (bytes === null) {
    if (expected === null) return { history: noTables, sha256: null }
    throw changed()
  }
  const sha256 = sha256Of(bytes)
  const { previous, patients, tables } = unseal(bytes, readKey(paths))
  // One table ahead of the record: the engine was stopped between the two, and its job is asked for again.
  if (sha256 !== expected && previous !== expected) throw changed()
  return { history: { patients, tables }, sha256 }
}

/** Durable when it returns; gives the hash that the record is to name. */
export function writeHistory(paths: Paths, history: TableHistory, previous: string | null): string {
  const text: HistoryText = { ...history, previous }
  const bytes = sealText(FORMAT, Buffer.from(JSON.stringify(text)), readKey(paths))
  writeWhole(paths.history, bytes, 0o600)
  return sha256Of(bytes)
}

function lastHistory(entries: readonly RecordEntry[]): string | null {
  for (const { facts } of entries.toReversed()) {
    if (facts.kind === 'let-out' && facts.act === 'national-table') return facts.history
  }
  return null
}

function readKey({ historyKey }: Paths): Buffer {
  return Buffer.from(readFileSync(historyKey, 'utf8').trim(), 'hex')
}

function unseal(bytes: Buffer, key: Uint8Array): HistoryText {
  const text = unsealText(FORMAT, bytes, key)
  if (text === null) throw changed()
  return JSON.parse(text.toString('utf8')) as HistoryText
}

function changed(): NodeError {
  return new NodeError('engine/failed', "the engine's history of tables is not the one of the last table", {
    hint: 'Restore engine/history from the backup; without it no further table can be made.',
  })
}

/** The record on disk. One engine at a time; an entry is durable before what it tells of appears. */
import {
  closeSync,
  constants,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { NodeError } from '../model/errors.ts'
import type { EnginePaths } from './engine-paths.ts'
import { formatEntry, nextEntry, type RecordEntry, type RecordFacts, readRecord } from './record.ts'

const WRITING_MILLISECONDS = 10_000

export interface EngineRecord {
  readonly entries: readonly RecordEntry[]
  append(facts: RecordFacts, at: string): void
}

/** Runs `work` while no other engine of this node runs; throws `engine/busy` where one does. */
export async function withRecord<T>(
  paths: Pick<EnginePaths, 'record' | 'recordLock'>,
  key: Uint8Array,
  work: (record: EngineRecord) => Promise<T>,
): Promise<T> {
  lock(paths.recordLock)
  try {
    return await work(openRecord(paths.record, key))
  } finally {
    rmSync(paths.recordLock, { force: true })
  }
}

function openRecord(path: string, key: Uint8Array): EngineRecord {
  const text = readFileSync(path, 'utf8')
  const entries = [...readRecord(text, key)]
  return {
    entries,
    append: (facts, at) => {
      const entry = nextEntry(entries, facts, { key, at })
      appendLine(path, formatEntry(entry), Buffer.byteLength(entries.map(formatEntry).join('')))
      entries.push(entry)
    },
  }
}

/**
 * Durable when it returns (`O_SYNC`; the permission model takes `fsync` away). `length`: bytes of the entries that hold; a
 * torn line behind them is cut off first.
 */
function appendLine(path: string, line: string, length: number): void {
  const file = openSync(path, constants.O_RDWR | constants.O_SYNC)
  try {
    ftruncateSync(file, length)
    writeSync(file, line, length)
  } finally {
    closeSync(file)
  }
}

function lock(path: string): void {
  if (tryLock(path)) return
  if (isHeld(path)) throw busy()
  // Its engine was killed: what it left is no lock.
  rmSync(path, { force: true })
  if (!tryLock(path)) throw busy()
}

/** A lock without a number is one that is being written, unless it is old. */
function isHeld(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return pid > 0 ? isAlive(pid) : Date.now() - statSync(path).mtimeMs < WRITING_MILLISECONDS
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function busy(): NodeError {
  return new NodeError('engine/busy', 'another engine of this node is at work', {
    hint: 'Try again when it is done.',
  })
}

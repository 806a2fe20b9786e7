/**
 * One process at a time may start or stop the server of a folder. The lock is the operating system's, held through an
 * SQLite file that stays empty: it ends with the process that holds it, however that ends, so no lock is ever stale.
 */
import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { NodeError } from '../model/errors.ts'

/** Longer than the slowest start that is still hoped for. */
const PATIENCE_MS = 120_000
const RETRY_MS = 25
const LAST_PATIENCE_MS = 1_000
const SQLITE_BUSY = 5

/** Runs `work` while holding the lock; others wait for their turn. */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(file)
  try {
    return await work()
  } finally {
    release()
  }
}

/** For the last moments of a process, where nothing can be awaited: false where another process holds the lock. */
export function tryWithFolderLock(file: string, work: () => void): boolean {
  const release = tryLock(file, LAST_PATIENCE_MS)
  if (release === null) return false
  try {
    work()
  } finally {
    release()
  }
  return true
}

async function takeLock(file: string): Promise<() => void> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const release = tryLock(file, 0)
    if (release !== null) return release
    if (performance.now() > end) {
      throw new NodeError(
        'store/in-use',
        'another process has been starting or stopping the database for two minutes',
        {
          hint: 'End the other command, then run this one again.',
        },
      )
    }
    await wait(RETRY_MS)
  }
}

function tryLock(file: string, timeout: number): (() => void) | null {
  // Only while it is missing: closing a second handle of a locked file would end this process's lock (fcntl).
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file, { timeout })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return () => database.close()
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return null
    throw error
  }
}

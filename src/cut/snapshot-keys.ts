/**
 * One key a snapshot, in a file of its own. Whoever destroys it makes the snapshot unreadable, and with it every copy in
 * a backup; so keys are kept apart from snapshots, and out of their backups.
 */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { parseCutId } from '../model/ids.ts'
import { syncFolder, writeLargeWhole } from '../model/whole-file.ts'
import { parseSnapshotKey, SNAPSHOT_KEY_BYTES, type SnapshotKey } from './snapshot-file.ts'

/** Of owner and group; their folder decides who gets there. */
const READ_ONLY = 0o440

export interface SnapshotKeys {
  /** Durable when it resolves; a key that is there is never replaced. */
  write(cutId: string, key: SnapshotKey): Promise<void>
  /** Null where there is none, or none any more. */
  read(cutId: string): Promise<SnapshotKey | null>
  /** Gone for good when it resolves; nothing happens where it is gone already. */
  destroy(cutId: string): Promise<void>
}

export function snapshotKeyFile(cutId: string): string {
  return `${parseCutId(cutId)}.key`
}

export function openSnapshotKeys(folder: string): SnapshotKeys {
  const pathOf = (cutId: string) => join(folder, snapshotKeyFile(cutId))
  return {
    write: async (cutId, key) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      if ((await readIfThere(pathOf(cutId))) !== null) {
        throw new NodeError('internal', 'a snapshot key of this name is there already')
      }
      await writeLargeWhole(pathOf(cutId), Buffer.from(Buffer.from(key).toString('hex')), READ_ONLY)
    },
    read: async cutId => {
      const text = await readIfThere(pathOf(cutId))
      return text === null ? null : parseSnapshotKey(text)
    },
    destroy: cutId => destroyFile(folder, pathOf(cutId)),
  }
}

/** What a key was is written over first: a file system that writes in place keeps nothing of it then. */
async function destroyFile(folder: string, path: string): Promise<void> {
  if ((await readIfThere(path)) === null) return
  await chmod(path, 0o600)
  const file = await open(path, 'r+')
  try {
    await file.write(randomBytes(2 * SNAPSHOT_KEY_BYTES), 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await rm(path)
  syncFolder(folder)
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

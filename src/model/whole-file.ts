/**
 * Files that others see whole: the old bytes or the new ones, never a part, whoever is killed and wherever the power is lost.
 * They are written beside under a hidden name, are on the disk before they get their own, and the name is too, where the
 * file system can. What could not be written leaves nothing behind.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, constants, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Only its owner reads it. */
const PRIVATE = 0o600
const { O_CREAT, O_EXCL, O_RDONLY, O_SYNC, O_WRONLY } = constants
/** By `O_SYNC`, since the permission model that confines the engine takes `fsync` away. */
const NEW = O_WRONLY | O_CREAT | O_EXCL | O_SYNC

/** Replaces what is there. */
export function writeWhole(path: string, content: string | Uint8Array, mode: number = PRIVATE): void {
  const temporary = besideOf(path)
  try {
    writeNew(temporary, content, mode)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolderIfItCan(dirname(path))
}

/** Unless something is there: of two who write at once one does, and the other's is gone. Whether it was this one. */
export function writeWholeOnce(path: string, content: string | Uint8Array, mode: number = PRIVATE): boolean {
  const temporary = besideOf(path)
  try {
    writeNew(temporary, content, mode)
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(temporary, { force: true })
  }
  syncFolderIfItCan(dirname(path))
  return true
}

/** As `writeWhole`, for what takes long: others run meanwhile. */
export async function writeLargeWhole(path: string, content: Uint8Array, mode: number = PRIVATE): Promise<void> {
  const temporary = besideOf(path)
  try {
    await using(await open(temporary, 'wx', mode), async file => {
      await file.writeFile(content)
      await file.sync()
    })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** After names in it came or went: without it they may be lost with the power, though the bytes are safe. */
export function syncFolder(folder: string): void {
  const directory = openSync(folder, O_RDONLY)
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** Some file systems of platforms cannot, and the confined engine may not: whoever misses the name makes it again. */
function syncFolderIfItCan(folder: string): void {
  try {
    syncFolder(folder)
  } catch {
    // As above.
  }
}

const besideOf = (path: string) => join(dirname(path), `.${randomBytes(8).toString('hex')}.new`)

function writeNew(path: string, content: string | Uint8Array, mode: number): void {
  const file = openSync(path, NEW, mode)
  try {
    // Goes on after a short write, which a nearly full disk makes.
    writeFileSync(file, content)
  } finally {
    closeSync(file)
  }
}

async function using(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file)
  } finally {
    await file.close()
  }
}

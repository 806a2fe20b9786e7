/** Files of a node's folder: secrets that only their owner reads, written once and whole. */

import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

const SECRET = 0o400
const PRIVATE = 0o700
/** May be passed through but not listed: the embedded server runs as another user where root starts it. */
const PASSABLE = 0o711

export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: PRIVATE })
}

export function makePassableFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: PASSABLE })
}

/** Writes a secret unless one is there: a key that exists is never replaced. Two starters end with one key. */
export function writeSecretOnce(path: string, text: () => string): void {
  if (existsSync(path)) return
  const temporary = writeBeside(path, text(), SECRET)
  try {
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary)
  }
}

/** Replaces a file whole: a reader sees the old text or the new one. */
export function writeWhole(path: string, text: string, mode = 0o600): void {
  renameSync(writeBeside(path, text, mode), path)
}

function writeBeside(path: string, text: string, mode: number): string {
  const temporary = join(dirname(path), `.${randomBytes(8).toString('hex')}.new`)
  const file = openSync(temporary, 'wx', mode)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return temporary
}

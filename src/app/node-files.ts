/** Files and folders of a node: who may enter a folder, and secrets that only their owner reads. */
import { existsSync, mkdirSync } from 'node:fs'
import { writeWholeOnce } from '../model/whole-file.ts'

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
  if (!existsSync(path)) writeWholeOnce(path, text(), SECRET)
}

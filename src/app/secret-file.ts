/** A secret's file: a plain file of this user, with one name, that nobody else can read or put another in place of. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { NodeError } from '../model/errors.ts'

const MAX_BYTES = 4_096

export interface SecretFile {
  readonly path: string
  /** As in "the pseudonym key". */
  readonly what: string
}

/** Throws `pseudonym/key-missing` or `pseudonym/key-exposed`; what is read was looked at through the same handle. */
export function readSecretFile({ path, what }: SecretFile): Buffer {
  const handle = open(path, what)
  try {
    checkFile(fstatSync(handle), { path, what })
    checkFolder(dirname(path), what)
    return readAll(handle)
  } finally {
    closeSync(handle)
  }
}

function open(path: string, what: string): number {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      throw new NodeError('pseudonym/key-missing', `${what} is missing`, {
        hint: `Restore it from its backup: ${path}`,
      })
    }
    if (isLink(path)) throw exposed(what, 'is a link', 'Put the file itself there.')
    throw exposed(what, 'cannot be opened', `It must be readable by the user who runs this: ${path}`)
  }
}

function checkFile(found: ReturnType<typeof fstatSync>, { path, what }: SecretFile): void {
  if (!found.isFile()) throw exposed(what, 'is no plain file', `Expected at ${path}`)
  if (process.platform === 'win32') return
  if (found.nlink !== 1)
    throw exposed(what, 'has a second name', 'Remove the other hard link; a copy of it may be in use.')
  if ((Number(found.mode) & 0o077) !== 0) throw exposed(what, 'can be read by others', `Run: chmod 400 ${path}`)
  if (!isOwn(Number(found.uid))) throw exposed(what, 'belongs to another user', 'Give it to the user who runs ingest.')
}

/** Whoever can write the folder can put another key in place of this one. */
function checkFolder(folder: string, what: string): void {
  if (process.platform === 'win32') return
  const { mode, uid } = statSync(folder)
  if ((mode & 0o022) !== 0) throw exposed(what, 'lies in a folder that others can write', `Run: chmod 700 ${folder}`)
  if (!isOwn(uid)) throw exposed(what, 'lies in a folder of another user', 'Give it to the user who runs ingest.')
}

function isOwn(uid: number): boolean {
  return uid === 0 || uid === process.getuid?.()
}

function readAll(handle: number): Buffer {
  const bytes = Buffer.alloc(MAX_BYTES)
  return bytes.subarray(0, readSync(handle, bytes, 0, MAX_BYTES, 0))
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

function exposed(what: string, fault: string, hint: string): NodeError {
  return new NodeError('pseudonym/key-exposed', `${what} ${fault}`, { hint })
}

/**
 * Reads a file that somebody else put there: a plain file of this folder, nothing that leads elsewhere (the permission
 * model follows links) and nothing that blocks. It is read once; what is decided is decided on these bytes.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { NodeError } from '../model/errors.ts'

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

/** Throws `engine/job-refused`. */
export function readPlainFile(folder: string, path: string, maxBytes: number): Buffer {
  const full = resolve(folder, path)
  if (dirname(full) !== resolve(folder) || !NAME.test(basename(full))) throw notPlain('lies outside its folder')
  const file = open(join(folder, basename(full)))
  try {
    const found = fstatSync(file)
    if (!found.isFile() || found.nlink !== 1) throw notPlain('is a link or no file')
    if (found.size > maxBytes) throw notPlain('is too large')
    return readExactly(file, found.size)
  } finally {
    closeSync(file)
  }
}

function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    throw notPlain('cannot be opened', cause)
  }
}

function readExactly(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size + 1)
  let read = 0
  for (;;) {
    const more = readSync(file, bytes, read, bytes.length - read, null)
    read += more
    if (read > size) throw notPlain('changed while it was read')
    if (more === 0) return bytes.subarray(0, read)
  }
}

function notPlain(what: string, cause?: unknown): NodeError {
  return new NodeError('engine/job-refused', `a file given to the engine ${what}`, {
    hint: 'Give a plain file of its own in the folder meant for it.',
    cause,
  })
}

/**
 * A folder that two sides share: files appear in it whole, are plain, of bounded size and of a name that we know; nothing in
 * it is followed elsewhere. Whoever else may write there can take files away or put nonsense, and no more.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { NodeError } from '../../model/errors.ts'
import { writeWhole } from '../../model/whole-file.ts'
import { type DropName, fileNameOf, parseFileName } from './names.ts'

/** As the relay's: the longest sealed message. */
export const MAX_FILE_BYTES = 8_388_608
/** Names looked at in one turn: the rest waits for the next. */
const MOST_NAMES = 10_000
const REFUSED = 'refused'
/** With the group of the folder: the other side may be another account. */
const SHARED = 0o640
/** Of files that are being written, and of people who prepare an export. */
const HIDDEN = /^\./

export interface DropFolder {
  readonly path: string
  /** Whole or not at all; the same name again with the same text changes nothing, with another one it is replaced. Throws `drop/not-written`. */
  put(name: DropName, text: string): void
  /** In the order of their names. `strange`: what has no name of ours. */
  list(): { readonly files: readonly DropName[]; readonly strange: readonly string[] }
  /** Null where it is gone meanwhile. Throws `drop/bad-file` for links, devices, and what is too large or no text. */
  read(name: DropName): string | null
  /** Whether it was there. */
  remove(name: DropName): boolean
  has(name: DropName): boolean
  /** Milliseconds since a plain file was last written to; null for anything else. */
  age(name: DropName): number | null
  /** Moves what cannot be used aside, as it is: a link stays a link. */
  refuse(fileName: string): void
  /** Files of people's interest, such as the manifest. */
  putPlain(fileName: 'manifest.json' | 'manifest.txt', text: string): void
  readPlain(fileName: 'manifest.json' | 'manifest.txt'): string | null
}

/** Throws `drop/bad-folder` where it is no folder of its own. */
export function openDropFolder(path: string): DropFolder {
  const root = resolve(path)
  checkFolder(root)
  const at = (name: DropName) => join(root, fileNameOf(name))
  return {
    path: root,
    put: (name, text) => put(root, fileNameOf(name), text),
    list: () => listFolder(root),
    read: name => readText(at(name)),
    remove: name => removeFile(at(name)),
    has: name => lstatSync(at(name), { throwIfNoEntry: false }) !== undefined,
    age: name => ageOf(at(name)),
    refuse: fileName => setAside(root, fileName),
    putPlain: (fileName, text) => put(root, fileName, text),
    readPlain: fileName => readText(join(root, fileName)),
  }
}

function checkFolder(root: string): void {
  const found = lstatSync(root, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return
  throw new NodeError('drop/bad-folder', 'a folder of the file drop is missing, or is a link', {
    hint: `Expected a folder at ${root}; its settings are federation.drop in rose.json.`,
  })
}

function listFolder(root: string): ReturnType<DropFolder['list']> {
  const files: DropName[] = []
  const strange: string[] = []
  for (const fileName of readdirSync(root).sort().slice(0, MOST_NAMES)) {
    const name = parseFileName(fileName)
    if (name !== null) files.push(name)
    else if (!HIDDEN.test(fileName) && !OURS.includes(fileName)) strange.push(fileName)
  }
  return { files, strange }
}

const OURS: readonly string[] = ['manifest.json', 'manifest.txt', REFUSED]

/** A reader, a courier or a backup sees a whole file or none. */
function put(root: string, fileName: string, text: string): void {
  try {
    writeWhole(join(root, fileName), text, SHARED)
  } catch (cause) {
    throw new NodeError('drop/not-written', 'a file of the drop could not be written', {
      hint: `Look at the space and the rights of ${root}; it is tried again.`,
      cause,
    })
  }
}

function readText(path: string): string | null {
  const file = openPlain(path)
  if (file === null) return null
  try {
    const found = fstatSync(file)
    if (!found.isFile() || found.nlink !== 1) throw badFile('is a link, or no file')
    if (found.size > MAX_FILE_BYTES) throw badFile('is too large')
    const text = readExactly(file, found.size).toString('utf8')
    if (/[^\t\n\r -~]/.test(text)) throw badFile('is not of the kind that its name says')
    return text
  } finally {
    closeSync(file)
  }
}

function openPlain(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw badFile('cannot be opened, or is a link', cause)
  }
}

function readExactly(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size + 1)
  for (let read = 0; ; ) {
    const more = readSync(file, bytes, read, bytes.length - read, null)
    read += more
    if (read > size) throw badFile('changed while it was read')
    if (more === 0) return bytes.subarray(0, read)
  }
}

function ageOf(path: string): number | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && found.nlink === 1 ? Date.now() - found.mtimeMs : null
}

function removeFile(path: string): boolean {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined
  rmSync(path, { force: true })
  return isThere
}

function setAside(root: string, fileName: string): void {
  const aside = join(root, REFUSED)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  if (lstatSync(aside).isDirectory()) renameSync(join(root, fileName), join(aside, fileName))
}

function badFile(what: string, cause?: unknown): NodeError {
  return new NodeError('drop/bad-file', `a file of the drop ${what}`, {
    hint: 'It was put aside, into the folder refused; ask who runs the courier.',
    cause,
  })
}

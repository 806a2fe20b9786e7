/** Where snapshot files lie. A file appears whole, under its final name, and is never written again. */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { writeLargeWhole } from '../model/whole-file.ts'

export interface SnapshotFolder {
  /** Durable when it resolves. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Null where there is no such file. */
  read(name: string): Promise<Uint8Array | null>
  remove(name: string): Promise<void>
}

/** Of owner and group; their folder decides who gets there: it is its owner's alone where one account does all. */
const READ_ONLY = 0o440
const NAME = /^cut-[0-9a-f]{16}\.snapshot$/

export function openSnapshotFolder(folder: string): SnapshotFolder {
  const pathOf = (name: string) => {
    if (!NAME.test(name)) throw new NodeError('cut/not-found', 'not the name of a snapshot')
    return join(folder, name)
  }
  return {
    write: async (name, bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeLargeWhole(pathOf(name), bytes, READ_ONLY)
    },
    read: name => readIfThere(pathOf(name)),
    remove: name => rm(pathOf(name), { force: true }),
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

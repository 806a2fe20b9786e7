/** Where snapshot files lie. A file appears whole, under its final name, and is never written again. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeError } from '../model/errors.ts'

export interface SnapshotFolder {
  /** Durable when it resolves. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Null where there is no such file. */
  read(name: string): Promise<Uint8Array | null>
  remove(name: string): Promise<void>
}

const NAME = /^cut-[0-9a-f]{16}\.snapshot$/

export function openSnapshotFolder(folder: string): SnapshotFolder {
  const pathOf = (name: string) => {
    if (!NAME.test(name)) throw new NodeError('cut/not-found', 'not the name of a snapshot')
    return join(folder, name)
  }
  return {
    write: async (name, bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeWhole(folder, pathOf(name), bytes)
    },
    read: name => readIfThere(pathOf(name)),
    remove: name => rm(pathOf(name), { force: true }),
  }
}

async function writeWhole(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.new`)
  try {
    const file = await open(temporary, 'wx', 0o400)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Without it the new name may be lost with the power, though the bytes are safe. */
async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
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

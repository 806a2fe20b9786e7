/**
 * Files that appear whole, under their final name, readable by their owner and group, and are never written
 * again. Their folder decides who gets there: it is its owner's alone where one account does all.
 */
import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Durable when it resolves. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.new`)
  try {
    const file = await open(temporary, 'wx', 0o440)
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

/** Without it a new name may be lost with the power, though the bytes are safe. */
export async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/**
 * A reader sees the old file or the new one, never a part. The bytes are on the disk before the name is: by `O_SYNC`,
 * since the permission model takes `fsync` away. A name that is lost with the power is made again by the next run.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, constants, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const { O_CREAT, O_EXCL, O_SYNC, O_WRONLY } = constants

export function writeWhole(path: string, content: string | Uint8Array, mode: number): void {
  const temporary = join(dirname(path), `.${randomBytes(8).toString('hex')}.new`)
  try {
    const file = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_SYNC, mode)
    try {
      writeFileSync(file, content)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

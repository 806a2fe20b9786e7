/**
 * A file for what does not fit into memory: written once, read in any order, gone with the process. It holds patients'
 * rows, so it is encrypted with a key that is nowhere but in memory, and has no name any more once it is open (where the
 * system allows that): whatever ends the process, nothing readable is left.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface SpillPlace {
  readonly position: number
  readonly length: number
}

export interface SpillFile {
  write(text: string): Promise<SpillPlace>
  read(place: SpillPlace): Promise<string>
  close(): Promise<void>
}

const AES_BLOCK = 16

export async function openSpillFile(folder: string): Promise<SpillFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `spill-${randomBytes(8).toString('hex')}`)
  const file = await open(path, 'wx+', 0o600)
  const unlinked = await rm(path).then(
    () => true,
    () => false,
  )
  const key = randomBytes(32)
  let end = 0
  return {
    async write(text) {
      // Every piece begins at its own counter block, so that no two pieces share key stream.
      const position = Math.ceil(end / AES_BLOCK) * AES_BLOCK
      const cipher = createCipheriv('aes-256-ctr', key, counterAt(position))
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      await writeAll(file, bytes, position)
      end = position + bytes.length
      return { position, length: bytes.length }
    },
    async read({ position, length }) {
      const bytes = Buffer.alloc(length)
      await readAll(file, bytes, position)
      const decipher = createDecipheriv('aes-256-ctr', key, counterAt(position))
      return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8')
    },
    async close() {
      await file.close()
      if (!unlinked) await rm(path, { force: true })
    },
  }
}

function counterAt(position: number): Buffer {
  const counter = Buffer.alloc(AES_BLOCK)
  counter.writeBigUInt64BE(BigInt(position / AES_BLOCK), 8)
  return counter
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

async function readAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let read = 0; read < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, read, bytes.length - read, position + read)
    if (bytesRead === 0) throw new Error('a spill file is shorter than what was written to it')
    read += bytesRead
  }
}

/**
 * Reads single files out of a ZIP archive (PKWARE APPNOTE 6.3.3) by its central directory, piece by piece: stored or
 * deflated, ZIP64 included. What is written in the archive is not believed: sizes are counted, checksums compared.
 */
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { NodeError } from '../../model/errors.ts'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly offset: number
  readonly isEncrypted: boolean
}

export interface ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The content of an entry, piece by piece; refuses what is damaged, and more than the entry says or may be. */
  read(entry: ZipEntry): AsyncGenerator<Buffer>
}

const END_OF_DIRECTORY = 0x06054b50
const END_OF_DIRECTORY_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const NOT_HERE = 0xffffffff
/** The end of the directory stands within these last bytes: 22 and a comment. */
const LONGEST_END = 22 + 0xffff
const MOST_ENTRIES = 10_000
const MOST_DIRECTORY_BYTES = 16 << 20
/**
 * A sheet packs ten to a hundred times; what packs more, and is large, is made to fill memory or time. Deflate cannot
 * pack more than 1032 times.
 */
const MOST_RATIO = 400
const RATIO_FROM = 64 << 20
const MOST_BYTES = 8 * 2 ** 30

export async function openZip(file: FileHandle): Promise<ZipArchive> {
  const { size } = await file.stat()
  const { offset, length, count } = await findDirectory(file, size)
  if (count > MOST_ENTRIES || length > MOST_DIRECTORY_BYTES || offset + length > size) throw damaged()
  const entries = readDirectory(await readAt(file, offset, length), count)
  return { entries, read: entry => readEntry(file, size, entry) }
}

interface Directory {
  readonly offset: number
  readonly length: number
  readonly count: number
}

async function findDirectory(file: FileHandle, size: number): Promise<Directory> {
  const from = Math.max(0, size - LONGEST_END)
  const tail = await readAt(file, from, size - from)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_OF_DIRECTORY) continue
    const plain = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    }
    const isLarge = plain.count === 0xffff || plain.length === NOT_HERE || plain.offset === NOT_HERE
    return isLarge ? findDirectory64(file, tail, at) : plain
  }
  throw damaged()
}

async function findDirectory64(file: FileHandle, tail: Buffer, end: number): Promise<Directory> {
  const locator = end - 20
  if (locator < 0 || tail.readUInt32LE(locator) !== LOCATOR_64) throw damaged()
  const record = await readAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56)
  if (record.readUInt32LE(0) !== END_OF_DIRECTORY_64) throw damaged()
  return {
    count: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  }
}

function readDirectory(directory: Buffer, count: number): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  let at = 0
  for (let number = 0; number < count; number++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged()
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    if (entries.has(name)) throw damaged()
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) !== 0,
      ...sizesOf(directory, at, extra),
    })
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** Sizes and offset that do not fit stand in the extra field 0x0001, in this order. */
function sizesOf(directory: Buffer, at: number, extra: Buffer): Pick<ZipEntry, 'size' | 'packed' | 'offset'> {
  const large = extraField(extra, 1)
  let next = 0
  const either = (plain: number): number => {
    if (plain !== NOT_HERE) return plain
    if (large === null || next + 8 > large.length) throw damaged()
    next += 8
    return Number(large.readBigUInt64LE(next - 8))
  }
  const size = either(directory.readUInt32LE(at + 24))
  const packed = either(directory.readUInt32LE(at + 20))
  return { size, packed, offset: either(directory.readUInt32LE(at + 42)) }
}

function extraField(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  return null
}

async function* readEntry(file: FileHandle, fileSize: number, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) {
    throw badWorkbook('is encrypted, or packed in a way that workbooks are not', 'Save it without a password.')
  }
  const local = await readAt(file, entry.offset, 30)
  if (local.readUInt32LE(0) !== LOCAL_ENTRY) throw damaged()
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (start + entry.packed > fileSize) throw damaged()
  let read = 0
  let checksum = 0
  for await (const piece of entry.method === 0
    ? pieces(file, start, entry.packed)
    : inflated(file, start, entry.packed)) {
    read += piece.length
    if (read > MOST_BYTES || (read > RATIO_FROM && read > entry.packed * MOST_RATIO)) throw tooLarge()
    if (read > entry.size) throw damaged()
    checksum = crc32(piece, checksum)
    yield piece
  }
  if (read !== entry.size || checksum !== entry.checksum) throw damaged()
}

const PIECE_BYTES = 1 << 16

async function* pieces(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += PIECE_BYTES) {
    yield await readAt(file, start + at, Math.min(PIECE_BYTES, length - at))
  }
}

/** The stream asks for packed bytes only as fast as its own are taken. */
async function* inflated(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES })
  const packed = Readable.from(pieces(file, start, length), { objectMode: true, highWaterMark: 2 })
  packed.on('error', error => inflate.destroy(error))
  try {
    for await (const piece of packed.pipe(inflate)) yield piece as Buffer
  } catch (error) {
    throw error instanceof NodeError ? error : damaged()
  } finally {
    packed.destroy()
    inflate.destroy()
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, position + read)
    if (bytesRead === 0) throw damaged()
    read += bytesRead
  }
  return bytes
}

function damaged(): NodeError {
  return badWorkbook('is damaged, or no workbook', 'Save it again as .xlsx, or export the sheets as CSV.')
}

function tooLarge(): NodeError {
  return new NodeError('ingest/too-large', 'the workbook holds more than any export does', {
    hint: 'Export the sheets as CSV.',
  })
}

export function badWorkbook(what: string, hint: string): NodeError {
  return new NodeError('ingest/bad-workbook', `the workbook ${what}`, { hint })
}

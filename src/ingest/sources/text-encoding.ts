import type { FileHandle } from 'node:fs/promises'

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * A byte order mark decides; without one, text that is not valid UTF-8 is Windows-1252 (seen at Nordic sites). Null
 * where the mark says UTF-8 and the bytes do not keep to it: then it cannot be told which part is wrong.
 */
export async function detectEncoding(file: FileHandle): Promise<TextEncodingName | null> {
  const start = new Uint8Array(3)
  await file.read(start, 0, 3, 0)
  const [first, second, third] = start
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (await isUtf8(file)) return 'utf-8'
  return first === 0xef && second === 0xbb && third === 0xbf ? null : 'windows-1252'
}

async function isUtf8(file: FileHandle): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of readPieces(file)) decoder.decode(piece, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The file's text, piece by piece, without its byte order mark. */
export async function* decodePieces(file: FileHandle, encoding: TextEncodingName): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of readPieces(file)) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

const PIECE_BYTES = 1 << 18

async function* readPieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE_BYTES)
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

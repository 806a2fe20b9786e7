/**
 * XML of a workbook, piece by piece, with bounds: what is no part of a workbook (a document type, entities of its own,
 * endless text or nesting) is refused before it can fill memory.
 */
import { SaxesParser } from 'saxes'
import type { NodeError } from '../../model/errors.ts'
import { badWorkbook } from './zip-archive.ts'

/** Names without their prefix: one writer says `row`, another `x:row`. */
export interface XmlHandler {
  open?(name: string, attribute: (name: string) => string | undefined): void
  close?(name: string): void
  text?(text: string): void
}

/** Characters between two tags; a cell holds 32,767 at most. */
const LONGEST_RUN = 1 << 20
const DEEPEST = 64

export async function readXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of xmlPieces(pieces, handler)) {
    // Everything happens in the handler.
  }
}

/** Yields after each piece, so that what the handler has gathered can be handed on. */
export async function* xmlPieces(pieces: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, fragment: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let depth = 0
  let run = 0
  parser.on('error', () => {
    throw notXml()
  })
  parser.on('doctype', () => {
    throw badWorkbook('declares a document type, which no workbook does', 'Save it again in Excel or LibreOffice.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    run = 0
    depth += 1
    if (depth > DEEPEST) throw notXml()
    handler.open?.(bare(name), asked => attributeOf(attributes, asked))
  })
  parser.on('closetag', ({ name }) => {
    run = 0
    depth -= 1
    handler.close?.(bare(name))
  })
  parser.on('text', text => handler.text?.(text))
  parser.on('cdata', text => handler.text?.(text))
  for await (const piece of pieces) {
    const text = decode(decoder, piece)
    run += text.length
    parser.write(text)
    // Every tag sets it back: so much without one is a cell, a comment or an attribute without end.
    if (run > LONGEST_RUN) throw notXml()
    yield
  }
  parser.close()
  yield
}

function decode(decoder: TextDecoder, piece: Buffer): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch {
    throw notXml()
  }
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function attributeOf(attributes: Readonly<Record<string, unknown>>, asked: string): string | undefined {
  const own = attributes[asked] ?? Object.entries(attributes).find(([name]) => bare(name) === asked)?.[1]
  return typeof own === 'string' ? own : undefined
}

function notXml(): NodeError {
  return badWorkbook(
    'holds XML that no workbook has',
    'Save it again in Excel or LibreOffice, or export the sheets as CSV.',
  )
}

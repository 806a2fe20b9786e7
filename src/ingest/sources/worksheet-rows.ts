/** Rows of a worksheet, as they come out of the archive. */
import { NodeError } from '../../model/errors.ts'
import { isoText, numberText, unescapeText } from './excel-values.ts'
import { richText, type WorkbookParts } from './workbook-parts.ts'
import { xmlPieces } from './xml-pieces.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

export interface WorksheetRow {
  /** Number of the row, 1 = first. */
  readonly line: number
  readonly cells: readonly string[]
}

/** Limits of the format itself. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384

export async function* worksheetRows(
  archive: ZipArchive,
  entry: ZipEntry,
  parts: WorkbookParts,
): AsyncGenerator<readonly WorksheetRow[]> {
  let rows: WorksheetRow[] = []
  const reader = rowReader(parts, row => rows.push(row))
  for await (const _ of xmlPieces(archive.read(entry), reader)) {
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
}

/** What is read of one cell before it is whole. */
interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
}

function rowReader(parts: WorkbookParts, done: (row: WorksheetRow) => void) {
  let line = 0
  let cells: string[] = []
  let cell: OpenCell | null = null
  let isValue = false
  let inData = false
  const inline = richText(text => {
    if (cell !== null) cell.value = text
  }, 'is')

  return {
    open(name: string, attribute: (name: string) => string | undefined): void {
      if (name === 'sheetData') inData = true
      if (!inData) return
      if (name === 'row') {
        line = positionOf(attribute('r'), line, MOST_ROWS)
        cells = []
      } else if (name === 'c') {
        const column = columnOf(attribute('r')) ?? cells.length
        if (column >= MOST_COLUMNS) throw beyondFormat()
        cell = { column, type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), value: '' }
      } else if (name === 'v') isValue = cell !== null
      else inline.open(name)
    },
    text(text: string): void {
      if (isValue && cell !== null) cell.value += text
      else inline.text(text)
    },
    close(name: string): void {
      if (!inData) return
      if (name === 'v') isValue = false
      else if (name === 'c' && cell !== null) {
        while (cells.length < cell.column) cells.push('')
        cells[cell.column] = textOf(cell, parts)
        cell = null
      } else if (name === 'row') done({ line, cells })
      else if (name === 'sheetData') inData = false
      else inline.close(name)
    },
  }
}

/** The stated position, which only grows; the next one where none is stated. */
function positionOf(stated: string | undefined, before: number, most: number): number {
  const position = stated === undefined ? before + 1 : Number(stated)
  if (!Number.isInteger(position) || position <= before || position > most) throw beyondFormat()
  return position
}

/** `AB12` -> 27; null without a reference. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})[0-9]/.exec(reference ?? '')?.[1]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** Types of ECMA-376 part 1, 18.18.11; the value of a formula is the one that was stored with it. */
function textOf({ type, style, value }: OpenCell, parts: WorkbookParts): string {
  switch (type) {
    case 's':
      return parts.sharedTexts[Number(value)] ?? ''
    case 'inlineStr':
      return value
    case 'str':
    case 'e':
      return unescapeText(value)
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'd':
      return isoText(value)
    default:
      return numberText(value, parts.shapes[style] ?? 'number', parts)
  }
}

function beyondFormat(): NodeError {
  return new NodeError('ingest/bad-workbook', 'the workbook has rows or columns that the format does not have', {
    hint: 'Save it again in Excel or LibreOffice, or export the sheets as CSV.',
  })
}

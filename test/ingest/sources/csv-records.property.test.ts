import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, csvReader } from '../../../src/ingest/sources/csv-records.ts'

const trickyText = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '"', '\n', 'ø'), maxLength: 8 })
const table = fc.array(fc.array(trickyText, { minLength: 1, maxLength: 4 }), { maxLength: 6 })

function readPieces(pieces: readonly string[]): readonly CsvRecord[] {
  const reader = csvReader(',')
  const records = pieces.flatMap(piece => reader.push(piece))
  return [...records, ...reader.end().records]
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const write = (rows: readonly (readonly string[])[], newline: string) =>
  rows.map(row => `${row.map(quote).join(',')}${newline}`).join('')

describe('csvReader', () => {
  it('gives back every table that was written with quotes', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, newline) => {
        expect(readPieces([write(rows, newline)]).map(record => record.cells)).toEqual(rows)
      }),
    )
  })

  it('reads the same wherever the text is cut into pieces', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 40 })
    fc.assert(
      fc.property(anyText, fc.nat(40), fc.nat(40), (text, one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)]
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)]
        expect(readPieces(pieces)).toEqual(readPieces([text]))
      }),
    )
  })

  it('gives each record the number of line breaks before it, plus one', () => {
    fc.assert(
      fc.property(table, rows => {
        const text = write(rows, '\n')
        const breaksBefore = rows.map((_, index) => write(rows.slice(0, index), '\n').split('\n').length)
        expect(readPieces([text]).map(record => record.line)).toEqual(breaksBefore)
      }),
    )
  })
})

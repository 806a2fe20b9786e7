import { describe, expect, it } from 'vitest'
import { csvReader, type Separator } from '../../../src/ingest/sources/csv-records.ts'

function read(text: string, separator: Separator = ',') {
  const reader = csvReader(separator)
  const records = [...reader.push(text)]
  const last = reader.end()
  return { records: [...records, ...last.records], unclosedQuoteLine: last.unclosedQuoteLine }
}

const cellsOf = (text: string, separator?: Separator) => read(text, separator).records.map(record => record.cells)
const linesOf = (text: string) => read(text).records.map(record => record.line)

describe('csvReader', () => {
  it('splits on the separator it was given and on no other', () => {
    expect(cellsOf('a,b;c\td\n')).toEqual([['a', 'b;c\td']])
    expect(cellsOf('a,b;c\td\n', ';')).toEqual([['a,b', 'c\td']])
    expect(cellsOf('a,b;c\td\n', '\t')).toEqual([['a,b;c', 'd']])
  })

  it('keeps separators, quotes and line breaks of quoted cells', () => {
    expect(cellsOf('"a,b","say ""no""","two\r\nlines"\n')).toEqual([['a,b', 'say "no"', 'two\nlines']])
  })

  it('names the physical line on which each record begins', () => {
    expect(linesOf('a\n"b\n\nb"\nc\n')).toEqual([1, 2, 5])
    expect(linesOf('a\r\n"b\r\n\r\nb"\r\nc\r\n')).toEqual([1, 2, 5])
  })

  it('ends a line at LF, CR LF and CR alike, also mixed in one file', () => {
    expect(cellsOf('a\r\nb\nc\rd')).toEqual([['a'], ['b'], ['c'], ['d']])
    expect(linesOf('a\r\nb\nc\rd')).toEqual([1, 2, 3, 4])
  })

  it('keeps blank lines as records, so that lines are counted', () => {
    expect(cellsOf('a\n\n\nb\n')).toEqual([['a'], [''], [''], ['b']])
    expect(linesOf('a\r\n\r\n\r\nb\r\n')).toEqual([1, 2, 3, 4])
  })

  it('takes a quote inside an unquoted cell, and text after a closing quote, as they stand', () => {
    expect(cellsOf('5" nail,"a"b,c\n')).toEqual([['5" nail', 'ab', 'c']])
  })

  it('says on which line a quote was opened that is never closed', () => {
    expect(read('a,b\nc,"d\ne,f\n')).toEqual({ records: [{ line: 1, cells: ['a', 'b'] }], unclosedQuoteLine: 2 })
  })

  it('reads an empty text as no record and a lone empty quoted cell as one', () => {
    expect(cellsOf('')).toEqual([])
    expect(cellsOf('""')).toEqual([['']])
  })

  it('reads a cell of a hundred thousand characters', () => {
    const long = 'x"'.repeat(50_000)
    expect(cellsOf(`"${long.replaceAll('"', '""')}",b\n`)).toEqual([[long, 'b']])
  })

  it('stays quick where a quote is never closed', () => {
    const started = performance.now()
    expect(read(`"${'a,b\n'.repeat(200_000)}`).unclosedQuoteLine).toBe(1)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

/** Data files of a cBioPortal study: tab-separated lines without quoting; lines that begin with # stand above the names. */
import type { FileHandle } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'
import type { LocalRow } from '../../model/local-export.ts'
import type { RowBatch } from '../ports.ts'
import { checkColumns } from './sheet-columns.ts'
import { decodePieces, detectEncoding } from './text-encoding.ts'

/** A row a line. */
export async function* readTable(file: FileHandle, key: string): AsyncGenerator<RowBatch> {
  for await (const { names, lines } of readLines(file, key)) {
    const rows = lines.map(({ line, cells }): LocalRow => ({ line, cells: padded(cells, names.length) }))
    yield { sheet: { key, columns: names }, rows }
  }
}

const MATRIX_COLUMNS = ['Hugo_Symbol', 'SAMPLE_ID', 'VALUE'] as const
/** Columns of a matrix that are of the gene, not of a sample. */
const OF_GENE: ReadonlySet<string> = new Set(['hugo_symbol', 'entrez_gene_id', 'cytoband'])
const NOTHING: ReadonlySet<string> = new Set(['', '0', '0.0', 'NA', 'NaN'])

/** Genes by samples: a row for each value that is neither 0 nor missing. */
export async function* readMatrix(file: FileHandle, key: string): AsyncGenerator<RowBatch> {
  for await (const { names, lines } of readLines(file, key)) {
    const gene = names.findIndex(name => name.toLowerCase() === 'hugo_symbol')
    if (gene < 0) throw badData(key, 'has no column Hugo_Symbol')
    const rows = lines.flatMap(({ line, cells }) => {
      if (cells.length > names.length) throw badData(key, `has more cells than columns on line ${line}`)
      return names.flatMap((name, at): LocalRow[] => {
        const value = (cells[at] ?? '').trim()
        if (OF_GENE.has(name.toLowerCase()) || NOTHING.has(value)) return []
        return [{ line, cells: [cells[gene] ?? '', name, value] }]
      })
    })
    yield { sheet: { key, columns: MATRIX_COLUMNS }, rows }
  }
}

interface Lines {
  readonly names: readonly string[]
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

const LONGEST_LINE = 16 << 20

/** Piece by piece; a file without rows comes once. */
async function* readLines(file: FileHandle, key: string): AsyncGenerator<Lines> {
  const encoding = await detectEncoding(file)
  if (encoding === null) throw badData(key, 'begins as UTF-8 but is not')
  let rest = ''
  let line = 0
  let names: readonly string[] | null = null
  const take = (texts: readonly string[]): Lines => {
    const lines: { line: number; cells: readonly string[] }[] = []
    for (const raw of texts) {
      line += 1
      const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
      if (text.trim() === '' || (names === null && text.startsWith('#'))) continue
      const cells = text.split('\t')
      if (names === null) names = namesOf(cells, key, line)
      else lines.push({ line, cells })
    }
    return { names: names ?? [], lines }
  }
  for await (const piece of decodePieces(file, encoding)) {
    if (piece.includes('\u0000')) throw badData(key, 'is not text')
    const texts = (rest + piece).split('\n')
    rest = texts.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw badData(key, 'has a line that is longer than any is')
    const lines = take(texts)
    if (names !== null) yield lines
  }
  const last = take([rest])
  if (names === null) throw badData(key, 'has no line of names')
  // Some writers leave the last line without an end; one that is short as well was cut off.
  if (last.lines.some(({ cells }) => cells.length < last.names.length))
    throw badData(key, `ends in the middle of line ${line}`)
  yield last
}

/** One column alone is no table of a study: a page of a proxy, for one. */
function namesOf(cells: readonly string[], key: string, line: number): readonly string[] {
  const columns = cells.map(cell => cell.trim())
  if (columns.length < 2 || columns.some(column => column === ''))
    throw badData(key, `has no line of names on line ${line}`)
  checkColumns(key, { columns, line })
  return columns
}

function padded(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill('')]
}

function badData(key: string, what: string): NodeError {
  return new NodeError('ingest/bad-cbioportal', `the data of sheet ${key} ${what}`, {
    hint: 'Copy the study again: data files are tab-separated, with a line of names.',
    detail: { sheet: key },
  })
}

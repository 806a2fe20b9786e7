/**
 * The complete set of HGNC (https://www.genenames.org/download/), tab-separated or JSON: approved genes with earlier
 * symbols, aliases and MANE Select transcripts. CC0.
 */
import { badFile, counted, type GeneEntry, type ReadContent } from './content.ts'
import { columnAt, readListRows } from './read-rows.ts'

interface RawGene {
  readonly hgnc: string
  readonly symbol: string
  readonly status: string
  readonly previous: readonly string[]
  readonly aliases: readonly string[]
  readonly mane: readonly string[]
}

/** Refuses a gene twice, a symbol twice, and a file that lacks one of `expected`, which all are approved genes. */
export function readHgnc(text: string, expected: readonly string[]): ReadContent {
  const raw = /^\s*\{/.test(text) ? readJson(text) : readTable(text)
  const approved = raw.filter(gene => gene.status === 'Approved')
  const byId = new Map<string, GeneEntry>()
  const symbols = new Set<string>()
  for (const { status: _, ...gene } of approved) {
    if (!/^HGNC:[1-9]\d{0,5}$/.test(gene.hgnc)) throw badFile('hgnc', 'a gene has no HGNC id')
    if (gene.symbol === '') throw badFile('hgnc', `${gene.hgnc} has no symbol`)
    if (byId.has(gene.hgnc)) throw badFile('hgnc', `${gene.hgnc} stands twice`)
    if (symbols.has(gene.symbol)) throw badFile('hgnc', `the symbol of ${gene.hgnc} is another gene's too`)
    symbols.add(gene.symbol)
    byId.set(gene.hgnc, gene)
  }
  const missing = expected.find(id => !byId.has(id))
  if (missing !== undefined) throw badFile('hgnc', `${missing} is missing, so this is not the complete set`)
  return {
    content: { genes: [...byId.values()] },
    leftOut: counted({ 'genes that are not approved': raw.length - approved.length }),
  }
}

function readTable(text: string): RawGene[] {
  const list = readListRows('hgnc', text)
  const [hgnc, symbol, status, previous, aliases] = [
    columnAt('hgnc', list, ['hgnc_id', 'hgnc id']),
    columnAt('hgnc', list, ['symbol', 'approved symbol']),
    columnAt('hgnc', list, ['status']),
    columnAt('hgnc', list, ['prev_symbol', 'previous symbols', 'previous symbol']),
    columnAt('hgnc', list, ['alias_symbol', 'alias symbols', 'alias symbol', 'synonyms']),
  ]
  // Older releases have no MANE column: then no transcript is added.
  const mane = list.columns.indexOf('mane_select')
  return list.rows.map(row => ({
    hgnc: (row[hgnc] ?? '').trim(),
    symbol: (row[symbol] ?? '').trim(),
    status: (row[status] ?? '').trim(),
    previous: names(row[previous] ?? ''),
    aliases: names(row[aliases] ?? ''),
    mane: transcripts(mane < 0 ? '' : (row[mane] ?? '')),
  }))
}

function readJson(text: string): RawGene[] {
  let docs: unknown
  try {
    docs = (JSON.parse(text) as { readonly response?: { readonly docs?: unknown } }).response?.docs
  } catch {
    throw badFile('hgnc', 'the file is not whole JSON')
  }
  if (!Array.isArray(docs)) throw badFile('hgnc', 'it has no list response.docs')
  return docs.map((doc: unknown) => {
    if (typeof doc !== 'object' || doc === null) throw badFile('hgnc', 'an entry is no object')
    const members = doc as Readonly<Record<string, unknown>>
    return {
      hgnc: oneText(members['hgnc_id']),
      symbol: oneText(members['symbol']),
      status: oneText(members['status']),
      previous: texts(members['prev_symbol']),
      aliases: texts(members['alias_symbol']),
      mane: texts(members['mane_select']).flatMap(transcripts),
    }
  })
}

/** `"A|B"`, also `A, B`. */
function names(cell: string): string[] {
  return cell
    .replace(/^"|"$/g, '')
    .split(/[|,]/)
    .map(name => name.trim())
    .filter(name => name !== '')
}

/** `ENST00000269305.9|NM_000546.6` -> both without version. */
function transcripts(cell: string): string[] {
  return names(cell)
    .map(accession => accession.replace(/\.\d+$/, ''))
    .filter(accession => /^(?:NM_|ENST)\d{1,15}$/.test(accession))
}

function oneText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : typeof value === 'string' ? [value] : []
}

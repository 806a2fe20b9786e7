/** Codon ranges of exons, for the roll-up of a protein change to exon level. */
import { badTable, cell, parseTable, type TableName } from './tables.ts'

export interface Exon {
  readonly exon: string
  readonly first: number
  readonly last: number
}

/** By HGNC id. */
export type Exons = ReadonlyMap<string, readonly Exon[]>

export function parseExons(tables: Readonly<Record<TableName, string>>): Exons {
  const exons = new Map<string, Exon[]>()
  for (const row of parseTable('exons', tables['exons'], ['hgnc', 'exon', 'first', 'last']).rows) {
    const exon = { exon: cell(row, 'exon'), first: Number(cell(row, 'first')), last: Number(cell(row, 'last')) }
    if (!(exon.first > 0 && exon.last >= exon.first)) throw badTable('exons', 'a range of codons is no range')
    const hgnc = `HGNC:${cell(row, 'hgnc')}`
    exons.set(hgnc, [...(exons.get(hgnc) ?? []), exon])
  }
  return exons
}

/** Everything the normaliser knows, made once from the curated tables; pure and read-only. */
import type { TerminologyImport } from '../model/generated/terminology-import.ts'
import type { AlterationVocabulary } from './alteration.ts'
import { parseAlterationWords } from './alteration-words.ts'
import { type Drugs, parseDrugs } from './drugs.ts'
import { type Exons, parseExons } from './exons.ts'
import { type Genes, parseGenes } from './genes.ts'
import { contentsOf } from './imports/contents.ts'
import { parseProfileWords } from './profiles.ts'
import { readProteinChange } from './protein-change.ts'
import { badTable, cell, parseTable, setOnce, type TableName, terminologyTables as tableNames } from './tables.ts'
import { parseTumourFacts, type TumourFactTables } from './tumour-facts.ts'
import { parseTumourTree, type TumourTree } from './tumour-tree.ts'

/** Changes when the same text may read as another code; keys of different versions are not compared. */
export const normaliserVersion = '1'

/** Names of the tables: each is the text of `mappings/terminology/<name>.csv`. */
export const terminologyTables: readonly TableName[] = tableNames

export interface Terminology extends AlterationVocabulary {
  readonly genes: Genes
  readonly exons: Exons
  readonly drugs: Drugs
  readonly tumours: TumourTree
  readonly tumourFacts: TumourFactTables
  /** Release of OncoTree that the tumours are taken from. */
  readonly oncotreeVersion: string
  /** Year of the ATC codes; null where no list was imported. */
  readonly atcYear: number | null
}

/**
 * The curated tables, and above them what a site imported, one of a kind. Throws `terminology/bad-table` with the table
 * and what is wrong with it.
 */
export function parseTerminology(
  tables: Readonly<Record<TableName, string>>,
  imports: readonly TerminologyImport[] = [],
): Terminology {
  const imported = contentsOf(imports)
  const genes = parseGenes(tables, imported.genes)
  const tumours = parseTumourTree(tables, imported.tumours)
  return {
    genes,
    exons: parseExons(tables),
    words: parseAlterationWords(tables),
    profiles: parseProfileWords(tables),
    synonyms: parseSynonyms(tables, genes),
    drugs: parseDrugs(tables, imported.substances?.entries),
    tumours,
    tumourFacts: parseTumourFacts(tables, tumours, imported.codes),
    oncotreeVersion: tumours.version,
    atcYear: imported.substances?.year ?? null,
  }
}

function parseSynonyms(tables: Readonly<Record<TableName, string>>, genes: Genes): ReadonlyMap<string, string> {
  const name = 'protein-synonyms'
  const synonyms = new Map<string, string>()
  for (const row of parseTable(name, tables[name], ['hgnc', 'written', 'canonical']).rows) {
    const hgnc = `HGNC:${cell(row, 'hgnc')}`
    const canonical = readProteinChange(cell(row, 'canonical'))
    if (!genes.byId.has(hgnc) || canonical?.kind !== 'change') throw badTable(name, 'a gene or a change cannot be read')
    setOnce(synonyms, `${hgnc}:${cell(row, 'written')}`, canonical.change, name)
  }
  return synonyms
}

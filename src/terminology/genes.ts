/**
 * Genes: approved symbol before previous symbol before alias; a name that two genes hold is never resolved. Of an
 * imported complete set the approved symbols stand beside the curated ones, its other names behind the curated ones.
 */
import { type Normalised, ok, type ReviewCode, review } from './answer.ts'
import { foldGene, maxTextLength, tidy } from './fold.ts'
import type { GeneEntry } from './imports/content.ts'
import { badTable, cell, parseTable, setOnce, type TableName, words } from './tables.ts'

export interface Gene {
  /** `HGNC:3430`. */
  readonly hgnc: string
  readonly symbol: string
  readonly fusion: 'driver' | 'partner' | null
  /** `Val600`: codons at which a star is a wildcard in a selector. */
  readonly hotspots: ReadonlySet<string>
  /** How a bare `mut` reads in a selector; `besideExclusion` = only with that codon excluded. */
  readonly opened: { readonly class: 'act' | 'lof'; readonly besideExclusion: string | null } | null
  readonly suppressor: boolean
  /** MANE Select accessions without version. */
  readonly mane: ReadonlySet<string>
}

export interface Genes {
  readonly byId: ReadonlyMap<string, Gene>
  /** By folded symbol, previous symbol and alias; the first map that knows the name decides. */
  readonly lookups: readonly ReadonlyMap<string, readonly Gene[]>[]
  readonly families: ReadonlyMap<string, readonly Gene[]>
}

export type GeneFound = { readonly gene: Gene } | { readonly code: ReviewCode; readonly proposals: readonly string[] }

const HGNC_ID = /^HGNC:[1-9]\d{0,5}$/
const COLUMNS = ['hgnc', 'symbol', 'previous', 'aliases', 'fusion', 'hotspots', 'opened', 'suppressor', 'mane']

export function parseGenes(
  tables: Readonly<Record<TableName, string>>,
  imported: ReadonlyMap<string, GeneEntry> = new Map(),
): Genes {
  const byId = new Map<string, Gene>()
  const names: NameMaps = { symbols: new Map(), previous: new Map(), aliases: new Map() }
  addCurated(tables, imported, byId, names)
  addPanelGenes(tables, imported, byId, names)
  const official: NameMaps = { symbols: names.symbols, previous: new Map(), aliases: new Map() }
  for (const entry of imported.values()) addOfficial(entry, byId, official)
  return {
    byId,
    lookups: [names.symbols, names.previous, names.aliases, official.previous, official.aliases],
    families: parseFamilies(tables, byId),
  }
}

type GeneNames = Map<string, Gene[]>

interface NameMaps {
  readonly symbols: GeneNames
  readonly previous: GeneNames
  readonly aliases: GeneNames
}

function addCurated(
  tables: Readonly<Record<TableName, string>>,
  imported: ReadonlyMap<string, GeneEntry>,
  byId: Map<string, Gene>,
  names: NameMaps,
): void {
  for (const row of parseTable('genes', tables['genes'], COLUMNS).rows) {
    const gene: Gene = {
      hgnc: `HGNC:${cell(row, 'hgnc')}`,
      symbol: cell(row, 'symbol'),
      fusion: fusionRole(cell(row, 'fusion')),
      hotspots: new Set(words(row, 'hotspots')),
      opened: openedFor(cell(row, 'opened')),
      suppressor: cell(row, 'suppressor') === 'yes',
      mane: new Set([...words(row, 'mane'), ...(imported.get(`HGNC:${cell(row, 'hgnc')}`)?.mane ?? [])]),
    }
    if (!HGNC_ID.test(gene.hgnc)) throw badTable('genes', 'an HGNC id is no number')
    setOnce(byId, gene.hgnc, gene, 'genes')
    addName(names.symbols, gene.symbol, gene)
    for (const name of words(row, 'previous')) addName(names.previous, name, gene)
    for (const name of words(row, 'aliases')) addName(names.aliases, name, gene)
  }
}

/** Genes that panels report: known by name, with no part in a rule. */
function addPanelGenes(
  tables: Readonly<Record<TableName, string>>,
  imported: ReadonlyMap<string, GeneEntry>,
  byId: Map<string, Gene>,
  names: NameMaps,
): void {
  for (const row of parseTable('panel-genes', tables['panel-genes'], ['hgnc', 'symbol', 'previous']).rows) {
    const hgnc = `HGNC:${cell(row, 'hgnc')}`
    if (!HGNC_ID.test(hgnc)) throw badTable('panel-genes', 'an HGNC id is no number')
    const gene = plainGene(hgnc, cell(row, 'symbol'), imported.get(hgnc)?.mane ?? [])
    setOnce(byId, hgnc, gene, 'panel-genes')
    addName(names.symbols, gene.symbol, gene)
    for (const name of words(row, 'previous')) addName(names.previous, name, gene)
  }
}

/** A gene that is curated keeps its own row, and is found by its official symbol too. */
function addOfficial(entry: GeneEntry, byId: Map<string, Gene>, names: NameMaps): void {
  const gene = byId.get(entry.hgnc) ?? plainGene(entry.hgnc, entry.symbol, entry.mane)
  byId.set(gene.hgnc, gene)
  addName(names.symbols, entry.symbol, gene)
  for (const name of entry.previous) addName(names.previous, name, gene)
  for (const name of entry.aliases) addName(names.aliases, name, gene)
}

function plainGene(hgnc: string, symbol: string, mane: readonly string[]): Gene {
  return { hgnc, symbol, fusion: null, hotspots: new Set(), opened: null, suppressor: false, mane: new Set(mane) }
}

function parseFamilies(
  tables: Readonly<Record<TableName, string>>,
  byId: ReadonlyMap<string, Gene>,
): ReadonlyMap<string, readonly Gene[]> {
  const families = new Map<string, readonly Gene[]>()
  for (const row of parseTable('gene-families', tables['gene-families'], ['word', 'genes']).rows) {
    const members = words(row, 'genes').map(id => {
      const gene = byId.get(`HGNC:${id}`)
      if (gene === undefined) throw badTable('gene-families', 'a gene is not in the table of genes')
      return gene
    })
    setOnce(families, foldGene(cell(row, 'word')), members, 'gene-families')
  }
  return families
}

function fusionRole(text: string): Gene['fusion'] {
  if (text === '') return null
  if (text !== 'driver' && text !== 'partner') throw badTable('genes', 'fusion is neither driver nor partner')
  return text
}

function openedFor(text: string): Gene['opened'] {
  if (text === '') return null
  const found = /^(act|lof)(?:!([A-Z][a-z]{2}\d+))?$/.exec(text)
  if (found === null) throw badTable('genes', 'opened is neither act nor lof')
  return { class: found[1] === 'act' ? 'act' : 'lof', besideExclusion: found[2] ?? null }
}

function addName(map: GeneNames, name: string, gene: Gene): void {
  const held = map.get(foldGene(name))
  if (held === undefined) map.set(foldGene(name), [gene])
  else if (!held.includes(gene)) held.push(gene)
}

/** The one gene that a name stands for, or why there is none. */
export function findGene(genes: Genes, name: string): GeneFound {
  if (name.length > maxTextLength) return { code: 'gene-unknown', proposals: [] }
  const folded = foldGene(name)
  const byId = genes.byId.get(folded)
  if (byId !== undefined) return { gene: byId }
  const family = genes.families.get(folded)
  if (family !== undefined) return ambiguous(family)
  for (const lookup of genes.lookups) {
    const held = lookup.get(folded)
    if (held === undefined) continue
    const [gene] = held
    return held.length === 1 && gene !== undefined ? { gene } : ambiguous(held)
  }
  return { code: 'gene-unknown', proposals: [] }
}

function ambiguous(genes: readonly Gene[]): GeneFound {
  return { code: 'gene-ambiguous', proposals: genes.map(gene => gene.hgnc) }
}

/**
 * Part `gene`: key on the HGNC id. `HGNC:6342 (NRAS)` names two genes and is refused, whichever was meant. A date made by
 * a spreadsheet (`1-Mar`, `Sep-09`) is in no table and stays unknown.
 */
export function normaliseGene(genes: Genes, text: string): Normalised {
  const both = /^(HGNC:\d{1,6})[\s:,|]*\(?([A-Za-z][\w/-]{0,30})\)?$/i.exec(tidy(text.slice(0, maxTextLength)))
  const found = findGene(genes, both?.[1] ?? text)
  if (!('gene' in found)) return review(found.code, found.proposals)
  if (both?.[2] !== undefined) {
    const displayed = findGene(genes, both[2])
    if (!('gene' in displayed) || displayed.gene !== found.gene) return review('code-display-mismatch')
  }
  return ok(found.gene.hgnc)
}

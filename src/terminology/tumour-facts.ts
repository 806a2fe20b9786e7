/** Tables that turn words, ICD-10 and morphology into nodes of the tree. */
import type { ReviewCode } from './answer.ts'
import { foldTumour } from './fold.ts'
import { badTable, cell, parseTable, setOnce, type TableName, words } from './tables.ts'
import { panTumour, type TumourTree } from './tumour-tree.ts'

export type WordTarget =
  | { readonly node: string }
  | { readonly code: ReviewCode; readonly candidates: readonly string[] }

export interface HistologyNode {
  /** Prefix of ICD-10, or null for any site. */
  readonly icd10: string | null
  readonly node: string
  /** The node holds, and what lies below it is for a person to say. */
  readonly review: ReviewCode | null
}

export interface TumourFactTables {
  /** Folded whole texts. */
  readonly words: ReadonlyMap<string, WordTarget>
  /** ICD-10 prefix -> node. */
  readonly icd10: ReadonlyMap<string, string>
  /** `8140` -> histology. */
  readonly morphologies: ReadonlyMap<string, string>
  /** Folded words -> histology. */
  readonly histologyWords: ReadonlyMap<string, string>
  readonly histologyNodes: ReadonlyMap<string, readonly HistologyNode[]>
  /** Folded words of a site -> ICD-10 prefix. */
  readonly sites: ReadonlyMap<string, string>
  /** Folded node names; null where two nodes bear the name. */
  readonly names: ReadonlyMap<string, string | null>
}

/** Marks a metastasis in the table of ICD-10. */
export const secondarySite = 'secondary'

const REVIEWS: readonly ReviewCode[] = ['oncotree-version', 'tumour-ambiguous', 'tumour-unknown']

export function parseTumourFacts(tables: Readonly<Record<TableName, string>>, tree: TumourTree): TumourFactTables {
  const node = (name: TableName, code: string): string => {
    if (code !== panTumour && !tree.nodes.has(code)) throw badTable(name, `${code} is not in the table of tumours`)
    return code
  }
  const tumourWords = new Map<string, WordTarget>()
  for (const row of parseTable('tumour-words', tables['tumour-words'], ['words', 'means', 'candidates']).rows) {
    const code = REVIEWS.find(one => one === cell(row, 'means'))
    const candidates = words(row, 'candidates').map(one => node('tumour-words', one))
    const target = code === undefined ? { node: node('tumour-words', cell(row, 'means')) } : { code, candidates }
    setOnce(tumourWords, foldTumour(cell(row, 'words')), target, 'tumour-words')
  }
  const icd10 = new Map<string, string>()
  for (const row of parseTable('tumour-icd10', tables['tumour-icd10'], ['icd10', 'node']).rows) {
    const target = cell(row, 'node')
    setOnce(icd10, cell(row, 'icd10'), target === secondarySite ? target : node('tumour-icd10', target), 'tumour-icd10')
  }
  const sites = new Map<string, string>()
  for (const row of parseTable('tumour-sites', tables['tumour-sites'], ['words', 'icd10']).rows) {
    setOnce(sites, foldTumour(cell(row, 'words')), cell(row, 'icd10'), 'tumour-sites')
  }
  return { words: tumourWords, icd10, sites, names: namesOf(tree), ...parseHistologies(tables, node) }
}

function parseHistologies(
  tables: Readonly<Record<TableName, string>>,
  node: (name: TableName, code: string) => string,
): Pick<TumourFactTables, 'morphologies' | 'histologyWords' | 'histologyNodes'> {
  const morphologies = new Map<string, string>()
  const histologyWords = new Map<string, string>()
  const histologyNodes = new Map<string, HistologyNode[]>()
  for (const row of parseTable('histologies', tables['histologies'], ['histology', 'morphologies', 'words']).rows) {
    const histology = cell(row, 'histology')
    setOnce(histologyNodes, histology, [], 'histologies')
    for (const code of words(row, 'morphologies')) setOnce(morphologies, code, histology, 'histologies')
    for (const text of words(row, 'words', '|')) setOnce(histologyWords, foldTumour(text), histology, 'histologies')
  }
  const columns = ['histology', 'icd10', 'node', 'review']
  for (const row of parseTable('histology-nodes', tables['histology-nodes'], columns).rows) {
    const held = histologyNodes.get(cell(row, 'histology'))
    if (held === undefined) throw badTable('histology-nodes', 'a histology is not in the table of histologies')
    const review = REVIEWS.find(one => one === cell(row, 'review')) ?? null
    const icd10 = cell(row, 'icd10')
    held.push({ icd10: icd10 === '*' ? null : icd10, node: node('histology-nodes', cell(row, 'node')), review })
  }
  return { morphologies, histologyWords, histologyNodes }
}

function namesOf(tree: TumourTree): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>()
  for (const node of tree.nodes.values()) {
    const folded = foldTumour(node.name)
    names.set(folded, names.has(folded) ? null : node.code)
  }
  return names
}

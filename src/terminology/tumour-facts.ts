/** Tables that turn words, ICD-10 and morphology into nodes of the tree. */
import type { ReviewCode } from './answer.ts'
import { foldTumour } from './fold.ts'
import type { CodeEntry } from './imports/content.ts'
import { badTable, cell, parseTable, setOnce, type TableName, words } from './tables.ts'
import { carryOver, panTumour, parseTumourTree, type TumourTree } from './tumour-tree.ts'

export type WordTarget =
  | { readonly node: string }
  | { readonly code: ReviewCode; readonly candidates: readonly string[] }

export interface HistologyNode {
  /** Prefix of ICD-10, or null for any site. */
  readonly icd10: string | null
  readonly node: string
  /** The node holds, and what lies below it is for a person to say. */
  readonly review: ReviewCode | null
  /** What that person may choose from. */
  readonly candidates: readonly string[]
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
  /** Folded titles of an imported ICD-10 that name a tumour -> code. */
  readonly icd10Titles: ReadonlyMap<string, string>
  /** Codes of an imported ICD-10 and whether each has subcategories; null where none was imported. */
  readonly icd10Codes: ReadonlyMap<string, boolean> | null
}

/** Marks a metastasis in the table of ICD-10. */
export const secondarySite = 'secondary'
/** Marks a code whose node is not in the imported tree. */
export const unmappedSite = 'unmapped'

const REVIEWS: readonly ReviewCode[] = ['oncotree-version', 'tumour-ambiguous', 'tumour-unknown']

/** Null: the imported tree has no such node any more. */
type NodeOf = (name: TableName, code: string) => string | null

/** What the tables say of a node that an imported tree does not carry over is under review, `oncotree-version`. */
export function parseTumourFacts(
  tables: Readonly<Record<TableName, string>>,
  tree: TumourTree,
  codes?: readonly CodeEntry[],
): TumourFactTables {
  const curated = parseTumourTree(tables)
  const node: NodeOf = (name, code) => {
    if (code !== panTumour && !curated.nodes.has(code)) throw badTable(name, `${code} is not in the table of tumours`)
    return carryOver({ tumours: tree }, code)
  }
  const tumourWords = new Map<string, WordTarget>()
  for (const row of parseTable('tumour-words', tables['tumour-words'], ['words', 'means', 'candidates']).rows) {
    const code = REVIEWS.find(one => one === cell(row, 'means'))
    const candidates = words(row, 'candidates').flatMap(one => node('tumour-words', one) ?? [])
    const named = code === undefined ? node('tumour-words', cell(row, 'means')) : null
    const target: WordTarget = named === null ? { code: code ?? 'oncotree-version', candidates } : { node: named }
    setOnce(tumourWords, foldTumour(cell(row, 'words')), target, 'tumour-words')
  }
  const icd10 = new Map<string, string>()
  for (const row of parseTable('tumour-icd10', tables['tumour-icd10'], ['icd10', 'node']).rows) {
    const target = cell(row, 'node')
    const named = target === secondarySite ? target : (node('tumour-icd10', target) ?? unmappedSite)
    setOnce(icd10, cell(row, 'icd10'), named, 'tumour-icd10')
  }
  const sites = new Map<string, string>()
  for (const row of parseTable('tumour-sites', tables['tumour-sites'], ['words', 'icd10']).rows) {
    setOnce(sites, foldTumour(cell(row, 'words')), cell(row, 'icd10'), 'tumour-sites')
  }
  return {
    words: tumourWords,
    icd10,
    sites,
    names: namesOf(tree),
    ...parseHistologies(tables, node),
    icd10Titles: titlesOf(codes ?? [], icd10),
    icd10Codes: codes === undefined ? null : withSubcategories(codes),
  }
}

function withSubcategories(codes: readonly CodeEntry[]): ReadonlyMap<string, boolean> {
  const divided = new Set(codes.flatMap(({ code }) => prefixesOf(code).slice(1)))
  return new Map(codes.map(({ code }) => [code, divided.has(code)]))
}

/** `C34.90` -> `C34.90`, `C34.9`, `C34`. */
function prefixesOf(code: string): string[] {
  const lengths = Array.from({ length: code.length - 2 }, (_, at) => code.length - at)
  // A prefix that ends in the point is the one without it.
  return lengths.filter(length => length !== 4).map(length => code.slice(0, length))
}

/**
 * Whether an imported list has the code, or has it at the depth to which it divides: sites write one figure more where a
 * list ends (`C61.9`, `C34.90`). Everything is where none was imported.
 */
export function isListedIcd10({ icd10Codes }: Pick<TumourFactTables, 'icd10Codes'>, code: string): boolean {
  if (icd10Codes === null) return true
  const listed = prefixesOf(code).find(one => icd10Codes.has(one))
  return listed === code || (listed !== undefined && icd10Codes.get(listed) === false)
}

/** Titles of tumour codes only; a title that two codes bear names none. */
function titlesOf(codes: readonly CodeEntry[], icd10: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const titles = new Map<string, string | null>()
  for (const { code, title } of codes) {
    const prefix = [code, code.slice(0, 5), code.slice(0, 3)].find(one => icd10.has(one))
    if (prefix === undefined) continue
    const folded = foldTumour(title)
    titles.set(folded, titles.has(folded) ? null : code)
  }
  return new Map([...titles].flatMap(([title, code]) => (code === null ? [] : [[title, code] as const])))
}

function parseHistologies(
  tables: Readonly<Record<TableName, string>>,
  node: NodeOf,
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
    const named = node('histology-nodes', cell(row, 'node'))
    const wildtype = review === null ? null : node('histology-nodes', 'GB')
    held.push({
      icd10: icd10 === '*' ? null : icd10,
      node: named ?? panTumour,
      review: named === null ? 'oncotree-version' : review,
      candidates: wildtype === null ? [] : [wildtype],
    })
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

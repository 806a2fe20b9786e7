/** The tree of tumours (a subset of OncoTree): parents, tissues, names, codes of earlier versions. */
import { NodeError } from '../model/errors.ts'
import type { TumourEntries } from './imports/content.ts'
import { badTable, cell, parseTable, setOnce, type TableName } from './tables.ts'

/** Pan-tumour: every tumour is at or below it. It is no node of OncoTree. */
export const panTumour = 'PAN'

export interface TumourNode {
  readonly code: string
  readonly name: string
  /** Null for a tissue. */
  readonly parent: string | null
}

export interface TumourTree {
  readonly version: string
  /** Release that the other tables and the trials' mappings speak of. */
  readonly tablesVersion: string
  readonly nodes: ReadonlyMap<string, TumourNode>
  /** Codes in pre-order: a node, then all that lies below it, then the next; 0 is the first node. */
  readonly inOrder: readonly string[]
  /** Where a node stands in that order, and the last place of what lies below it. */
  readonly places: ReadonlyMap<string, { readonly first: number; readonly last: number }>
  /** Former code (upper case) -> how it relates to nodes of this version. */
  readonly former: ReadonlyMap<string, readonly { readonly kind: FormerKind; readonly code: string }[]>
}

export type FormerKind = 'history' | 'precursor' | 'revocation'

/** What the queries need; `Terminology` has it. */
export interface HasTumours {
  readonly tumours: TumourTree
}

/** An imported tree replaces the curated subset. */
export interface ImportedTree {
  readonly version: string
  readonly entries: TumourEntries
}

export function parseTumourTree(tables: Readonly<Record<TableName, string>>, imported?: ImportedTree): TumourTree {
  const curated = parseCurated(tables)
  if (imported === undefined) return curated
  const former = new Map<string, { kind: FormerKind; code: string }[]>()
  for (const entry of imported.entries.former) addFormer(former, entry)
  const nodes = new Map(imported.entries.nodes.map(node => [node.code, node]))
  return { version: imported.version, tablesVersion: curated.version, nodes, ...preOrder(nodes), former }
}

function parseCurated(tables: Readonly<Record<TableName, string>>): TumourTree {
  const table = parseTable('tumours', tables['tumours'], ['code', 'name', 'parent'])
  const nodes = new Map<string, TumourNode>()
  for (const row of table.rows) {
    const code = cell(row, 'code')
    const parent = cell(row, 'parent')
    if (!/^[A-Z][A-Z0-9_]{0,31}$/.test(code) || code === panTumour)
      throw badTable('tumours', 'a code is not well formed')
    if (parent !== '' && !nodes.has(parent)) throw badTable('tumours', `${code} stands before its parent`)
    setOnce(nodes, code, { code, name: cell(row, 'name'), parent: parent === '' ? null : parent }, 'tumours')
  }
  return {
    version: table.version,
    tablesVersion: table.version,
    nodes,
    ...preOrder(nodes),
    former: parseFormer(tables, nodes),
  }
}

function preOrder(nodes: ReadonlyMap<string, TumourNode>): Pick<TumourTree, 'inOrder' | 'places'> {
  const children = Map.groupBy(nodes.values(), node => node.parent)
  const inOrder: string[] = []
  const places = new Map<string, { first: number; last: number }>()
  const visit = (code: string): void => {
    const first = inOrder.push(code) - 1
    for (const child of children.get(code) ?? []) visit(child.code)
    places.set(code, { first, last: inOrder.length - 1 })
  }
  for (const tissue of children.get(null) ?? []) visit(tissue.code)
  return { inOrder, places }
}

function parseFormer(
  tables: Readonly<Record<TableName, string>>,
  nodes: ReadonlyMap<string, TumourNode>,
): TumourTree['former'] {
  const former = new Map<string, { kind: FormerKind; code: string }[]>()
  for (const row of parseTable('tumour-history', tables['tumour-history'], ['former', 'kind', 'code']).rows) {
    const kind = cell(row, 'kind')
    if (kind !== 'history' && kind !== 'precursor' && kind !== 'revocation') {
      throw badTable('tumour-history', 'a kind is none of history, precursor, revocation')
    }
    const code = cell(row, 'code')
    if (!nodes.has(code)) throw badTable('tumour-history', 'a code is not in the table of tumours')
    addFormer(former, { former: cell(row, 'former'), kind, code })
  }
  return former
}

function addFormer(
  former: Map<string, { kind: FormerKind; code: string }[]>,
  entry: { readonly former: string; readonly kind: FormerKind; readonly code: string },
): void {
  const key = entry.former.toUpperCase()
  former.set(key, [...(former.get(key) ?? []), { kind: entry.kind, code: entry.code }])
}

/**
 * A code of the tables or of a mapping in this tree: the same where the release is the same; of another release only
 * what `history` takes over, or what kept its code and was not made of other nodes. Null: for a person to say.
 */
export function carryOver({ tumours }: HasTumours, code: string): string | null {
  if (code === panTumour) return code
  if (tumours.version === tumours.tablesVersion) return tumours.nodes.has(code) ? code : null
  const former = tumours.former.get(code) ?? []
  if (former.some(entry => entry.kind !== 'history')) return null
  if (tumours.nodes.has(code)) return code
  const [kept, ...others] = former
  return kept !== undefined && others.length === 0 ? kept.code : null
}

export function isTumourCode({ tumours }: HasTumours, code: string): boolean {
  return code === panTumour || tumours.nodes.has(code)
}

/** From the node itself up to its tissue. */
export function pathOf({ tumours }: HasTumours, code: string): string[] {
  const path: string[] = []
  for (let at = tumours.nodes.get(code); at !== undefined; ) {
    path.push(at.code)
    at = at.parent === null ? undefined : tumours.nodes.get(at.parent)
  }
  return path
}

function known(terminology: HasTumours, code: string): TumourNode | null {
  if (code === panTumour) return null
  const node = terminology.tumours.nodes.get(code)
  if (node === undefined) {
    throw new NodeError('cohort/unknown-code', 'this tumour code is not in the table of tumours', {
      hint: 'Use an OncoTree code of mappings/terminology/tumours.csv, or PAN.',
    })
  }
  return node
}

/** The tissue of a node (`COADREAD` -> `BOWEL`); null for PAN, which is in none. */
export function tissueOf(terminology: HasTumours, code: string): string | null {
  const node = known(terminology, code)
  return node === null ? null : (pathOf(terminology, node.code).at(-1) ?? null)
}

export function isAtOrBelow(terminology: HasTumours, code: string, ancestor: string): boolean {
  known(terminology, code)
  known(terminology, ancestor)
  return ancestor === panTumour || pathOf(terminology, code).includes(ancestor)
}

/** One is above the other, or both are one. */
export function areRelated(terminology: HasTumours, a: string, b: string): boolean {
  return isAtOrBelow(terminology, a, b) || isAtOrBelow(terminology, b, a)
}

export function nameOf(terminology: HasTumours, code: string): string {
  return known(terminology, code)?.name ?? 'All solid tumours'
}

/** The lowest node that all of them are at or below; null where they are of several tissues. */
export function commonNode(terminology: HasTumours, codes: readonly string[]): string | null {
  const [first, ...others] = codes.map(code => pathOf(terminology, code))
  return first?.find(code => others.every(path => path.includes(code))) ?? null
}

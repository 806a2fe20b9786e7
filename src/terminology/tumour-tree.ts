/** The tree of tumours (a subset of OncoTree): parents, tissues, names, codes of earlier versions. */
import { NodeError } from '../model/errors.ts'
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

export function parseTumourTree(tables: Readonly<Record<TableName, string>>): TumourTree {
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
  return { version: table.version, nodes, ...preOrder(nodes), former: parseFormer(tables, nodes) }
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
    const key = cell(row, 'former').toUpperCase()
    former.set(key, [...(former.get(key) ?? []), { kind, code }])
  }
  return former
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

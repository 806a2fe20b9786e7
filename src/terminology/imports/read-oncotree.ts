/**
 * Official OncoTree, as the repository publishes it (a tree under `TISSUE`) or as its API answers (a list of tumour
 * types). Source: https://oncotree.mskcc.org, `api/tumorTypes` and `api/tumorTypes/tree`.
 */
import { badFile, counted, type ReadContent, type TumourEntries } from './content.ts'

const ROOT = 'TISSUE'
const USABLE_CODE = /^[A-Z][A-Z0-9_]{0,29}$/
const FORMER = [
  ['history', 'history'],
  ['precursors', 'precursor'],
  ['revocations', 'revocation'],
] as const

interface Entry {
  readonly code: string
  readonly name: string
  readonly parent: string
  readonly former: TumourEntries['former']
}

/**
 * Refuses what is not whole JSON, a code twice, a parent that is missing, a circle of parents, and a file that lacks one
 * of `tissues`. Two codes of the tree (`MDS/MPN`, `HCL-V`) cannot stand in a cohort key: what lies below them moves up.
 */
export function readOncotree(text: string, tissues: readonly string[]): ReadContent {
  const entries = readEntries(parseJson(text))
  const byCode = new Map<string, Entry>()
  for (const entry of entries) {
    if (byCode.has(entry.code)) throw badFile('oncotree', `the code ${entry.code} stands twice`)
    byCode.set(entry.code, entry)
  }
  const missing = tissues.find(code => !byCode.has(code))
  if (missing !== undefined) throw badFile('oncotree', `the tissue ${missing} is missing, so the file is not whole`)
  const nodes: TumourEntries['nodes'][number][] = []
  for (const { code, name } of inOrder(byCode)) {
    if (USABLE_CODE.test(code)) nodes.push({ code, name, parent: usableParent(byCode, code) })
  }
  const usable = new Set(nodes.map(node => node.code))
  const former = entries.flatMap(entry => entry.former)
  const kept = former.filter(one => usable.has(one.code))
  return {
    content: { nodes, former: kept },
    leftOut: counted({
      'codes that a cohort key cannot hold; what lies below them moved up': byCode.size - nodes.length,
      'former codes of those': former.length - kept.length,
    }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badFile('oncotree', 'the file is not whole JSON')
  }
}

function readEntries(json: unknown): Entry[] {
  if (Array.isArray(json)) return json.map(one => entryOf(one, null)).filter(entry => entry.code !== ROOT)
  if (!isObject(json) || !isObject(json[ROOT])) throw badFile('oncotree', `it has no tree under ${ROOT}`)
  const found: Entry[] = []
  const open: { readonly node: Readonly<Record<string, unknown>>; readonly parent: string }[] = childrenOf(
    json[ROOT],
    ROOT,
  )
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entry = entryOf(next.node, next.parent)
    found.push(entry)
    open.push(...childrenOf(next.node, entry.code))
  }
  return found
}

function childrenOf(node: Readonly<Record<string, unknown>>, parent: string) {
  const { children } = node as { readonly children?: unknown }
  if (children === undefined || children === null) return []
  if (!isObject(children)) throw badFile('oncotree', `the children of ${parent} cannot be read`)
  return Object.entries(children).map(([code, child]) => {
    if (!isObject(child) || child['code'] !== code) throw badFile('oncotree', `a child of ${parent} cannot be read`)
    return { node: child, parent }
  })
}

/** `below`: where the tree has it; a list says so itself. */
function entryOf(value: unknown, below: string | null): Entry {
  if (!isObject(value)) throw badFile('oncotree', 'an entry is no object')
  const { code, name, parent } = value as Readonly<Record<string, unknown>>
  if (typeof code !== 'string' || code === '' || code.length > 32) throw badFile('oncotree', 'an entry has no code')
  if (code === ROOT) return { code, name: '', parent: '', former: [] }
  if (typeof name !== 'string' || name === '') throw badFile('oncotree', `${code} has no name`)
  if (typeof parent !== 'string' || parent === '') throw badFile('oncotree', `${code} has no parent`)
  if (below !== null && parent !== below) throw badFile('oncotree', `${code} names another parent than the tree`)
  return { code, name, parent, former: FORMER.flatMap(([member, kind]) => formerOf(value, code, member, kind)) }
}

function formerOf(
  value: Readonly<Record<string, unknown>>,
  code: string,
  member: string,
  kind: TumourEntries['former'][number]['kind'],
): TumourEntries['former'] {
  const codes = value[member] ?? []
  if (!Array.isArray(codes)) throw badFile('oncotree', `${member} of ${code} is no list`)
  return codes.map((former: unknown) => {
    if (typeof former !== 'string' || former === '' || former.length > 32) {
      throw badFile('oncotree', `${member} of ${code} holds what is no code`)
    }
    return { former, kind, code }
  })
}

/** Parents before their children; a circle never comes to its end, and is refused. */
function inOrder(byCode: ReadonlyMap<string, Entry>): Entry[] {
  const done = new Map<string, Entry>()
  for (const start of byCode.values()) {
    const path: Entry[] = []
    for (let at: Entry | undefined = start; at !== undefined && !done.has(at.code); at = byCode.get(at.parent)) {
      if (path.includes(at)) throw badFile('oncotree', `${at.code} lies below itself`)
      path.push(at)
      if (at.parent !== ROOT && !byCode.has(at.parent)) {
        throw badFile('oncotree', `the parent of ${at.code} is missing, so the file is not whole`)
      }
    }
    for (const entry of path.reverse()) done.set(entry.code, entry)
  }
  return [...done.values()]
}

function usableParent(byCode: ReadonlyMap<string, Entry>, code: string): string | null {
  let parent = byCode.get(code)?.parent ?? ROOT
  while (parent !== ROOT && !USABLE_CODE.test(parent)) parent = byCode.get(parent)?.parent ?? ROOT
  return parent === ROOT ? null : parent
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

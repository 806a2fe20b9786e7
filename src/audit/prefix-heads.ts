/** Tree heads of many lengths of one chain in one pass: RFC 6962 `MTH` of each prefix, from the roots of its full subtrees. */
import { createHash } from 'node:crypto'
import type { ChainedEvent } from './event.ts'

/** Prefixes of RFC 6962 section 2.1. */
const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Hex root by length; lengths above the number of events have none. */
export function prefixHeads(
  events: readonly Pick<ChainedEvent, 'hash'>[],
  sizes: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const roots = new Map<number, string>()
  /** Full subtrees, largest first; their sizes are the binary digits of the number of leaves. */
  const full: { readonly leaves: number; readonly root: Buffer }[] = []
  if (sizes.has(0)) roots.set(0, createHash('sha256').digest('hex'))
  events.forEach(({ hash }, at) => {
    let next = { leaves: 1, root: hashOf(LEAF, Buffer.from(hash, 'hex')) }
    for (let last = full.at(-1); last?.leaves === next.leaves; last = full.at(-1)) {
      full.pop()
      next = { leaves: 2 * next.leaves, root: hashOf(NODE, last.root, next.root) }
    }
    full.push(next)
    if (sizes.has(at + 1)) roots.set(at + 1, fold(full.map(({ root }) => root)).toString('hex'))
  })
  return roots
}

function fold(roots: readonly Buffer[]): Buffer {
  return roots.reduceRight((right, left) => hashOf(NODE, left, right))
}

function hashOf(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * Merkle tree over the chain's hashes, RFC 6962 section 2.1: its head says in 32 bytes what the whole audit held at a
 * moment, and is what partner nodes countersign.
 */
import { createHash } from 'node:crypto'
import type { ChainedEvent } from './event.ts'

export interface TreeHead {
  /** Number of events. */
  readonly size: number
  /** Hex SHA-256. */
  readonly rootHash: string
}

/** The prefixes keep a leaf from being taken for an inner node (second preimage, RFC 6962 section 2.1). */
const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Leaf data are the 32 bytes of each event's hash, in the order of the chain. */
export function treeHead(events: readonly Pick<ChainedEvent, 'hash'>[]): TreeHead {
  return { size: events.length, rootHash: merkleRoot(events.map(event => Buffer.from(event.hash, 'hex'))) }
}

/** RFC 6962 `MTH`: hex root over any leaves. */
export function merkleRoot(leaves: readonly Uint8Array[]): string {
  return subtree(leaves, 0, leaves.length).toString('hex')
}

function subtree(leaves: readonly Uint8Array[], from: number, to: number): Buffer {
  const size = to - from
  if (size === 0) return createHash('sha256').digest()
  if (size === 1)
    return createHash('sha256')
      .update(LEAF)
      .update(leaves[from] ?? Buffer.of())
      .digest()
  const middle = from + largestPowerOfTwoBelow(size)
  return createHash('sha256')
    .update(NODE)
    .update(subtree(leaves, from, middle))
    .update(subtree(leaves, middle, to))
    .digest()
}

function largestPowerOfTwoBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

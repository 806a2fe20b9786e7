/**
 * The hash chain of the audit: each event names the hash of the one before it, so that none can be changed, removed or
 * put in between without changing every later hash. Pure; the store appends, `rose audit verify` checks.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'
import type { AuditEvent, ChainedEvent } from './event.ts'

/** What the first event names as its predecessor. */
export const GENESIS_HASH = '0'.repeat(64)

/** Domain separation: no other document of the node is hashed behind this text. */
const EVENT_PREFIX = 'prime-rose/audit-event/1\n'

export type ChainVerdict =
  | { readonly ok: true; readonly events: number; readonly lastHash: string }
  | { readonly ok: false; readonly sequence: number; readonly reason: 'sequence' | 'previous-hash' | 'hash' }

/** Puts an event behind `previous`, or first where that is null. */
export function chainEvent(previous: ChainedEvent | null, event: AuditEvent): ChainedEvent {
  const link = {
    kind: event.kind,
    at: event.at,
    actor: event.actor,
    facts: event.facts,
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? GENESIS_HASH,
  }
  return { ...link, hash: hashOf(link) }
}

/** Checks a whole chain from its first event on, and names the first bad row. */
export function verifyChain(events: Iterable<ChainedEvent>): ChainVerdict {
  let sequence = 0
  let lastHash = GENESIS_HASH
  for (const event of events) {
    sequence += 1
    if (event.sequence !== sequence) return { ok: false, sequence, reason: 'sequence' }
    if (event.previousHash !== lastHash) return { ok: false, sequence, reason: 'previous-hash' }
    if (event.hash !== hashOf(event)) return { ok: false, sequence, reason: 'hash' }
    lastHash = event.hash
  }
  return { ok: true, events: sequence, lastHash }
}

/** Hashes the named members only, so that columns a store adds beside them do not count. */
function hashOf(event: Omit<ChainedEvent, 'hash'>): string {
  const { kind, at, actor, facts, sequence, previousHash } = event
  const text = canonicalJson({ kind, at, actor, facts, sequence, previousHash })
  return createHash('sha256').update(EVENT_PREFIX).update(text).digest('hex')
}

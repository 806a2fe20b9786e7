/**
 * The engine's own record: each entry is chained to the one before it by an HMAC under a key that only the engine has,
 * so that whoever can write the file can neither change nor invent an entry. Pure.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { ShownAuditHead } from '../model/generated/engine-job.ts'
import { parseStrictJson } from '../trust/strict-json.ts'

/** What a table was counted by. */
export interface UsedCatalogue {
  readonly origin: 'federation' | 'program'
  readonly serial: number
  /** SHA-256 of its canonical JSON, hex. */
  readonly sha256: string
}

/** `auditHead`: what the node's audit held when the job came; who writes it anew has two records to write. */
export type RecordFacts =
  | {
      readonly kind: 'let-out'
      readonly act: 'national-table'
      readonly cut: string
      /** SHA-256 of the file that was let out, hex. */
      readonly sha256: string
      /** SHA-256 of the job file, hex. */
      readonly job: string
      readonly approvedBy: readonly string[]
      readonly catalogue: UsedCatalogue
      /** SHA-256 of the history of tables with this one in it, hex. */
      readonly history: string
      readonly auditHead?: ShownAuditHead
    }
  | {
      readonly kind: 'let-out'
      readonly act: 'contribution'
      readonly round: string
      readonly manifestSha256: string
      readonly cut: string
      readonly sha256: string
      readonly job: string
      readonly catalogue: UsedCatalogue
      readonly preApprovalSha256: string
      /** The network table whose results stood, and which it counted changes against. */
      readonly previousSha256: string | null
      /** SHA-256 of the engine's ledger of this round, hex. */
      readonly history: string
      readonly auditHead?: ShownAuditHead
    }
  | {
      /** No contribution is made to this round. */
      readonly kind: 'vetoed'
      readonly round: string
      readonly job: string
      readonly auditHead?: ShownAuditHead
    }
  | {
      /** No new computation is made of these cuts from here on. */
      readonly kind: 'closed'
      readonly cuts: readonly string[]
      readonly reason: string
      /** Number of the last withdrawal that a later cut must have taken up. */
      readonly withdrawals?: number
      readonly job: string
      readonly auditHead?: ShownAuditHead
    }
  | { readonly kind: 'refused'; readonly job: string; readonly code: string }

export interface RecordEntry {
  readonly sequence: number
  /** RFC 3339, UTC. */
  readonly at: string
  readonly facts: RecordFacts
  /** Hex; 64 zeros before the first. */
  readonly previousMac: string
  readonly mac: string
}

const FIRST = '0'.repeat(64)
/** Domain separation from anything else that may ever be authenticated under this key. */
const PREFIX = 'prime-rose/engine-record/1\n'

export function nextEntry(
  entries: readonly RecordEntry[],
  facts: RecordFacts,
  { key, at }: { key: Uint8Array; at: string },
): RecordEntry {
  const last = entries.at(-1)
  const link = { sequence: (last?.sequence ?? 0) + 1, at, facts, previousMac: last?.mac ?? FIRST }
  return { ...link, mac: macOf(link, key) }
}

export function formatEntry(entry: RecordEntry): string {
  return `${canonicalJson(entry)}\n`
}

/**
 * Reads and checks the whole record. A last line without its end was being written when the power went: it let nothing
 * out, because the file comes after the entry, and is left out. Throws `engine/failed` for any other fault.
 */
export function readRecord(text: string, key: Uint8Array): readonly RecordEntry[] {
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)
  const entries: RecordEntry[] = []
  for (const line of lines) {
    const entry = parse(line, entries.length + 1)
    const chained = entry.sequence === entries.length + 1 && entry.previousMac === (entries.at(-1)?.mac ?? FIRST)
    if (!chained || !sameMac(entry.mac, macOf(entry, key))) throw broken(entries.length + 1)
    entries.push(entry)
  }
  return entries
}

function parse(line: string, sequence: number): RecordEntry {
  try {
    return parseStrictJson(line) as RecordEntry
  } catch {
    throw broken(sequence)
  }
}

function macOf({ sequence, at, facts, previousMac }: Omit<RecordEntry, 'mac'>, key: Uint8Array): string {
  return createHmac('sha256', key)
    .update(PREFIX)
    .update(canonicalJson({ sequence, at, facts, previousMac }))
    .digest('hex')
}

function sameMac(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

function broken(sequence: number): NodeError {
  return new NodeError('engine/failed', "the engine's record was changed", {
    hint: 'Compare it with the audit and the backup before anything else leaves.',
    detail: { sequence },
  })
}

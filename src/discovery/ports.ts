/** What answering asks of the store (role `rose_gateway`: no right on `record.*`). */
import type { NationalTable } from '../model/generated/national-table.ts'

export interface PublishedTable {
  readonly table: NationalTable
  /** The engine's signature: compact JWS whose payload is the table. */
  readonly jws: string
  /** SHA-256 of the JWS bytes, hex: the table's name in every answer. */
  readonly sha256: string
  readonly publishedAt: string
}

export interface PublishedTables {
  /** Writes the table and its audit event `table.published` in one transaction; the same table again changes nothing. */
  publish(table: Omit<PublishedTable, 'publishedAt'>): Promise<PublishedTable>
  /** All published tables, oldest first; the last one answers. */
  list(): Promise<readonly PublishedTable[]>
  /** Calls back when another process published a table; returns how to stop listening. */
  onPublished(listener: () => void): Promise<() => Promise<void>>
}

/** A question or a refusal. Never a count and no text of the asker. */
export interface AccessEntry {
  readonly at: string
  readonly kind: 'question.answered' | 'question.refused'
  /** Member id, or null where the asker could not be verified. */
  readonly member: string | null
  /** Stable code of the refusal, or null. */
  readonly code: string | null
  readonly cohortHash: string | null
  readonly tableSha256: string | null
  /** Message to be used up with this entry: (member, jti) may be used once, kept until `expires` (seconds since 1970). */
  readonly use: { readonly member: string; readonly jti: string; readonly expires: number } | null
}

export interface AccessLog {
  /**
   * Durable when it resolves. Many callers share one transaction (group commit): replay rows and access events together.
   * A message that was used before gives `replayed` and its entry is written as a refusal with code `trust/replayed`.
   */
  record(entry: AccessEntry): Promise<'fresh' | 'replayed'>
}

/** What the conduct of rounds asks of the store, and what a document is there. */
import type { AuditEvent } from '../../audit/event.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import type { RoundDocumentMessage } from '../../model/generated/round-document.ts'
import type { MessageUse } from '../../trust/replays.ts'

export type RoundKind = RoundDocumentMessage['kind']

export interface NewDocument {
  readonly round: string
  readonly kind: RoundKind
  /** Member who signed it, or whose engine did. */
  readonly author: string
  /** Where an author says several of a kind: the step of sums, the member of a receipt, the state. */
  readonly part: string
  /** The signed text. */
  readonly text: string
}

export interface KeptDocument extends Omit<NewDocument, 'text'> {
  readonly id: number
  /** SHA-256 of the text, hex. */
  readonly sha256: string
  /** Null where it was erased. */
  readonly text: string | null
  readonly at: string
}

export interface RoundEntry {
  readonly round: string
  readonly coordinator: string
  readonly state: 'open' | 'done' | 'ended'
  readonly reason: string | null
  readonly at: string
}

export interface KeptTable {
  readonly sha256: string
  readonly table: NetworkTable
  readonly text: string
  readonly at: string
}

/** A document that is still to be handed to the outbox for one member. */
export interface Posting {
  readonly document: KeptDocument
  readonly recipient: string
}

export interface Keeping {
  readonly document: NewDocument
  /** Members it has to go to. */
  readonly to: readonly string[]
  /** Durable with the document, before anything leaves. */
  readonly event: AuditEvent | null
  /** Of the message that brought it. */
  readonly use?: MessageUse
  /** Makes the round known where it is the first that is heard of it. */
  readonly coordinator?: string
  /** Whose result it is, where the document is a whole network table. */
  readonly table?: KeptTable
  readonly ends?: { readonly state: 'done' } | { readonly state: 'ended'; readonly reason: string }
}

export interface RoundStore {
  /**
   * All in one transaction. `known`: the same text again changes nothing but the use of the message. `conflict`: the author
   * said something else before; the second text is kept as evidence with an event, and does not count. `replayed`: the
   * message was used before.
   */
  keep(keeping: Keeping): Promise<'kept' | 'known' | 'conflict' | 'replayed'>
  listRounds(): Promise<readonly RoundEntry[]>
  documentsOf(round: string): Promise<readonly KeptDocument[]>
  /** Each after the one that it names as the one before; the last one stands. */
  tables(): Promise<readonly KeptTable[]>
  /** Tables of a ledger that was handed over, with the event in one transaction; how many were new. */
  keepTables(tables: readonly KeptTable[], event: AuditEvent): Promise<number>
  /** What the outbox does not have yet, in the order in which it was said. */
  toPost(limit: number): Promise<readonly Posting[]>
  markPosted(posting: Posting): Promise<void>
  /** Bodies of the contributions of others, in documents and conflicts. */
  eraseContributions(round: string): Promise<number>
}

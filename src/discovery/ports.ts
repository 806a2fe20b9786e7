/** What answering asks of the store (role `rose_gateway`: no right on `record.*`). */
import type { EngineNote } from '../audit/event.ts'
import type { NamedCohort, Within } from '../cohort/lies-within.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { CountryCode } from '../model/ids.ts'
import type { Correspondent } from '../trust/correspondents.ts'
import type { MessageUse } from '../trust/replays.ts'

/** What reading a table needs to know of tumours and cohorts; `terminology` and `cohort` provide it. */
export interface CohortTerms {
  /** Sorted, unique, known codes; throws `cohort/unknown-code`. Idempotent. */
  canonicalise(definition: CohortDefinition): CohortDefinition
  /** Key v1 where all three parts are given, else null. */
  keyOf(definition: CohortDefinition): string | null
  /** SHA-256 of the canonical definition, hex. */
  hashOf(definition: CohortDefinition): string
  /** Null where the key is not one of this version's codes. */
  readNamedCohort(key: string): NamedCohort | null
  /** Groups that an exact set of drugs is in, of whatever version's codes. */
  groupsOfDrugs(drugs: string): readonly string[]
  /** Of a canonical definition that names no cohort. */
  readWithin(definition: CohortDefinition): Within
}

/** A member of the network as its file or directory names it. */
export interface NetworkMember extends Correspondent {
  readonly country: CountryCode
  readonly endpoints: Endpoints
  /** Message types and versions that it speaks; null where a plain file does not say. */
  readonly protocols: readonly string[] | null
}

/** Where a member is reached, by transport. Addresses are http or https, without a slash at their end. */
export interface Endpoints {
  readonly direct?: string
  readonly relay?: { readonly url: string }
  readonly file?: { readonly courier: string }
}

/** What became of one message on its way; a member that does not answer is a row, not an error. */
export type Delivery =
  | { readonly state: 'delivered'; readonly message: string }
  /** The member's own code where it gave a well-formed one. It is unsigned: a hint, no proof. */
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'unreachable' }
  | { readonly state: 'timeout' }
  /** Something answered, but not as a node does. */
  | { readonly state: 'invalid'; readonly why: string }

export type SendQuestion = (asked: {
  readonly member: NetworkMember
  readonly message: string
  readonly timeoutMs: number
  /** Questions have an address of their own at a gateway; `message` is any other kind. */
  readonly kind?: 'question' | 'message'
  /** Aborted: nobody waits for it any more. */
  readonly signal?: AbortSignal
}) => Promise<Delivery>

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
  publish(table: Omit<PublishedTable, 'publishedAt'>, note?: EngineNote): Promise<PublishedTable>
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
  /** Message to be used up with this entry. */
  readonly use: MessageUse | null
  /** Refusals that this entry stands for, where like ones within a minute were counted together; 1 where absent. */
  readonly occurrences?: number
}

export interface AccessLog {
  /**
   * Durable when it resolves. Many callers share one transaction (group commit): replay rows and access events together.
   * A message that was used before gives `replayed` and its entry is written as a refusal with code `trust/replayed`.
   */
  record(entry: AccessEntry): Promise<'fresh' | 'replayed'>
}

/** What asking many members keeps, so that a question goes on after a restart. */
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import type { MemberAnswer, NetworkAnswer } from '../../model/generated/network-answer.ts'

/** A question as it was asked; times in milliseconds since 1970. */
export interface NewQuestion {
  /** `nq-` and 16 hex digits. */
  readonly id: string
  /** Canonical. */
  readonly cohort: CohortDefinition
  readonly denominator: NetworkAnswer['denominator']
  /** The member that asks. */
  readonly askedBy: string
  readonly askedAt: number
  readonly deadline: number
  /** A network file as it was given; null: the directory that the node holds. */
  readonly network: unknown
  /** One a member, in the order of the directory or file; all `waiting`. */
  readonly rows: readonly MemberAnswer[]
}

export interface KeptQuestion extends NewQuestion {
  readonly state: NetworkAnswer['state']
  readonly closedAt: number | null
  /** The network answer as it was signed; null while the question is open. */
  readonly record: string | null
}

export interface QuestionEnd {
  readonly state: 'complete' | 'cancelled'
  readonly closedAt: number
  /** As the record has them. */
  readonly rows: readonly MemberAnswer[]
  readonly record: string
}

export interface QuestionStore {
  /** Writes the question and its audit event `network.asked` in one transaction: nothing is sent before. */
  add(question: NewQuestion): Promise<void>
  find(id: string): Promise<KeptQuestion | null>
  /** Ids, newest first. */
  list(options: { readonly openOnly: boolean }): Promise<readonly string[]>
  /** Changes nothing where the row or its question has ended: a member has one end. */
  setRow(id: string, row: MemberAnswer): Promise<void>
  /** With its audit event `network.closed`; of two ends the first holds, and false is told of the other. */
  close(id: string, end: QuestionEnd): Promise<boolean>
  /** Whether this process runs the question from now on; no two processes run one. */
  take(id: string): Promise<boolean>
  release(id: string): Promise<void>
  /** Calls back with the id of each question that any process changed, or with an empty text where some may have been missed; returns how to stop. */
  onChange(listener: (id: string) => void): Promise<() => Promise<void>>
}

/** Tables of other members, by the SHA-256 of what their engines signed. */
export interface PartnerTables {
  has(sha256: string): Promise<boolean>
  find(sha256: string): Promise<string | null>
  keep(table: { readonly member: string; readonly sha256: string; readonly jws: string }): Promise<void>
}

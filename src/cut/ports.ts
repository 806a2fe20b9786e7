/** What a data cut asks of the store (role `rose_snapshot`: reads `record.*`, writes only `cut.*` and audit events). */
import type { EngineNote } from '../audit/event.ts'
import type { CohortCounts } from '../cohort/measure/exact-measures.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { EnrolmentRow } from '../model/pseudonymised.ts'
import type { CutState } from './states.ts'

/** The ingest that filled the store. */
export interface IngestState {
  readonly trialId: string
  readonly cutoff: string
  readonly mappingId: string
  readonly mappingVersion: string
  readonly versions: { readonly derivation: string; readonly normaliser: string; readonly oncotree: string }
  readonly counts: {
    readonly screened: number
    readonly withdrawn: number
    readonly heldBack: number
    readonly rejected: number
  }
  /** SHA-256 of the batch, hex. */
  readonly contentHash: string
  /** Problems of the source, sorted by code. */
  readonly problems: readonly { readonly code: string; readonly rows: number }[]
  readonly pseudonymKeyVersion: number
  /** Number of the last withdrawal of data; 0 before the first. */
  readonly withdrawals: number
}

export interface EpisodeRow extends EnrolmentRow {
  readonly pseudonym: string
}

/** Everybody, or those alone whose record has an active consent to sharing. */
export type Who = 'all' | 'consent'

/** A definition as lists of codes that rows can be compared with; null is open. */
export interface CohortInCodes {
  /** Of a named cohort; then the other parts say who was screened for it. */
  readonly cohortKey: string | null
  readonly tumours: readonly string[] | null
  /** Canonical alterations and any-of parts. */
  readonly findings: readonly string[] | null
  /** Exact sets of drugs; null too for a named cohort. */
  readonly drugs: readonly string[] | null
}

/** Each node of the tumour tree with the nodes that it lies at or below, itself among them. */
export type TumourPaths = readonly (readonly [code: string, path: readonly string[]])[]

export interface StoredApproval {
  readonly cutId: string
  readonly member: string
  /** Compact JWS over the approval. */
  readonly jws: string
}

export interface StoredCut {
  readonly cut: CutDescription
  readonly state: CutState
  /** RFC 3339. */
  readonly builtAt: string
  /** When it came into its present state. */
  readonly since: string
  /** Null where it never was opened. */
  readonly openedAt: string | null
  readonly closeReason: string | null
  readonly openedBy: readonly string[]
}

/**
 * Told which cuts no new computation may be made of, before that becomes true in the store; where it fails, nothing does.
 * What it gives back goes into the event.
 */
export type TellClosed = (cutIds: readonly string[]) => Promise<EngineNote>

export interface CutStore {
  readIngestState(): Promise<IngestState | null>
  /**
   * The flat rows (`model/flat-row.ts`), as PostgreSQL's COPY writes them in text, in pieces that end anywhere; sorted by
   * pseudonym, which is not among the fields, and number. `consent`: those with an active consent to sharing in their
   * record only.
   */
  copyRows(who: Who, take: (bytes: Uint8Array) => void): Promise<void>
  /** Counts treated, distinct subjects by cohort key, in SQL: the reference for what the snapshot says. */
  countTreatedByCohort(who: Who): Promise<ReadonlyMap<string, number>>
  /** Every measure of some cohorts, in SQL over the flat rows and all in one moment; in the order of `asked`. */
  countCohorts(who: Who, asked: readonly CohortInCodes[], tree: TumourPaths): Promise<readonly CohortCounts[]>
  /**
   * Registers a built cut with its audit event `cut.built`; the same cut again changes nothing. Nothing happens either where
   * the store is not in `state` any more (`overtaken`): nobody ingests or withdraws between that look and the registration.
   */
  saveCut(cut: CutDescription, state: IngestState): Promise<'saved' | 'overtaken'>
  /** In the order of building. */
  listCuts(): Promise<readonly StoredCut[]>
  findCut(cutId: string): Promise<StoredCut | null>
  /** Stores one member's approval with its audit event; one a member and cut (a second is `approval/same-person`). */
  saveApproval(approval: StoredApproval): Promise<readonly StoredApproval[]>
  /** The approvals of one cut, in the order of their arrival: what a later run of the engine is given. */
  listApprovals(cutId: string): Promise<readonly StoredApproval[]>
  /** Opens a built cut and supersedes those that were built before it, each with its event. False in any other state. */
  markOpened(cutId: string, tell: TellClosed): Promise<boolean>
  /** Closes a cut with its event. False where its state forbids it. */
  close(closing: CloseCut, tell: TellClosed): Promise<boolean>
  /**
   * Ends a cut with its event: `destroy` takes its key and file away once the event is written and before it is committed,
   * so that a run that breaks off is done again. False where its state forbids it.
   */
  markEnded(cutId: string, destroy: () => Promise<void>): Promise<boolean>
}

export interface CloseCut {
  readonly cutId: string
  /** Why, as a code. */
  readonly reason: string
  /** Who closes it, as the audit names it. */
  readonly actor: string
}

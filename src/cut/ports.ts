/** What a data cut asks of the store (role `rose_snapshot`: reads `record.*`, writes only `cut.*` and audit events). */
import type { CutDescription } from '../model/generated/cut.ts'
import type { EnrolmentRow } from '../model/pseudonymised.ts'

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
}

export interface SubjectRow {
  readonly pseudonym: string
  /** OncoTree code of the primary tumour, null where under review or unknown. */
  readonly tumour: string | null
}

export interface EpisodeRow extends EnrolmentRow {
  readonly pseudonym: string
}

export interface StoredApproval {
  readonly cutId: string
  readonly member: string
  /** Compact JWS over the approval. */
  readonly jws: string
}

export interface CutStore {
  readIngestState(): Promise<IngestState | null>
  /** Both in one snapshot of the database (REPEATABLE READ), sorted by pseudonym and number. */
  readRows(): Promise<{ readonly subjects: readonly SubjectRow[]; readonly episodes: readonly EpisodeRow[] }>
  /** Counts treated, distinct subjects by cohort key, in SQL: the reference for what the snapshot says. */
  countTreatedByCohort(): Promise<ReadonlyMap<string, number>>
  /** Registers a built cut with its audit event `cut.built`; the same cut again changes nothing. */
  saveCut(cut: CutDescription): Promise<void>
  listCuts(): Promise<
    readonly {
      readonly cut: CutDescription
      readonly state: 'built' | 'opened' | 'closed'
      readonly openedBy: readonly string[]
    }[]
  >
  findCut(cutId: string): Promise<CutDescription | null>
  /** Stores one member's approval with its audit event; one a member and cut (a second is `approval/same-person`). */
  saveApproval(approval: StoredApproval): Promise<readonly StoredApproval[]>
  /** The approvals of one cut, in the order of their arrival: what a later run of the engine is given. */
  listApprovals(cutId: string): Promise<readonly StoredApproval[]>
  /** Marks the cut opened, with its audit event `cut.opened`; once. */
  markOpened(cutId: string): Promise<void>
}

/** What a source says of one subject, whatever kind of source it is: what mapping and projection end in. */
import type { LocalProblem } from '../model/problems.ts'
import type { MappedRecord } from './common-records.ts'
import type { PlacedCode } from './unmapped-codes.ts'

/** Rows of anybody but a `counted` subject become nothing. */
export type Standing = 'counted' | 'withdrawn' | 'held-back' | 'orphan'

export interface SubjectReading {
  /** Local id, trimmed; null: rows that name no subject. */
  readonly subjectId: string | null
  /**
   * `counted`: screened, and not withdrawn. `withdrawn`: of their data. `held-back`: until a person decides. `orphan`:
   * rows without a subject of the trial.
   */
  readonly standing: Standing
  /** Of a counted subject whose rows could be read; null for all others. */
  readonly record: MappedRecord | null
  readonly problems: readonly LocalProblem[]
  /** Codes that nothing takes without a person; for the review queue. */
  readonly unmapped: readonly PlacedCode[]
}

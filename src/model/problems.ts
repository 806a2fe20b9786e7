/** What is wrong with a source, row by row; the codes are those of the trial-data rules. */
export type ProblemCode =
  | 'ae-untreated'
  | 'after-death'
  | 'bad-date'
  | 'before-start'
  | 'code-display-mismatch'
  | 'code-missing'
  | 'cohort-name-missing'
  | 'control-not-evaluable'
  | 'control-undefined'
  | 'criteria-disagree'
  | 'cycle-status-missing'
  | 'date-imputed'
  | 'death-date-conflict'
  | 'death-date-missing'
  | 'duplicate-key'
  | 'duplicate-row'
  | 'duplicate-subject'
  | 'duplicate-visit'
  | 'ecog-conflict'
  | 'identifier-found'
  | 'multiple-cohorts'
  | 'oral-stop-missing'
  | 'orphan-row'
  | 'partial-cycle-date'
  | 'possible-withdrawal'
  | 'profile-unmet'
  | 'record-invalid'
  | 'reference-unresolved'
  | 'response-after-progression'
  | 'slot-conflict'
  | 'transcript-conflict'
  | 'tumour-conflict'
  | 'unit-unclear'
  | 'unknown-biomarker'
  | 'unknown-code'
  | 'unknown-drug'
  | 'unknown-tumour'
  | 'unknown-unit'
  | 'unmapped-code'
  | 'visit-window'
  | 'w16-missing-later-control'
  | 'withdrawn'

/** Before pseudonymisation: `subjectId` is the local id, null where the row has none. */
export interface LocalProblem {
  readonly code: ProblemCode
  readonly sheet: string | null
  readonly line: number | null
  readonly subjectId: string | null
  /** Variable name as the file spells it; null where the row as a whole is meant. */
  readonly column: string | null
}

/** A derivation rule knows fields of the common record (`doses.oralStop`), not columns of one source. */
export interface DerivedProblem extends Omit<LocalProblem, 'column'> {
  readonly field: string | null
  /** Of the origin, where its row gives several entities. */
  readonly part?: number
}

/** What is wrong with a source, row by row; the codes are those of the trial-data rules. */
export type ProblemCode =
  | PlausibilityCode
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

/** What cannot be in a record, or hardly; the rules stand in `mapping/plausibility`. */
export type PlausibilityCode =
  | 'age-impossible'
  | 'codes-contradict'
  | 'cycle-repeated'
  | 'date-in-future'
  | 'death-before-birth'
  | 'death-before-treatment'
  | 'diagnosed-after-treatment'
  | 'dose-after-end'
  | 'dose-gap'
  | 'dose-stop-before-start'
  | 'ecog-5-without-death'
  | 'end-before-treatment'
  | 'event-ends-before-onset'
  | 'fatal-without-grade-5'
  | 'grade-5-without-death'
  | 'response-before-baseline'
  | 'response-untreated'
  | 'screened-after-treatment'
  | 'serious-before-onset'

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

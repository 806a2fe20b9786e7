/** What the normaliser answers. It never guesses: what it cannot read is `review`, what is no alteration is `reject`. */

export type ReviewCode =
  | 'c-only'
  | 'change-ambiguous'
  | 'class-ambiguous'
  | 'code-display-mismatch'
  | 'drug-ambiguous'
  | 'drug-unknown'
  | 'gene-ambiguous'
  | 'gene-unknown'
  | 'metastasis'
  | 'no-threshold'
  | 'oncotree-version'
  | 'star-ambiguous'
  | 'transcript'
  | 'tumour-ambiguous'
  | 'tumour-unknown'
  | 'unparsed'

/** `synonymous`: the protein stays the same. `absent`: the text says that there is no alteration, or no cohort. */
export type RejectCode = 'absent' | 'synonymous'

export type WarningCode =
  /** A misspelling of the curated list was accepted. */
  | 'drug-spelling'
  /** An OncoTree code of an earlier version was taken over. */
  | 'oncotree-history'
  /** The code does not lie below the level asked for and keeps its own. */
  | 'roll-up-not-reached'
  /** Two facts name different nodes; the stronger one decided. */
  | 'tumour-conflict'
  /** A code is in no table, so that it supports no node. */
  | 'tumour-code-unmapped'
  /** The text is not known; the morphology beside it decided. */
  | 'tumour-text-unread'

export interface Normalised {
  readonly status: 'ok' | 'review' | 'reject'
  /** Null unless ok. */
  readonly canonical: string | null
  readonly codes: readonly (ReviewCode | RejectCode)[]
  readonly warnings: readonly WarningCode[]
  /** What a person may choose from; never taken by itself. */
  readonly proposals: readonly string[]
  /** Canonical form before `rollUpTo`, where that was asked for. */
  readonly beforeRollUp?: string
}

export function ok(canonical: string, warnings: readonly WarningCode[] = []): Normalised {
  return { status: 'ok', canonical, codes: [], warnings, proposals: [] }
}

export function review(code: ReviewCode, proposals: readonly string[] = []): Normalised {
  return { status: 'review', canonical: null, codes: [code], warnings: [], proposals }
}

export function reject(code: RejectCode): Normalised {
  return { status: 'reject', canonical: null, codes: [code], warnings: [], proposals: [] }
}

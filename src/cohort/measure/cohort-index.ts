/**
 * The rows of a data cut, laid out for counting. One row an enrolment, and one for each subject without any; sorted by
 * place of the tumour in the tree's pre-order, then by drugs, then by cohort, so that a subtree is a range of rows and a
 * cohort a few of them; patients are numbered by their first rows. What a subject was found to have is in posting lists:
 * for each finding the rows of those who have it, ascending.
 */
export interface CohortIndex {
  readonly source: IndexSource
  /** The tumour tree that the places are of: codes in pre-order, and the last place below each. */
  readonly tumourCodes: readonly string[]
  readonly tumourEnds: Uint16Array
  /** Dictionaries: the number of a row is a position in them, plus one; 0 is none. */
  readonly cohortKeys: readonly string[]
  readonly drugSets: readonly string[]
  /** Canonical alterations, and any-of parts of cohorts (`a,b`), of which the subject has one. */
  readonly findings: readonly string[]
  /** Ascending. */
  readonly quarters: readonly string[]
  readonly patients: number
  readonly rows: IndexRows
  /** First row of each place (0 unknown, then 1, 2, … as in `rows.tumour`), and the number of rows behind the last. */
  readonly placeStarts: Uint32Array
  readonly findingPostings: Postings
  readonly cohortPostings: Postings
  /** HGNC ids, ascending: genes of which more than 1/64 of the rows certainly have an alteration. */
  readonly denseGenes: readonly string[]
  /** A bit a row, lowest first, whether it has one; `ceil(rows / 32)` words a gene. */
  readonly geneBits: Uint32Array
}

/** What every number counted from it names. */
export interface IndexSource {
  readonly trialId: string
  /** Cut-off of the trial's data, `YYYY-MM-DD`. */
  readonly cutoff: string
  /** SHA-256 of the ingested content, hex. */
  readonly contentHash: string
  readonly versions: { readonly derivation: string; readonly normaliser: string; readonly oncotree: string }
}

/** Columns of equal length. */
export interface IndexRows {
  /** 0, 1, … below `patients`. */
  readonly patient: Uint32Array
  /** Place in `tumourCodes` plus one; 0 where unknown. */
  readonly tumour: Uint16Array
  readonly drugs: Uint16Array
  readonly cohort: Uint32Array
  readonly quarter: Uint8Array
  /** `state-code.ts`. */
  readonly state: Uint8Array
  readonly response: Uint8Array
  /** Among the enrolments of its subject: treated ones by start, then by allocation, then the others; 1 is the first. */
  readonly rank: Uint8Array
  /** `FLAGS`. */
  readonly flags: Uint8Array
  /** `bins.ts`. */
  readonly progressionFree: Uint16Array
  readonly overall: Uint16Array
  readonly response28: Uint16Array
  readonly onTreatment: Uint16Array
  /** Person-time: days on treatment. */
  readonly exposureDays: Uint16Array
  readonly grade3RelatedEvents: Uint8Array
  readonly seriousEvents: Uint8Array
  /** Position in `qualityBands` plus one; 0 is not known. */
  readonly quality: Uint8Array
}

export const FLAGS = {
  /** The subject is actionable. */
  actionable: 1,
  /** The subject has more than one row. */
  several: 2,
} as const

export const qualityBands = ['improved', 'stable', 'worse'] as const

/** Lists one after the other: list i is `rows[starts[i]]` up to, without, `rows[starts[i + 1]]`. */
export interface Postings {
  readonly starts: Uint32Array
  readonly rows: Uint32Array
}

export function postingOf({ starts, rows }: Postings, position: number): Uint32Array {
  return rows.subarray(starts[position] ?? 0, starts[position + 1] ?? 0)
}

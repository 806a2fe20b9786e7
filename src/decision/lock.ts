/** What is fixed before looking (rule 10): from it the decision is replayed. */
import { countriesOf } from '../merged-counts/sums.ts'
import type { CountryCut, CutWindow, MergedCounts } from '../model/generated/merged-counts.ts'

export interface LockedPart {
  readonly countries: readonly string[]
  readonly counted: boolean
  readonly cut: CountryCut | CutWindow
  /** SHA-256 of the tables that the part was read from. */
  readonly tables: readonly string[]
}

export interface Lock {
  readonly design: string | null
  readonly cohortKey: string | null
  readonly definitionHash: string | null
  readonly mergedBy: string
  readonly mergedOn: string | null
  readonly program: string
  readonly parts: readonly LockedPart[]
}

export function lockOf({ design, cohort, merged, parts }: MergedCounts): Lock {
  return {
    design: design?.version ?? null,
    cohortKey: cohort.key,
    definitionHash: cohort.definitionHash,
    mergedBy: merged.by,
    mergedOn: merged.on,
    program: merged.program,
    parts: parts.map(part => ({
      countries: countriesOf(part),
      counted: part.counted,
      cut: part.cut,
      tables: part.source.kind === 'discovery' ? part.source.tables : [part.source.sha256],
    })),
  }
}

/** Takes out of what a source says whoever has withdrawn since, as the store remembers it: in no figure, also not in screened. */
import type { LocalProblem, ProblemCode } from '../model/problems.ts'
import { derivePseudonym } from '../pseudonymisation/pseudonym.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../pseudonymisation/purposes.ts'
import type { SourceReading, Withdrawals } from './ports.ts'

/** What is still said of rows of a subject who has withdrawn (trial-data 3, Problems). */
const STILL_SAID: readonly ProblemCode[] = ['bad-date', 'duplicate-row', 'identifier-found', 'orphan-row']

/** What the store remembers, by local subject id. */
export type ScopeOf = (subjectId: string) => 'data' | 'treatment' | null

export function scopeReader(
  { scopes }: Withdrawals,
  { key, trialId }: { key: PseudonymKey; trialId: string },
): ScopeOf {
  if (scopes.size === 0) return () => null
  return subjectId => scopes.get(derivePseudonym(key, { trialId, purpose: RECORD_PURPOSE, subjectId })) ?? null
}

export function asOfNow(reading: SourceReading, scopeOf: ScopeOf): SourceReading {
  const { subjectId, standing } = reading
  if (subjectId === null || standing === 'withdrawn' || standing === 'orphan') return reading
  if (scopeOf(subjectId) !== 'data') return reading
  const problems = [...reading.problems.filter(({ code }) => STILL_SAID.includes(code)), withdrawnProblem(subjectId)]
  return { ...reading, standing: 'withdrawn', record: null, problems }
}

/** No row of the source says it, so none is named. */
function withdrawnProblem(subjectId: string): LocalProblem {
  return { code: 'withdrawn', sheet: null, line: null, subjectId, column: null }
}

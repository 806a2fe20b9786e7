/**
 * What a rule has to say of a row, before it is put to a subject. Rules give findings; `deriveOutcomes` turns them into
 * problems, each once.
 */
import type { Origin } from '../../model/generated/common-record.ts'
import { compareOrigins } from '../../model/origins.ts'
import type { DerivedProblem, ProblemCode } from '../../model/problems.ts'

export interface Finding {
  readonly code: ProblemCode
  /** null: the subject is meant, and no single row. */
  readonly origin: Origin | null
  /** Field of the common record (`assessments.date`); null where the row as a whole is meant. */
  readonly field: string | null
}

/** A finding on the subject, where no single row is to blame. */
export function onSubject(code: ProblemCode): Finding {
  return { code, origin: null, field: null }
}

/** One problem a code and row, in the order of sheet, line and code, whatever the order of the rows was. */
export function reportOnce(subjectId: string, findings: readonly Finding[]): DerivedProblem[] {
  const problems = new Map<string, DerivedProblem>()
  for (const { code, origin, field } of findings) {
    const sheet = origin?.sheet ?? null
    const line = origin?.line ?? null
    const part = origin?.part
    const key = JSON.stringify([code, sheet, line, part ?? null])
    if (problems.has(key)) continue
    problems.set(key, { code, sheet, line, subjectId, field, ...(part === undefined ? {} : { part }) })
  }
  return [...problems.values()].sort(bySheetLineAndCode)
}

function bySheetLineAndCode(a: DerivedProblem, b: DerivedProblem): number {
  return (
    compareTexts(a.sheet ?? '', b.sheet ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.part ?? 0) - (b.part ?? 0) ||
    compareTexts(a.code, b.code)
  )
}

/** Order of the file: what breaks a tie between rows of one date. */
export function byOrigin(a: { readonly origin: Origin }, b: { readonly origin: Origin }): number {
  return compareOrigins(a.origin, b.origin)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What an ingest found, for the people inside the platform; no value of a cell is in it. */
import type { IngestReport, ReportedProblem } from '../model/generated/ingest-report.ts'
import type { LocalProblem } from '../model/problems.ts'
import { derivePseudonym } from '../pseudonymisation/pseudonym.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../pseudonymisation/purposes.ts'
import type { Findings } from './findings.ts'
import type { UnknownColumn } from './ports.ts'

export interface ReportParts {
  readonly trialId: string
  readonly cutoff: string
  readonly findings: Findings
  readonly unknownColumns: readonly UnknownColumn[]
  readonly accepted: number
  readonly unchanged: boolean
  readonly key: PseudonymKey
  readonly localIds: boolean
}

export function makeReport(parts: ReportParts): IngestReport {
  const { findings } = parts
  return {
    trial: parts.trialId,
    cutoff: parts.cutoff,
    screened: findings.screened,
    withdrawn: findings.withdrawn,
    heldBack: findings.heldBack,
    accepted: parts.accepted,
    rejected: findings.screened - parts.accepted,
    problems: findings.problems.toSorted(byPlace).map(subjectNamer(parts)),
    problemCounts: Object.fromEntries([...findings.problemCounts].sort(([a], [b]) => compare(a, b))),
    identifiers: findings.identifiers.toSorted(byPlaceOfHit).map(({ sheet, column, line, kind, certainty }) => ({
      sheet,
      column,
      line,
      kind,
      certainty,
    })),
    unknownColumns: parts.unknownColumns.map(({ sheet, column }) => ({ sheet, column })),
    unchanged: parts.unchanged,
  }
}

function subjectNamer({ key, trialId, localIds }: ReportParts): (problem: LocalProblem) => ReportedProblem {
  const pseudonyms = new Map<string, string>()
  const nameOf = (subjectId: string): string => {
    if (localIds) return subjectId
    const known = pseudonyms.get(subjectId) ?? derivePseudonym(key, { trialId, purpose: RECORD_PURPOSE, subjectId })
    pseudonyms.set(subjectId, known)
    return known
  }
  return ({ code, sheet, line, subjectId, column }) => ({
    code,
    sheet,
    line,
    subject: subjectId === null ? null : nameOf(subjectId),
    column,
  })
}

function byPlace(a: LocalProblem, b: LocalProblem): number {
  return (
    compare(a.sheet ?? '~', b.sheet ?? '~') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compare(a.code, b.code) ||
    compare(a.column ?? '', b.column ?? '')
  )
}

function byPlaceOfHit(a: Findings['identifiers'][number], b: Findings['identifiers'][number]): number {
  return compare(a.sheet, b.sheet) || a.line - b.line || compare(a.column, b.column) || compare(a.kind, b.kind)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What an ingest found, for the people inside the platform; no value of a cell is in it. */
import type { MappedExport } from '../mapping/map-export.ts'
import type { IngestReport, ReportedProblem } from '../model/generated/ingest-report.ts'
import type { LocalProblem } from '../model/problems.ts'
import { derivePseudonym } from '../pseudonymisation/pseudonym.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../pseudonymisation/pseudonymise.ts'
import type { IdentifierHit } from '../pseudonymisation/scanner/scan-export.ts'

export interface ReportParts {
  readonly trialId: string
  readonly cutoff: string
  readonly mapped: MappedExport
  /** Beside those of the mapping. */
  readonly problems: readonly LocalProblem[]
  readonly accepted: number
  readonly identifiers: readonly IdentifierHit[]
  readonly unchanged: boolean
  readonly key: PseudonymKey
  readonly localIds: boolean
}

export function makeReport(parts: ReportParts): IngestReport {
  const { mapped } = parts
  const found = [...mapped.problems, ...parts.problems, ...parts.identifiers.map(identifierProblem)]
  return {
    trial: parts.trialId,
    cutoff: parts.cutoff,
    screened: mapped.screened,
    withdrawn: mapped.withdrawn.length,
    heldBack: mapped.heldBack.length,
    accepted: parts.accepted,
    rejected: mapped.screened - parts.accepted,
    problems: found.sort(byPlace).map(subjectNamer(parts)),
    identifiers: parts.identifiers.map(({ sheet, column, line, kind, certainty }) => ({
      sheet,
      column,
      line,
      kind,
      certainty,
    })),
    unknownColumns: mapped.unknownColumns.map(({ sheet, column }) => ({ sheet, column })),
    unchanged: parts.unchanged,
  }
}

/** Every hit of the scanner is a problem too (trial-data 3). */
function identifierProblem(hit: IdentifierHit): LocalProblem {
  return { code: 'identifier-found', sheet: hit.sheet, line: hit.line, subjectId: hit.subjectId, column: hit.column }
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

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

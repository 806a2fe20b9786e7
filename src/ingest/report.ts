/** What an ingest found, for the people inside the platform; no value of a cell is in it. */
import { isProblem, PROBLEM_TABLE, severityOf } from '../mapping/problem-table.ts'
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
  readonly removed: number
  readonly key: PseudonymKey
  readonly localIds: boolean
}

export function makeReport(parts: ReportParts): IngestReport {
  const { findings } = parts
  const nameOf = subjectNamer(parts)
  const found = findings.problems.toSorted(byPlace)
  const named = ({ code, sheet, line, subjectId, column }: LocalProblem): ReportedProblem => ({
    code,
    sheet,
    line,
    subject: subjectId === null ? null : nameOf(subjectId),
    column,
  })
  return {
    trial: parts.trialId,
    cutoff: parts.cutoff,
    screened: findings.screened,
    withdrawn: findings.withdrawn,
    heldBack: findings.heldBack,
    accepted: parts.accepted,
    rejected: findings.screened - parts.accepted,
    problems: found.filter(({ code }) => isProblem(code)).map(named),
    problemCounts: Object.fromEntries(
      [...findings.problemCounts].filter(([code]) => isProblem(code)).sort(([a], [b]) => compare(a, b)),
    ),
    quality: {
      classes: { ...findings.classes },
      rejectedSubjects: findings.rejectedSubjects
        .toSorted((a, b) => compare(a.subjectId, b.subjectId))
        .map(({ subjectId, class: subjectClass, codes }) => ({
          subject: nameOf(subjectId),
          class: subjectClass,
          codes: [...codes],
        })),
      codes: codesInWords(findings.problemCounts),
      findings: found.filter(({ code }) => !isProblem(code)).map(named),
    },
    identifiers: findings.identifiers.toSorted(byPlaceOfHit).map(({ sheet, column, line, kind, certainty }) => ({
      sheet,
      column,
      line,
      kind,
      certainty,
    })),
    unknownColumns: parts.unknownColumns.map(({ sheet, column }) => ({ sheet, column })),
    unchanged: parts.unchanged,
    removed: parts.removed,
  }
}

function subjectNamer({ key, trialId, localIds }: ReportParts): (subjectId: string) => string {
  const pseudonyms = new Map<string, string>()
  return subjectId => {
    if (localIds) return subjectId
    const known = pseudonyms.get(subjectId) ?? derivePseudonym(key, { trialId, purpose: RECORD_PURPOSE, subjectId })
    pseudonyms.set(subjectId, known)
    return known
  }
}

/** What rejects first, then what comes most often. */
function codesInWords(counts: Findings['problemCounts']): IngestReport['quality']['codes'] {
  const ORDER = ['fatal', 'warning', 'note']
  return [...counts]
    .map(([code, rows]) => ({ code, severity: severityOf(code), rows, words: PROBLEM_TABLE.get(code)?.words ?? '' }))
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.rows - a.rows || compare(a.code, b.code))
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

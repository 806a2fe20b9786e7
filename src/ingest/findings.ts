/** What an ingest finds on its way, counted as a whole and listed up to a limit, so that no source can fill the memory. */

import { severityOf } from '../mapping/problem-table.ts'
import type { PlacedCode } from '../mapping/unmapped-codes.ts'
import type { LocalProblem, ProblemCode } from '../model/problems.ts'
import type { IdentifierHit } from '../pseudonymisation/scanner/scan-export.ts'
import type { SeenCode } from '../review/queue.ts'
import type { SourceReading } from './ports.ts'

export interface Findings {
  readonly screened: number
  readonly withdrawn: number
  readonly heldBack: number
  readonly problems: readonly LocalProblem[]
  readonly identifiers: readonly IdentifierHit[]
  /** All of them, listed or not. */
  readonly problemCounts: ReadonlyMap<ProblemCode, number>
  /** Screened subjects by what became of them; they add up to `screened` once all were read. */
  readonly classes: Readonly<Record<SubjectClass, number>>
  readonly rejectedSubjects: readonly RejectedSubject[]
  /** How often each code came that nothing takes without a person; what the review queue is made of. */
  readonly unmapped: readonly SeenCode[]
}

/** As the ETL contract of peers has them: what cannot be read, what cannot be, taken with warnings, taken as it is. */
export type SubjectClass = 'unreadable' | 'unacceptable' | 'withWarnings' | 'clean'

export interface RejectedSubject {
  readonly subjectId: string
  readonly class: 'unreadable' | 'unacceptable'
  /** Fatal ones, sorted. */
  readonly codes: readonly ProblemCode[]
}

export interface FindingsCollector extends Findings {
  noteReading(reading: SourceReading): void
  /** What was found after the subject was read; `accepted`: it goes to the store. */
  noteMade(subjectId: string, made: { readonly accepted: boolean; readonly problems: readonly LocalProblem[] }): void
  noteUnmapped(codes: readonly PlacedCode[]): void
}

/** Problems, and identifiers, that a report lists. */
export const MOST_LISTED = 100_000

export function collectFindings(mostListed: number = MOST_LISTED): FindingsCollector {
  const standings = { counted: 0, withdrawn: 0, 'held-back': 0, orphan: 0 }
  const problems: LocalProblem[] = []
  const identifiers: IdentifierHit[] = []
  const problemCounts = new Map<ProblemCode, number>()
  const unmapped = new Map<string, SeenCode>()
  const classes = { unreadable: 0, unacceptable: 0, withWarnings: 0, clean: 0 }
  const rejectedSubjects: RejectedSubject[] = []
  /** Subjects read with a warning, whose record waits. */
  const warned = new Set<string>()

  function noteProblems(found: readonly LocalProblem[]): void {
    for (const problem of found) {
      problemCounts.set(problem.code, (problemCounts.get(problem.code) ?? 0) + 1)
      if (problems.length < mostListed) problems.push(problem)
    }
  }

  function noteRejected(subjectId: string, found: readonly LocalProblem[]): void {
    const codes = [...new Set(found.map(({ code }) => code))].filter(code => severityOf(code) === 'fatal').sort()
    const subjectClass = codes.every(code => code === 'record-invalid') ? 'unreadable' : 'unacceptable'
    classes[subjectClass] += 1
    if (rejectedSubjects.length < mostListed) rejectedSubjects.push({ subjectId, class: subjectClass, codes })
  }

  function noteUnmapped(codes: readonly PlacedCode[]): void {
    for (const code of codes) {
      const key = JSON.stringify([code.vocabulary, code.system, code.code, code.sheet, code.column])
      const known = unmapped.get(key)
      if (known === undefined && unmapped.size >= mostListed) continue
      unmapped.set(key, known === undefined ? { ...code, rows: 1 } : { ...known, rows: known.rows + 1 })
    }
  }

  return {
    get screened() {
      return standings.counted
    },
    get withdrawn() {
      return standings.withdrawn
    },
    get heldBack() {
      return standings['held-back']
    },
    get unmapped() {
      return [...unmapped.values()]
    },
    problems,
    identifiers,
    problemCounts,
    classes,
    rejectedSubjects,
    noteReading(reading) {
      standings[reading.standing] += 1
      const { subjectId, problems: found, identifiers: hits } = reading
      if (reading.standing === 'counted' && subjectId !== null) {
        if (reading.record === null) noteRejected(subjectId, found)
        else if (hits.length > 0 || found.some(isWarning)) warned.add(subjectId)
      }
      noteProblems(reading.problems)
      noteUnmapped(reading.unmapped)
      for (const hit of reading.identifiers) {
        if (identifiers.length < mostListed) identifiers.push(hit)
        noteProblems([identifierProblem(hit)])
      }
    },
    noteMade(subjectId, { accepted, problems: found }) {
      noteProblems(found)
      const isWarned = warned.delete(subjectId) || found.some(isWarning)
      if (!accepted) noteRejected(subjectId, found)
      else classes[isWarned ? 'withWarnings' : 'clean'] += 1
    },
    noteUnmapped,
  }
}

const isWarning = ({ code }: LocalProblem): boolean => severityOf(code) !== 'note'

/** Every hit of the scanner is a problem too (trial-data 3). */
function identifierProblem(hit: IdentifierHit): LocalProblem {
  return { code: 'identifier-found', sheet: hit.sheet, line: hit.line, subjectId: hit.subjectId, column: hit.column }
}

/** What an ingest finds on its way, counted as a whole and listed up to a limit, so that no source can fill the memory. */

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
  /** How often each code came that nothing takes without a person; what the review queue is made of. */
  readonly unmapped: readonly SeenCode[]
}

export interface FindingsCollector extends Findings {
  noteReading(reading: SourceReading): void
  noteProblems(problems: readonly LocalProblem[]): void
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

  function noteProblems(found: readonly LocalProblem[]): void {
    for (const problem of found) {
      problemCounts.set(problem.code, (problemCounts.get(problem.code) ?? 0) + 1)
      if (problems.length < mostListed) problems.push(problem)
    }
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
    noteReading(reading) {
      standings[reading.standing] += 1
      noteProblems(reading.problems)
      noteUnmapped(reading.unmapped)
      for (const hit of reading.identifiers) {
        if (identifiers.length < mostListed) identifiers.push(hit)
        noteProblems([identifierProblem(hit)])
      }
    },
    noteProblems,
    noteUnmapped,
  }
}

/** Every hit of the scanner is a problem too (trial-data 3). */
function identifierProblem(hit: IdentifierHit): LocalProblem {
  return { code: 'identifier-found', sheet: hit.sheet, line: hit.line, subjectId: hit.subjectId, column: hit.column }
}

/** Holds each record against the rules of plausibility, before anything is taken from it. */
import { findImplausible } from '../mapping/plausibility/rules.ts'
import { severityOf } from '../mapping/problem-table.ts'
import type { LocalProblem } from '../model/problems.ts'
import type { SourceReading, SourceRecords } from './ports.ts'

/** With what the rules find; without its record where that is fatal. */
export function plausibilityReader(
  today: string,
  columnOf: SourceRecords['columnOf'],
): (reading: SourceReading) => SourceReading {
  return reading => {
    if (reading.record === null) return reading
    const found = findImplausible(reading.record, today).map(({ field, part, ...problem }): LocalProblem => {
      const column = field === null || problem.sheet === null ? null : columnOf(problem.sheet, field, part)
      return { ...problem, column }
    })
    if (found.length === 0) return reading
    const isFatal = found.some(({ code }) => severityOf(code) === 'fatal')
    return { ...reading, problems: [...reading.problems, ...found], record: isFatal ? null : reading.record }
  }
}

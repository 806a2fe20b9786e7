/** The response criterion of an enrolment, and visits at which criteria contradict each other. */
import type { Assessment, Criterion, DeclaredCriterion } from '../../model/generated/common-record.ts'
import { firstPossibleDay } from './calendar.ts'
import { byOrigin, type Finding } from './finding.ts'
import { isControl, isControlDefined, responseBy } from './response.ts'
import { BASELINE } from './visits.ts'

/**
 * Declared at baseline, else for the enrolment; else RANO where a RANO form was used; else the one criterion that alone
 * has codes; else RECIST.
 */
export function criterionOf(
  declared: readonly DeclaredCriterion[],
  assessments: readonly Assessment[],
  ofEnrolment: Criterion | null = null,
): Criterion {
  const stated = declaredAtBaseline(declared) ?? ofEnrolment
  if (stated !== null) return stated
  if (hasForm(assessments, 'RANO')) return 'RANO'
  const [only, ...others] = criteriaWithCodes(assessments)
  return only === undefined || others.length > 0 ? 'RECIST1.1' : only
}

/** The latest of several statements at baseline. */
function declaredAtBaseline(declared: readonly DeclaredCriterion[]): Criterion | null {
  const stated = declared
    .filter(row => row.visit === BASELINE && row.criterion !== null)
    .sort((a, b) => dateOrder(a) - dateOrder(b) || byOrigin(a, b))
  return stated.at(-1)?.criterion ?? null
}

function dateOrder(row: DeclaredCriterion): number {
  return row.date === null ? Number.MIN_SAFE_INTEGER : firstPossibleDay(row.date)
}

function hasForm(assessments: readonly Assessment[], criterion: Criterion): boolean {
  return assessments.some(row => row.responses.some(entry => entry.criterion === criterion))
}

function criteriaWithCodes(assessments: readonly Assessment[]): ReadonlySet<Criterion> {
  return new Set(
    assessments.flatMap(row => row.responses.flatMap(entry => (entry.response === null ? [] : entry.criterion))),
  )
}

/**
 * Rows where one criterion says control and another says none. Codes of one row are compared with each other; a row with
 * a code of the declared criterion also with the other forms of its visit. An empty code says nothing.
 */
export function findDisagreements(assessments: readonly Assessment[], declared: Criterion): Finding[] {
  return assessments
    .filter(row => contradictsItself(row) || isContradicted(row, declared, assessments))
    .map(row => ({ code: 'criteria-disagree', origin: row.origin, field: 'assessments.responses' }))
}

function contradictsItself(row: Assessment): boolean {
  return new Set(verdicts(row)).size > 1
}

function isContradicted(row: Assessment, declared: Criterion, assessments: readonly Assessment[]): boolean {
  const code = responseBy(row, declared)
  if (code === null || row.visit === null || !isControlDefined(declared, code)) return false
  return assessments
    .filter(other => other.visit === row.visit && other.origin.sheet !== row.origin.sheet)
    .some(other => verdicts(other).includes(!isControl(code)))
}

/** Control or none, for each criterion of the row that has a code of which the rules say so. */
function verdicts(row: Assessment): boolean[] {
  return row.responses
    .filter(entry => entry.response !== null && isControlDefined(entry.criterion, entry.response))
    .map(entry => isControl(entry.response))
}

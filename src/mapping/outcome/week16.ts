/**
 * Disease control at week 16 (rule w16/1). The visit's id decides, not its date. A patient without a week-16 row has no
 * control and stays in the denominator, with a reason.
 */
import type { Assessment, Criterion, ResponseCode } from '../../model/generated/common-record.ts'
import type { Outcome } from '../../model/generated/outcome.ts'
import { completeDay, type Day } from './calendar.ts'
import type { Finding } from './finding.ts'
import { isByWeek16, WEEK_16_CLOSES_DAYS } from './maturity.ts'
import { isAssessedBy, isControl, isControlDefined, isProgression, responseBy, worstOf } from './response.ts'
import { isAfterStart, positionOf, type Visit, WEEK_16 } from './visits.ts'

export type NoControlReason = NonNullable<Outcome['noControlReason']>

/** Twice the protocol's seven days around day 112. */
const WINDOW_DAYS = { first: 98, last: 126 }

/** Every week-16 row, whatever form it is. */
export function week16Rows(assessments: readonly Assessment[], start: Day): Assessment[] {
  return assessments.filter(row => row.visit === WEEK_16 && isAfterStart(row, start))
}

export interface Week16Facts {
  /** Rows of the week-16 visit. */
  readonly rows: readonly Assessment[]
  /** All visits by the declared criterion, in the order of time. */
  readonly visits: readonly Visit[]
  readonly criterion: Criterion
  readonly start: Day
}

/** Control by the declared criterion, and no progression before. Of several rows the worst counts. */
export function hasControlAtWeek16(facts: Week16Facts): boolean {
  const code = week16Code(facts)
  return isControlDefined(facts.criterion, code) && isControl(code) && !hasEarlierProgression(facts)
}

export function week16Code({ rows, criterion }: Pick<Week16Facts, 'rows' | 'criterion'>): ResponseCode {
  return worstOf(rows.filter(row => isAssessedBy(row, criterion)).map(row => responseBy(row, criterion)))
}

/** Before the last of several week-16 rows, so that an added row can only take control away. */
function hasEarlierProgression({ rows, visits, start }: Week16Facts): boolean {
  const last = Math.max(...rows.map(row => positionOf(row, start) ?? start))
  return visits.some(visit => isProgression(visit.response) && visit.position < last)
}

export interface EarlyEnds {
  readonly start: Day
  readonly progression: Day | null
  readonly death: Day | null
  /** Day by which treatment had certainly ended. */
  readonly treatmentEnd: Day | null
}

/** Why a mature patient has no control: the first reason that fits by day 119. */
export function noControlReason(facts: Pick<Week16Facts, 'rows' | 'criterion'>, ends: EarlyEnds): NoControlReason {
  const progressed = isByWeek16(ends.progression, ends.start)
  if (facts.rows.length > 0) {
    if (week16Code(facts) === 'iUPD') return 'unconfirmed-progression'
    return progressed ? 'progressed' : 'not-assessable'
  }
  if (progressed) return 'progressed'
  if (isByWeek16(ends.death, ends.start)) return 'died'
  return isByWeek16(ends.treatmentEnd, ends.start) ? 'off-treatment' : 'missed'
}

/** Week-16 rows far from day 112: they count all the same. */
export function findVisitsOutsideWindow(rows: readonly Assessment[], start: Day): Finding[] {
  return rows
    .filter(row => isOutsideWindow(completeDay(row.date), start))
    .map(row => findingOn(row, 'visit-window', 'assessments.date'))
}

function isOutsideWindow(day: Day | null, start: Day): boolean {
  return day !== null && (day < start + WINDOW_DAYS.first || day > start + WINDOW_DAYS.last)
}

/** Every row of a form that was filled in more than once at week 16. */
export function findDuplicateVisits(rows: readonly Assessment[]): Finding[] {
  const forms = Map.groupBy(rows, row => row.origin.sheet)
  return [...forms.values()]
    .filter(sameForm => sameForm.length > 1)
    .flatMap(sameForm => sameForm.map(row => findingOn(row, 'duplicate-visit', 'assessments.visit')))
}

/** Responses that follow a progression by the declared criterion. */
export function findResponsesAfterProgression(visits: readonly Visit[]): Finding[] {
  const first = visits.find(visit => isProgression(visit.response))
  if (first === undefined) return []
  return visits
    .filter(visit => visit.position > first.position && isControl(visit.response))
    .map(visit => findingOn(visit.assessment, 'response-after-progression', 'assessments.responses'))
}

/** Week-16 rows with a code of the declared criterion of which the rules do not say whether it is control. */
export function findUndefinedControl({ rows, criterion }: Pick<Week16Facts, 'rows' | 'criterion'>): Finding[] {
  return rows
    .filter(row => !isControlDefined(criterion, responseBy(row, criterion)))
    .map(row => findingOn(row, 'control-undefined', 'assessments.responses'))
}

/** Week 16 has no row, and a later visit shows control: most likely a visit under a wrong name. */
export function hasOnlyLaterControl(facts: Week16Facts, progression: Day | null): boolean {
  if (facts.rows.length > 0) return false
  return facts.visits.some(
    ({ day, response }) =>
      day !== null &&
      day > facts.start + WEEK_16_CLOSES_DAYS &&
      isControlDefined(facts.criterion, response) &&
      isControl(response) &&
      (progression === null || progression >= day),
  )
}

function findingOn(row: Assessment, code: Finding['code'], field: string): Finding {
  return { code, origin: row.origin, field }
}

/**
 * The derivation rules w16/1: what the rows of one subject say of each of its enrolments. Each rule stands in the file of
 * its trial word; here they are put in order.
 */
import type { CommonRecord } from '../../model/generated/common-record.ts'
import type { Outcome } from '../../model/generated/outcome.ts'
import type { DerivedProblem } from '../../model/problems.ts'
import { findDuplicateKeys, findUntreatedEvents, mergeSameKey } from './adverse-events.ts'
import { findFurtherCohorts, findMissingCohortNames } from './allocation.ts'
import { firstPossibleDay } from './calendar.ts'
import { knownAtCutoff } from './cutoff.ts'
import { dropRowsAfterDeath, findDeath, findDeathDateProblems } from './death.ts'
import { type DerivationContext, deriveEnrolment } from './derive-enrolment.ts'
import { splitByEnrolment } from './enrolment-intervals.ts'
import { findUnusableCycles } from './evaluable.ts'
import { type Finding, reportOnce } from './finding.ts'
import { findGradeConflicts } from './performance.ts'
import { signsOfLife } from './survival.ts'
import { findMissingCycleStatus, treatmentStart } from './treated.ts'

export interface DerivedOutcomes {
  /** One for each enrolment with a cohort name, in the order of allocation. */
  readonly outcomes: Outcome[]
  /** Each once, in the order of sheet and line. */
  readonly problems: DerivedProblem[]
}

export function deriveOutcomes(record: CommonRecord, context: DerivationContext): DerivedOutcomes {
  const cutoff = firstPossibleDay(context.cutoff)
  const death = findDeath(record)
  const living = dropRowsAfterDeath(record, death)
  const known = context.isCutoffDerived === true ? living.record : knownAtCutoff(living.record, cutoff)
  const subject = {
    birth: record.birth,
    ageYears: record.ageYears,
    death,
    signsOfLife: signsOfLife(known, cutoff),
    cutoff,
  }
  const derived = splitByEnrolment({ ...known, adverseEvents: mergeSameKey(known.adverseEvents) }).map(rows =>
    deriveEnrolment(rows, subject, context),
  )
  const findings = [
    ...findDeathDateProblems(record),
    ...living.findings,
    ...findDuplicateKeys(record.adverseEvents),
    ...findRowProblems(living.record),
    ...derived.flatMap(enrolment => enrolment.findings),
  ]
  return { outcomes: derived.map(enrolment => enrolment.outcome), problems: reportOnce(record.subjectId, findings) }
}

/** Problems of rows as such, which no cut-off changes. */
function findRowProblems(record: CommonRecord): Finding[] {
  return [
    ...findMissingCohortNames(record),
    ...findFurtherCohorts(record),
    ...findMissingCycleStatus(record.doses),
    ...findUnusableCycles(record.doses),
    ...findGradeConflicts(record.performance),
    ...findUntreatedEvents(record.adverseEvents, treatmentStart(record.doses) !== null),
  ]
}

/** What is wrong with allocation rows as such. */
import type { CommonRecord } from '../../model/generated/common-record.ts'
import type { CohortReading } from '../../terminology/site-vocabulary.ts'
import { type NamedEnrolment, namedEnrolments } from './enrolment-intervals.ts'
import type { Finding } from './finding.ts'

/** A row with drugs but no cohort name, of a subject with cycles: in no cohort, and never guessed from the other fields. */
export function findMissingCohortNames(record: CommonRecord): Finding[] {
  if (record.doses.length === 0) return []
  return record.enrolments
    .filter(enrolment => enrolment.localName === null && enrolment.drugs.length > 0)
    .map(enrolment => ({ code: 'cohort-name-missing', origin: enrolment.origin, field: 'enrolments.localName' }))
}

/** Each allocation to a named cohort after the first. */
export function findFurtherCohorts(record: CommonRecord): Finding[] {
  return namedEnrolments(record)
    .slice(1)
    .map(enrolment => ({ code: 'multiple-cohorts', origin: enrolment.origin, field: null }))
}

/** What the reading of the cohort name found, on its allocation row. A conflict is between columns, so it names none. */
export function findUnreadCohort(enrolment: NamedEnrolment, reading: CohortReading): Finding[] {
  return reading.problems.map(code => ({
    code,
    origin: enrolment.origin,
    field: code === 'tumour-conflict' ? null : 'enrolments.localName',
  }))
}

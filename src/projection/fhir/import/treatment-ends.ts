/** The end of treatment in each cohort: a treatment has ended when the course of every one of its drugs has. */
import type { Assessment, Enrolment, TreatmentEnd } from '../../../model/generated/common-record.ts'
import type { Course } from './treatment.ts'

export function treatmentEndsOf(
  enrolments: readonly Enrolment[],
  courses: readonly Course[],
  assessments: readonly Assessment[],
): TreatmentEnd[] {
  const spans = spansOf(enrolments)
  const spanOf = (date: string | null) => Math.max(0, date === null ? 0 : spans.findLastIndex(from => from <= date))
  const groups = Map.groupBy(courses, course => spanOf(course.start))
  return [...groups].flatMap(([span, held]) => {
    if (held.some(course => !course.ended)) return []
    const progressed = assessments.filter(one => spanOf(one.date) === span).flatMap(clinicalProgression)
    return [endOf(held, progressed.sort()[0] ?? null)]
  })
}

/** First day of each allocation; what lies before the first belongs to it. */
function spansOf(enrolments: readonly Enrolment[]): string[] {
  const named = enrolments.filter(enrolment => enrolment.localName !== null)
  return named.map(enrolment => enrolment.allocated ?? '9999-12-31').sort()
}

function endOf(courses: readonly Course[], progressionDate: string | null): TreatmentEnd {
  const byEnd = [...courses].sort((a, b) => (a.end ?? '').localeCompare(b.end ?? ''))
  const last = byEnd.at(-1)
  const reason = byEnd.findLast(course => course.reason !== null)?.reason ?? null
  return {
    origin: last?.source.origin ?? { sheet: 'medicationstatement', line: 1 },
    entered: null,
    ended: last?.end ?? null,
    progressionDate: reason === 'progression' ? progressionDate : null,
    reason,
  }
}

/** A clinician's own verdict of progression is what an end-of-treatment form holds as its date of progression. */
function clinicalProgression({ date, responses }: Assessment): string[] {
  return date !== null && responses.some(one => one.criterion === 'clinical' && one.response === 'PD') ? [date] : []
}

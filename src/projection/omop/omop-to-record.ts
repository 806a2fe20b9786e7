/** Rows of one person that `recordToOmop` wrote -> the record again. What the CDM cannot hold is in `losses.ts`. */
import type { OmopRows } from './cdm54.ts'
import { personRows } from './person-rows.ts'
import { readAdverseEvents } from './record/adverse-events.ts'
import { readAlterations } from './record/alterations.ts'
import { readAssessments } from './record/assessments.ts'
import { readFollowUp } from './record/follow-up.ts'
import { readOutcomes } from './record/outcomes.ts'
import { readPerformance } from './record/performance.ts'
import { readQualityOfLife } from './record/quality-of-life.ts'
import { readSpecimens } from './record/specimens.ts'
import { readSubject } from './record/subject.ts'
import { readTreatments } from './record/treatments.ts'
import { readTumours } from './record/tumours.ts'

/** In the shape of `prime-rose-record/1`; the schema decides whether it is one. */
export function omopToRecord(rows: OmopRows): unknown {
  const person = personRows(rows)
  return {
    ...readSubject(person),
    tumours: readTumours(person),
    specimens: readSpecimens(person),
    alterations: readAlterations(person),
    treatments: readTreatments(person),
    assessments: readAssessments(person),
    outcomes: readOutcomes(person),
    performance: readPerformance(person),
    adverseEvents: readAdverseEvents(person),
    qol: readQualityOfLife(person),
    followUp: readFollowUp(person),
  }
}

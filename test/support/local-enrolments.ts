/** Synthetic enrolments as the store holds them: days instead of dates. */
import type { LocalEnrolment } from '../../src/ingest/local-cohorts.ts'
import type { Outcome } from '../../src/model/generated/outcome.ts'

/** Of an outcome; without one, a treated and evaluable patient with stable disease. */
export const aLocalEnrolment = (
  outcome: Partial<Outcome> = {},
  pseudonym = 'p1-00000000000000000000000000000001',
): LocalEnrolment => ({
  pseudonym,
  number: 1,
  localName: outcome.localName ?? 'a/b/c',
  cohortKey: outcome.cohortKey === undefined ? 'v1|B|A|c' : outcome.cohortKey,
  cohortGroup: outcome.cohortGroup ?? 'v1|B|A|c',
  cohortLabel: outcome.cohortLabel ?? 'a, b, c',
  tumour: outcome.tumour ?? null,
  alteration: outcome.alteration ?? null,
  drugs: outcome.drugs ?? null,
  treated: outcome.treated ?? true,
  startQuarter: outcome.treated === false ? null : '2023-Q1',
  startDay: null,
  mature: outcome.mature ?? true,
  awaiting: outcome.awaiting ?? false,
  evaluable: outcome.evaluable ?? true,
  diseaseControl: outcome.diseaseControlW16 === undefined ? true : outcome.diseaseControlW16,
  noControlReason: outcome.noControlReason ?? null,
  bestResponse: outcome.bestOverallResponse === undefined ? 'SD' : outcome.bestOverallResponse,
  confirmedResponse: outcome.confirmedResponse ?? null,
  pfsDays: outcome.pfsDays === undefined ? 112 : outcome.pfsDays,
  pfsEvent: outcome.pfsEvent === undefined ? 0 : outcome.pfsEvent,
  osDays: outcome.osDays === undefined ? 140 : outcome.osDays,
  osEvent: outcome.osEvent === undefined ? 0 : outcome.osEvent,
  grade3Related: outcome.grade3Related ?? false,
  grade3RelatedOrUnknown: outcome.grade3RelatedOrUnknown ?? false,
  serious: outcome.serious ?? false,
  grade3RelatedEvents: outcome.grade3RelatedEvents ?? 0,
  seriousEvents: outcome.seriousEvents ?? 0,
  respondedDays: outcome.respondedDays ?? null,
  responseDays: outcome.responseDays ?? null,
  responseEvent: outcome.responseEvent ?? null,
  onTreatmentDays: outcome.onTreatmentDays ?? null,
  onTreatmentEvent: outcome.onTreatmentEvent ?? null,
  qualityOfLifeChange: outcome.qualityOfLifeChange ?? null,
})

/** The outcome of an enrolment without treatment: nothing happened that a rule could count. */
import type { Outcome } from '../../model/generated/outcome.ts'

export const UNTREATED = {
  treated: false,
  started: null,
  mature: false,
  awaiting: false,
  evaluable: false,
  criterion: null,
  diseaseControlW16: null,
  noControlReason: null,
  bestOverallResponse: null,
  confirmedResponse: null,
  treatmentEnded: null,
  lastDose: null,
  stopReason: null,
  progressed: null,
  pfsDays: null,
  pfsEvent: null,
  osDays: null,
  osEvent: null,
  grade3Related: false,
  grade3RelatedOrUnknown: false,
  serious: false,
} as const satisfies Partial<Outcome>

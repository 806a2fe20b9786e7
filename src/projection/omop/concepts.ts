/**
 * Concepts whose ids the network has published; every other id is looked up in the site's own CONCEPT table, else 0 with
 * the source value kept. Athena's content is its publishers' and not shipped.
 */
export const NO_MATCHING_CONCEPT = 0
export const CASE_REPORT_FORM = 32809

export const GENDER = { male: 8507, female: 8532, unknown: 8551 } as const

/** Field of CONDITION_OCCURRENCE that an event id points to. */
export const CONDITION_FIELD = 1147127

export const EPISODE_CONCEPTS = {
  treatmentRegimen: 32531,
  treatmentCycle: 32532,
  firstOccurrence: 32528,
  recurrence: 32529,
  remission: 32530,
  progression: 32677,
} as const

export const ROUTE = { iv: 4171047, oral: 4132161 } as const

/** A response is a concept of its own; unconfirmed and confirmed progression of iRECIST share one. No NE. */
export const RESPONSE = {
  'RECIST1.1': { CR: 1634772, PR: 1633368, SD: 1634680, PD: 1633597 },
  iRECIST: { iCR: 1633954, iPR: 1635284, iSD: 1635887, iUPD: 1633423, iCPD: 1633423 },
  RANO: { CR: 1634853, PR: 1634574, SD: 1633447, PD: 1634653 },
} as const

export const ECOG = 36305384
/** By grade 0 to 5; the answers of LOINC 89247-1. */
export const ECOG_GRADES = [36309661, 36310827, 36309245, 36308652, 36308589, 45880868] as const

/** CTCAE grade 1 to 5. */
export const CTCAE_GRADES = [763790, 765927, 763791, 765765, 765766] as const

export const EVENT_OUTCOME = {
  recovered: 1447896,
  sequelae: 1074130,
  recovering: 1074213,
  'not-recovered': 1074284,
  fatal: 4236718,
} as const

export const LOST_TO_FOLLOW_UP = 4163894
export const EQ_VAS = 42537274

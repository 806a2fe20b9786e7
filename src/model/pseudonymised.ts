/** What the store takes: nothing here names a person, a hospital's id or a calendar day of a patient. */
import type { PrimeRoseRecord } from './generated/record.ts'
import type { Branded, Pseudonym } from './ids.ts'

/** Typed columns of one enrolment, for counting; the record beside it holds the same facts as a document. */
export interface EnrolmentRow {
  /** 1, 2, … in the order of allocation. */
  readonly number: number
  /** Local spelling of the cohort, trimmed; stays inside the platform. */
  readonly localName: string
  readonly cohortKey: string | null
  readonly cohortGroup: string
  readonly cohortLabel: string
  readonly tumour: string | null
  readonly alteration: string | null
  readonly drugs: string | null
  readonly treated: boolean
  /** e.g. `2023-Q2`; null where not treated. */
  readonly startQuarter: string | null
  /** Treatment start as days after the subject's day 0; null where not treated. */
  readonly startDay: number | null
  readonly mature: boolean
  readonly awaiting: boolean
  readonly evaluable: boolean
  readonly diseaseControl: boolean | null
  readonly noControlReason: string | null
  readonly bestResponse: 'CR' | 'PR' | 'SD' | 'PD' | 'NE' | null
  readonly confirmedResponse: 'CR' | 'PR' | null
  readonly pfsDays: number | null
  readonly pfsEvent: 0 | 1 | null
  readonly osDays: number | null
  readonly osEvent: 0 | 1 | null
  readonly grade3Related: boolean
  readonly grade3RelatedOrUnknown: boolean
  readonly serious: boolean
  readonly grade3RelatedEvents: number
  readonly seriousEvents: number
  /** From treatment start to the first CR or PR, in days. */
  readonly respondedDays: number | null
  readonly responseDays: number | null
  readonly responseEvent: 0 | 1 | null
  readonly onTreatmentDays: number | null
  readonly onTreatmentEvent: 0 | 1 | null
  readonly qualityOfLifeChange: 'improved' | 'stable' | 'worse' | null
}

interface PseudonymisedSubjectShape {
  readonly pseudonym: Pseudonym
  readonly record: PrimeRoseRecord
  /** What the tumour board said; null where the source does not hold it. */
  readonly recommended: boolean | null
  readonly enrolments: readonly EnrolmentRow[]
  /** The local subject id, sealed under the pseudonym key. */
  readonly sealedLocalId: Uint8Array
}

/** Minted by `pseudonymisation` alone. */
export type PseudonymisedSubject = Branded<PseudonymisedSubjectShape, 'PseudonymisedSubject'>

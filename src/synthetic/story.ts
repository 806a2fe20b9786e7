/**
 * The story of a subject, before any row is written: what happened, on which day, and what the rules must find.
 * Days are whole numbers since 1970-01-01. Everything is made up.
 */
import type { Cohort } from './cohorts.ts'
import type { Fate } from './fates.ts'

export type VisitCode = 'V00' | 'V02' | 'V03' | 'V04' | 'V05' | 'V06' | 'V07' | 'V08' | 'V09' | 'V10'
export type Response = 'CR' | 'PR' | 'SD' | 'PD' | 'NE' | 'iUPD'

export interface Assessment {
  readonly visit: VisitCode
  readonly day: number
  /** Null at baseline. `iUPD` and, after it, `PD` (confirmed) occur under iRECIST only. */
  readonly response: Response | null
}

/** How the cycles look; all but `regular` make a patient not evaluable. */
export type Exposure =
  | 'regular'
  | 'single-iv-cycle'
  | 'short-iv-interval'
  | 'short-oral'
  | 'oral-stop-missing'
  | 'partial-cycle-date'

export interface AdverseEventStory {
  readonly number: number
  readonly term: string
  readonly grade: 1 | 2 | 3 | 4 | 5
  readonly serious: boolean
  /** Relation to the first and second drug: 1 not, 2 or 3 unknown, 4 related, null not filled. */
  readonly relations: readonly [number | null, number | null]
  /** Which drug slots are filled. */
  readonly drugSlots: readonly [boolean, boolean]
  readonly onsetDay: number
  readonly endDay: number | null
}

export type EndReason = 'toxicity' | 'progression' | 'refusal' | 'deterioration' | 'completed' | 'other'

export interface TreatmentStory {
  readonly fate: Fate
  readonly startDay: number
  readonly exposure: Exposure
  /** Last day of delivered treatment known at the cut-off. */
  readonly lastDoseDay: number
  /** EOTDAT; null while treated. */
  readonly endDay: number | null
  readonly endReason: EndReason | null
  /** Progression that only the end-of-treatment form tells. */
  readonly clinicalProgressionDay: number | null
  readonly assessments: readonly Assessment[]
  readonly adverseEvents: readonly AdverseEventStory[]
}

export interface EnrolmentStory {
  readonly cohort: Cohort
  /** False: drugs and cycles are filled and the name is not, so that no rule may count it. */
  readonly named: boolean
  readonly allocatedDay: number
  readonly treatment: TreatmentStory | null
}

/** `withdrawn` and `held-back` subjects have a story like others, and are in no figure. */
export type Standing = 'counted' | 'withdrawn' | 'held-back' | 'orphan'

export interface SubjectStory {
  readonly subjectId: string
  readonly standing: Standing
  /** Stopped the drug on their own wish, and stays in every figure. */
  readonly stoppedTreatmentOnly: boolean
  readonly screenedDay: number
  readonly age: number
  readonly sex: 'M' | 'F'
  readonly enrolments: readonly EnrolmentStory[]
  readonly deathDay: number | null
  readonly lastSeenDay: number | null
  /** Declares the fu form: 3 lost, else by death. */
  readonly lost: boolean
}

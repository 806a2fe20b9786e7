/**
 * What is counted of one cohort in one data cut. Exact, hence inside the engine only: it refuses to be written. Every
 * patient is counted once, by the first treated enrolment within the cohort. Each group names its denominator.
 */
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import { definitionHash, definitionKey } from '../definition.ts'
import type { IndexSource } from './cohort-index.ts'
import type { BestResponse, NoControlReason } from './state-code.ts'

export type Denominator = 'screened' | 'enrolled' | 'treated' | 'treated-mature' | 'evaluable'

export interface Counted {
  readonly denominator: Denominator
  /** Patients in the denominator. */
  readonly of: number
}

export interface Funnel {
  /** Patients with the tumours and findings of the cohort, whatever they were given, and all who are enrolled in it. */
  readonly screened: number
  /** Of them those with the tumour board's recommendation; where the source holds none, those in any cohort. */
  readonly actionable: number
  readonly enrolled: number
  readonly treated: number
  readonly treatedMature: number
  readonly evaluable: number
  /** Treated and not mature, or awaiting. */
  readonly pending: number
  /** Of the pending, those whose week-16 form can still come. */
  readonly awaiting: number
}

/** Why patients do not reach the next step of the funnel. */
export interface DropOut {
  readonly notActionable: number
  /** Actionable, and not in this cohort. */
  readonly notEnrolled: number
  readonly notTreated: number
  readonly notMature: number
  /** Mature, and not dosed enough to be evaluable. */
  readonly notDosedEnough: number
}

export interface DiseaseControl extends Counted {
  readonly denominator: 'evaluable' | 'treated-mature'
  /** The same patients under both denominators: control of a patient who was not dosed enough counts in neither. */
  readonly control: number
  /** In the denominator and not in the numerator while their week-16 form can still come. */
  readonly awaiting: number
  readonly reasons: Readonly<Record<NoControlReason, number>>
  /** Had control, and was not dosed enough; 0 of the evaluable. */
  readonly controlNotEvaluable: number
}

export interface Responses extends Counted {
  readonly denominator: 'treated' | 'evaluable'
  /** Best response, unconfirmed. */
  readonly best: Readonly<Record<BestResponse, number>>
  /** CR or PR. */
  readonly objective: number
  readonly objectiveConfirmed: number
}

export interface Safety extends Counted {
  readonly denominator: 'treated'
  readonly grade3Related: number
  readonly grade3RelatedOrUnknown: number
  readonly serious: number
  /** Events, not patients. */
  readonly grade3RelatedEvents: number
  readonly seriousEvents: number
  /** Days on treatment, added up. */
  readonly exposureDays: number
}

/** Bin i, at position i - 1, holds the times in ((i-1) x 28, i x 28] days; the arrays end at the last bin with a patient. */
export interface TimeTable extends Counted {
  readonly denominator: 'treated'
  /** Patients who have a time: all treated ones, or those with a response. */
  readonly entered: number
  readonly events: readonly number[]
  readonly censored: readonly number[]
}

/** Cumulative, from the oldest quarter on. */
export interface Quarter {
  /** `2023-Q2`, of treatment start. */
  readonly quarter: string
  readonly treated: number
  readonly evaluable: number
  readonly pending: number
  readonly control: number
}

export interface QualityOfLife extends Counted {
  readonly denominator: 'treated-mature'
  readonly improved: number
  readonly stable: number
  readonly worse: number
  readonly missing: number
}

export interface CohortCounts {
  readonly funnel: Funnel
  readonly dropOut: DropOut
  /** Treated enrolments beyond the first of each patient: not counted anywhere else. */
  readonly furtherEnrolments: number
  readonly control: readonly [ofEvaluable: DiseaseControl, ofTreatedMature: DiseaseControl]
  readonly responses: readonly [ofTreated: Responses, ofEvaluable: Responses]
  readonly safety: Safety
  readonly progressionFree: TimeTable
  readonly overall: TimeTable
  /** Duration of response, from the first CR or PR, confirmed or not. */
  readonly responseDuration: TimeTable
  readonly onTreatment: TimeTable
  readonly quarters: readonly Quarter[]
  readonly qualityOfLife: QualityOfLife
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

export class ExactMeasures {
  /** Canonical. */
  readonly #definition: CohortDefinition
  readonly source: IndexSource
  readonly #counts: CohortCounts

  constructor(definition: CohortDefinition, source: IndexSource, counts: CohortCounts) {
    this.#definition = definition
    this.source = source
    this.#counts = counts
  }

  /** Hash of the canonical definition. */
  get definition(): string {
    return definitionHash(this.#definition)
  }

  /** Key v1; null for a group that names no cohort. */
  get key(): string | null {
    return definitionKey(this.#definition)
  }

  get counts(): CohortCounts {
    return this.#counts
  }

  toJSON(): never {
    throw new TypeError('exact measures are not written')
  }

  [INSPECT](): string {
    return 'ExactMeasures'
  }
}

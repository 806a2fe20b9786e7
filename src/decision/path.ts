/** Words of a decision along one pooled path. */
import type { TwoStageDesign } from '../model/generated/merged-counts.ts'
import type { Curtailed } from '../statistics/simon/conditional-power.ts'
import type { OperatingCharacteristics } from '../statistics/simon/design.ts'

export type PathDenominator = 'evaluable' | 'treated-mature'

/**
 * `before-stage-1`: too few patients for a look. `wait`: results that are open forbid a stop. `go`, `stop`: stage 1.
 * `positive`, `negative`: stage 2. `closed-early`: closed with too few patients for any rule. `unknown`: the counts that a
 * decision needs are not there.
 */
export type Outcome = 'before-stage-1' | 'wait' | 'go' | 'stop' | 'positive' | 'negative' | 'closed-early' | 'unknown'

/** Patients of one denominator, responders among them, and week-16 results that are still open (pending with awaiting). */
export interface SetCounts {
  readonly n: number
  /** null where it is not published. */
  readonly x: number | null
  readonly open: number
}

export interface QuarterSet extends SetCounts {
  readonly quarter: string
}

/** What is known of one path: everybody, and cumulative by quarter of treatment start, oldest first (empty: not known). */
export interface PathFacts extends SetCounts {
  readonly quarters: readonly QuarterSet[]
  /** What a round published of stage 1. */
  readonly stage1: 'go' | 'stop' | 'wait' | null
}

/** The patients that a look is of; `quarter`: the last of them, null where quarters are not known. */
export interface StageSet extends SetCounts {
  readonly quarter: string | null
}

/** Sizes and thresholds as they came about, with their true error rates. */
export interface AttainedDesign extends OperatingCharacteristics {
  readonly r1: number
  readonly n1: number
  readonly r: number
  readonly n: number
  /** Sizes are the planned ones. */
  readonly asPlanned: boolean
  /** r was derived anew for these sizes. */
  readonly rederived: boolean
}

/** The same rule on another set of patients; never the decision. */
export interface SensitivityRow {
  readonly set: StageSet
  readonly design: AttainedDesign
  readonly outcome: 'positive' | 'negative' | 'wait'
}

export interface PathDecision {
  readonly denominator: PathDenominator
  readonly outcome: Outcome
  readonly stage: 1 | 2 | null
  /** All patients of the denominator. */
  readonly all: SetCounts
  readonly set: StageSet | null
  readonly design: AttainedDesign | null
  /** What is certain before stage 2 is complete; the protocol does not stop on it. */
  readonly curtailed: Curtailed | null
  readonly sensitivity: SensitivityRow | null
}

export interface Plan {
  readonly design: TwoStageDesign
  readonly closed: boolean
}

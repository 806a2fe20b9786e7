/** Above an overview of many cohorts: how many false positives to expect among those shown (rule 9). */
import { expectedFalsePositives, type ShownCohort } from '../statistics/simon/false-positives.ts'
import type { Decision } from './decide.ts'
import type { PathDecision } from './path.ts'

export interface FalsePositives {
  /** Cohorts that have stopped or been decided, and the false positives to expect among them if no drug worked. */
  readonly decided: number
  readonly expected: number
  /** The same among those at stage 2 alone. */
  readonly atStage2: number
  readonly expectedAtStage2: number
}

/** Of the primary denominator; cohorts on their way, or without a decision of one path, do not count. */
export function falsePositives(decisions: readonly Decision[]): FalsePositives {
  const paths = decisions.flatMap(({ denominators }) => denominators[0]?.path ?? []).filter(isOver)
  const second = paths.filter(({ stage }) => stage === 2)
  return {
    decided: paths.length,
    expected: expectedFalsePositives(paths.flatMap(asShown), 'all'),
    atStage2: second.length,
    expectedAtStage2: expectedFalsePositives(second.flatMap(asShown), 'second-stage'),
  }
}

function isOver({ outcome }: PathDecision): boolean {
  return outcome === 'stop' || outcome === 'positive' || outcome === 'negative'
}

function asShown({ design }: PathDecision): ShownCohort[] {
  return design === null ? [] : [{ alpha: design.alpha, pet0: design.pet0 }]
}

/**
 * What the audit asks of a solver of linear programs in integers. Nothing that it answers is believed: its solutions are
 * checked in whole numbers, and what it cannot solve is masked.
 */

export interface ProgramRow {
  readonly from: number
  readonly to: number
  readonly columns: readonly number[]
  /** Beside each column; all 1 where absent. */
  readonly factors?: readonly number[]
}

/** Least cost over the columns, each at least 0; the first `integers` of them whole. */
export interface IntegerProgram {
  readonly costs: readonly number[]
  readonly integers: number
  readonly rows: readonly ProgramRow[]
}

/**
 * `near a corner`: the corner of the linear form or whole numbers close to it, many times as quick; `any`: the first
 * solution that is found; `good`: one whose cost is near to the least.
 */
export type Effort = 'near a corner' | 'any' | 'good'

export interface SolverLimits {
  readonly seconds: number
  readonly effort: Effort
}

export interface IntegerSolver {
  /**
   * A solution; `infeasible` where there is none; `undecided` where the time or the effort was not enough, or the solver
   * failed.
   */
  solve(program: IntegerProgram, limits: SolverLimits): readonly number[] | 'infeasible' | 'undecided'
}

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

export interface SolverLimits {
  readonly seconds: number
  /** Looks at the linear form alone, which is many times as quick. */
  readonly cornerOnly?: boolean
}

export interface IntegerSolver {
  /**
   * Some good solution, not necessarily the best; `infeasible` where there is none; `undecided` where the time was too
   * short, the solver failed, or `cornerOnly` was asked and the corner of the linear form is not in whole numbers.
   */
  solve(program: IntegerProgram, limits: SolverLimits): readonly number[] | 'infeasible' | 'undecided'
}

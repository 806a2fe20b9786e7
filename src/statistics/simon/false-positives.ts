/** How many cohorts among those shown are positive by chance. */

export interface ShownCohort {
  /** Attained probability to be positive at p0. */
  readonly alpha: number
  /** Probability to stop at stage 1 at p0. */
  readonly pet0: number
}

/**
 * Expected false positives if no drug worked. `all`: the cohorts that have stopped or decided are shown. `second-stage`: only
 * those that passed stage 1 are shown, so that each counts alpha / (1 - PET0).
 */
export function expectedFalsePositives(cohorts: readonly ShownCohort[], shown: 'all' | 'second-stage'): number {
  return cohorts.reduce((sum, { alpha, pet0 }) => sum + (shown === 'all' ? alpha : share(alpha, 1 - pet0)), 0)
}

/** A design that stops every cohort at stage 1 has no false positive there. */
function share(alpha: number, goesOn: number): number {
  return goesOn === 0 ? 0 : Math.min(1, alpha / goesOn)
}

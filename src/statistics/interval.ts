/** Two-sided interval `[lower, upper]`, on the scale of the estimate. */
export type Interval = readonly [lower: number, upper: number]

/** x responders of n, with the confidence level of what is asked of them. */
export interface CountWithLevel {
  readonly x: number
  readonly n: number
  readonly level: number
}

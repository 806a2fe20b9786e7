/** Median survival and its interval (Brookmeyer & Crowley 1982). */
import type { LimitsOf, SurvivalStep } from './kaplan-meier.ts'

/** A survival this near to ½ is ½: products of fractions end a few bits off. */
const HALF_WITHIN = 1e-8

/**
 * The smallest time with S <= ½; where S is ½ over a stretch, the middle between that time and the next event (as R and SAS
 * do), or the time itself where no event follows. null where S stays above ½.
 */
export function medianSurvival(steps: readonly SurvivalStep[]): number | null {
  const index = steps.findIndex(({ survival }) => survival <= 0.5 + HALF_WITHIN)
  const reached = steps[index]
  if (reached === undefined) return null
  if (reached.survival < 0.5 - HALF_WITHIN) return reached.time
  const next = steps.slice(index + 1).find(({ events }) => events > 0)
  return next === undefined ? reached.time : (reached.time + next.time) / 2
}

/**
 * First times at which the lower, and the upper, limit of S is at most ½; null where it is never reached. A limit curve can
 * turn up again later: the first crossing counts. A step with S = 0 has no limits and closes nothing.
 */
export function medianInterval(
  steps: readonly SurvivalStep[],
  { limits, z }: { readonly limits: LimitsOf; readonly z: number },
): readonly [lower: number | null, upper: number | null] {
  const crossing = (side: 0 | 1) => steps.find(step => (limits(step, z)?.[side] ?? 1) <= 0.5)?.time ?? null
  return [crossing(0), crossing(1)]
}

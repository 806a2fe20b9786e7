import type { Interval } from '../interval.ts'
import { twoSidedQuantile } from '../special/normal.ts'
import { kaplanMeier, logLimits, logLogLimits, type SurvivalStep, survivalAt } from './kaplan-meier.ts'
import { medianInterval, medianSurvival } from './median.ts'
import type { RiskSet } from './risk-set.ts'

export interface SurvivalInput {
  readonly riskSets: readonly RiskSet[]
  readonly level: number
  /** Times at which survival is wanted with its interval. */
  readonly at: readonly number[]
}

export interface SurvivalAnswer {
  readonly steps: readonly SurvivalStep[]
  readonly at: readonly { readonly time: number; readonly survival: number; readonly interval: Interval | null }[]
  readonly median: number | null
  readonly medianInterval: readonly [lower: number | null, upper: number | null]
  readonly medianIntervalLog: readonly [lower: number | null, upper: number | null]
}

/** Kaplan-Meier curve, values at chosen times (complementary log-log), median with both intervals. */
export function survival({ riskSets, level, at }: SurvivalInput): SurvivalAnswer {
  const steps = kaplanMeier(riskSets)
  const z = twoSidedQuantile(level)
  return {
    steps,
    at: at.map(time => {
      const estimate = survivalAt(steps, time)
      return { time, survival: estimate.survival, interval: logLogLimits(estimate, z) }
    }),
    median: medianSurvival(steps),
    medianInterval: medianInterval(steps, { limits: logLogLimits, z }),
    medianIntervalLog: medianInterval(steps, { limits: logLimits, z }),
  }
}

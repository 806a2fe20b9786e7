/** Product-limit estimate of survival (Kaplan & Meier 1958) with Greenwood's variance (1926). */
import type { Interval } from '../interval.ts'
import type { RiskSet } from './risk-set.ts'

export interface SurvivalStep extends RiskSet {
  readonly survival: number
  /** Greenwood; null where survival is 0. */
  readonly se: number | null
}

export function kaplanMeier(riskSets: readonly RiskSet[]): SurvivalStep[] {
  let survival = 1
  let greenwood = 0
  return riskSets.map(set => {
    const { atRisk, events } = set
    if (events > 0) {
      survival *= (atRisk - events) / atRisk
      greenwood += events / (atRisk * (atRisk - events))
    }
    return { ...set, survival, se: survival === 0 ? null : survival * Math.sqrt(greenwood) }
  })
}

interface Estimate {
  readonly survival: number
  readonly se: number | null
}

export type LimitsOf = (estimate: Estimate, z: number) => Interval | null

/** exp(-exp(log(-log S) ± z se / (S log S))), SAS's default (Kalbfleisch & Prentice 2002, 1.4); [1, 1] at S = 1, null at S = 0. */
export const logLogLimits: LimitsOf = ({ survival, se }, z) => {
  if (survival === 1) return [1, 1]
  if (survival === 0 || se === null) return null
  const log = Math.log(survival)
  const width = (z * se) / (survival * -log)
  return [Math.exp(log * Math.exp(width)), Math.exp(log * Math.exp(-width))]
}

/** S exp(± z se / S), at most 1, R's default; [1, 1] at S = 1, null at S = 0. */
export const logLimits: LimitsOf = ({ survival, se }, z) => {
  if (survival === 0 || se === null) return null
  const factor = Math.exp((z * se) / survival)
  return [survival / factor, Math.min(1, survival * factor)]
}

/** The step in force at a time: the last one not after it. Before the first, everybody lives. */
export function survivalAt(steps: readonly SurvivalStep[], time: number): Estimate {
  return steps.findLast(step => step.time <= time) ?? { survival: 1, se: 0 }
}

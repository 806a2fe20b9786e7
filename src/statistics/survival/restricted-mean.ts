import type { Interval } from '../interval.ts'
import { twoSidedQuantile } from '../special/normal.ts'
import type { SurvivalStep } from './kaplan-meier.ts'

export interface RestrictedMean {
  readonly tau: number
  readonly mean: number
  readonly se: number
  /** mean ± z se, kept within [0, tau]. */
  readonly interval: Interval
}

/**
 * Restricted mean survival to `tau`: the area under S, with its variance Σ A² d/(n(n-d)) where A is the area after a step
 * (Irwin 1949; Klein & Moeschberger 2003, 4.5). null where the curve ends before `tau` with S above 0.
 */
export function restrictedMean(
  steps: readonly SurvivalStep[],
  { tau, level }: { readonly tau: number; readonly level: number },
): RestrictedMean | null {
  const last = steps.at(-1)
  if (last === undefined || (last.time < tau && last.survival > 0)) return null
  const within = steps.filter(({ time }) => time < tau)
  const times = [...within.map(({ time }) => time), tau]
  let area = 0
  let variance = 0
  for (let index = within.length - 1; index >= 0; index -= 1) {
    const step = within[index]
    if (step === undefined) continue
    area += step.survival * ((times[index + 1] ?? tau) - step.time)
    const { atRisk, events } = step
    if (events > 0 && events < atRisk) variance += ((area * area) / atRisk) * (events / (atRisk - events))
  }
  const mean = area + (times[0] ?? tau)
  const se = Math.sqrt(variance)
  const reach = twoSidedQuantile(level) * se
  return { tau, mean, se, interval: [Math.max(0, mean - reach), Math.min(tau, mean + reach)] }
}

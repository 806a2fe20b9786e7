/**
 * What of a pooled survival curve may be shown (policy `survival`): bins of a fixed grid are cut where fewer than
 * `minAtRisk` would remain at risk, then merged until a step holds `minEventsInStep` events; a last smaller one joins the
 * step before. Done on the sums, before anything is computed from them. No time of a single event is left.
 */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'

export interface Bins {
  /** At risk before the first bin. */
  readonly entered: number
  /** By bin; bin i holds the days ((i-1)·width, i·width]. Events come before censorings. */
  readonly events: readonly number[]
  readonly censored: readonly number[]
}

export interface CurveStep {
  /** Last day of the step; its events are taken to happen there. */
  readonly toDay: number
  readonly events: number
  readonly censored: number
}

/** Null where the sums hold some events, but too few for one step. */
export function mergeBins(bins: Bins, rules: DisclosurePolicy['survival']): readonly CurveStep[] | null {
  const steps: CurveStep[] = []
  let [events, censored] = [0, 0]
  const shown = shownBins(bins, rules.minAtRisk)
  for (let bin = 0; bin < shown; bin++) {
    events += bins.events[bin] ?? 0
    censored += bins.censored[bin] ?? 0
    if (events < rules.minEventsInStep) continue
    steps.push({ toDay: (bin + 1) * rules.gridDays, events, censored })
    ;[events, censored] = [0, 0]
  }
  const toDay = shown * rules.gridDays
  const last = steps.at(-1)
  if (last === undefined) return events > 0 || shown === 0 ? null : [{ toDay, events, censored }]
  if (last.toDay === toDay) return steps
  return [...steps.slice(0, -1), { toDay, events: last.events + events, censored: last.censored + censored }]
}

/** Bins before the first after which fewer than `minAtRisk` remain. */
function shownBins({ entered, events, censored }: Bins, minAtRisk: number): number {
  let atRisk = entered
  for (let bin = 0; bin < events.length; bin++) {
    atRisk -= (events[bin] ?? 0) + (censored[bin] ?? 0)
    if (atRisk < minAtRisk) return bin
  }
  return events.length
}

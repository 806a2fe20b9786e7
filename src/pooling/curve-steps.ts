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

/**
 * Null where the sums hold too few events for one step. Bins after the last event are left out: joined to the last step,
 * they would move its events to the end of follow-up. As `merged-counts/curves.ts` does for other sources.
 */
export function mergeBins(bins: Bins, rules: DisclosurePolicy['survival']): readonly CurveStep[] | null {
  const steps: CurveStep[] = []
  let [events, censored] = [0, 0]
  const told = bins.events.slice(0, shownBins(bins, rules.minAtRisk)).findLastIndex(count => count > 0) + 1
  for (let bin = 0; bin < told; bin++) {
    events += bins.events[bin] ?? 0
    censored += bins.censored[bin] ?? 0
    if (events < rules.minEventsInStep) continue
    steps.push({ toDay: (bin + 1) * rules.gridDays, events, censored })
    ;[events, censored] = [0, 0]
  }
  const last = steps.at(-1)
  if (last === undefined) return null
  if (events === 0) return steps
  const joined = { toDay: told * rules.gridDays, events: last.events + events, censored: last.censored + censored }
  return [...steps.slice(0, -1), joined]
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

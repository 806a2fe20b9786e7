/** Survival counts in steps: summed over parts, then merged and cut as the policy has it, before anything is computed. */
import type { CurveCounts, CurveStep, ShownUnder } from '../model/generated/merged-counts.ts'

/**
 * Events and censorings of the parts together. A step of the sum ends where a step of every part ends; a part whose patients
 * have all left has nothing to add later. null for no part, or parts of different denominators.
 */
export function sumCurves(curves: readonly CurveCounts[]): CurveCounts | null {
  const [first] = curves
  if (first === undefined || curves.some(({ denominator }) => denominator !== first.denominator)) return null
  const aligned = alignCurves(curves)
  const steps = (aligned[0]?.steps ?? []).map(({ to }, index) => ({
    to,
    ...totals(aligned.flatMap(curve => curve.steps[index] ?? [])),
  }))
  return {
    denominator: first.denominator,
    entered: curves.reduce((sum, { entered }) => sum + entered, 0),
    steps,
    cut: aligned.some(({ cut }) => cut),
  }
}

/** The same curves with steps that end together; cut where a curve went on. */
export function alignCurves(curves: readonly CurveCounts[]): CurveCounts[] {
  const ends = [...new Set(curves.flatMap(({ steps }) => steps.map(({ to }) => to)))].sort((a, b) => a - b)
  const common = ends.filter(end => curves.every(curve => endsAt(curve, end)))
  const last = common.at(-1) ?? 0
  return curves.map(curve => ({
    ...curve,
    steps: common.map((to, index) => ({
      to,
      ...totals(curve.steps.filter(step => step.to > (common[index - 1] ?? 0) && step.to <= to)),
    })),
    cut: curve.cut || (curve.steps.at(-1)?.to ?? 0) > last,
  }))
}

function endsAt({ steps, entered }: CurveCounts, end: number): boolean {
  const last = steps.at(-1)
  if (last !== undefined && end <= last.to) return steps.some(({ to }) => to === end)
  const { events, censored } = totals(steps)
  return events + censored === entered
}

function totals(steps: readonly CurveStep[]): { events: number; censored: number } {
  return {
    events: steps.reduce((sum, { events }) => sum + events, 0),
    censored: steps.reduce((sum, { censored }) => sum + censored, 0),
  }
}

/**
 * The curve that may be shown: cut where fewer than `minAtRisk` would remain at risk, steps joined until each holds `minEventsInStep`
 * events, a last smaller one joined to the step before. null below `minPatients`, and where no step has enough events.
 */
export function showableCurve(curve: CurveCounts, { survival }: ShownUnder): CurveCounts | null {
  if (curve.entered < survival.minPatients) return null
  const { kept, cut } = cutTail(curve, survival.minAtRisk)
  const steps = joinSteps(kept, survival.minEventsInStep)
  return steps.length === 0 ? null : { ...curve, steps, cut: curve.cut || cut }
}

function cutTail({ steps, entered }: CurveCounts, minAtRisk: number): { kept: readonly CurveStep[]; cut: boolean } {
  let atRisk = entered
  for (const [index, { events, censored }] of steps.entries()) {
    atRisk -= events + censored
    if (atRisk < minAtRisk) return { kept: steps.slice(0, index), cut: true }
  }
  return { kept: steps, cut: false }
}

/** Bins after the last event are left out: they would only move it to their end. */
function joinSteps(bins: readonly CurveStep[], minEvents: number): CurveStep[] {
  const steps: CurveStep[] = []
  let open: CurveStep = { to: 0, events: 0, censored: 0 }
  for (const bin of bins) {
    open = { to: bin.to, events: open.events + bin.events, censored: open.censored + bin.censored }
    if (open.events < minEvents) continue
    steps.push(open)
    open = { to: 0, events: 0, censored: 0 }
  }
  const last = steps.at(-1)
  if (open.events > 0 && last !== undefined) {
    steps[steps.length - 1] = {
      to: lastWithEvent(bins),
      events: last.events + open.events,
      censored: last.censored + censoredUntil(bins, { from: last.to, to: lastWithEvent(bins) }),
    }
  }
  return steps
}

function lastWithEvent(bins: readonly CurveStep[]): number {
  return bins.findLast(({ events }) => events > 0)?.to ?? 0
}

function censoredUntil(bins: readonly CurveStep[], { from, to }: { from: number; to: number }): number {
  return bins.reduce((sum, bin) => sum + (bin.to > from && bin.to <= to ? bin.censored : 0), 0)
}

/** Times in days to bins of the grid; a day on an edge belongs to the bin that ends there, day 0 to the first. */
export function curveOfTimes(
  times: readonly (readonly [days: number, event: number])[],
  { denominator, gridDays }: { readonly denominator: CurveCounts['denominator']; readonly gridDays: number },
): CurveCounts | null {
  if (times.length === 0) return null
  const bins = times.map(([days]) => Math.max(1, Math.ceil(days / gridDays)))
  const steps = Array.from({ length: Math.max(...bins) }, (_, index) => ({
    to: (index + 1) * gridDays,
    events: 0,
    censored: 0,
  }))
  for (const [index, [, event]] of times.entries()) {
    const step = steps[(bins[index] ?? 1) - 1]
    if (step === undefined) continue
    if (event === 1) step.events += 1
    else step.censored += 1
  }
  return { denominator, entered: times.length, steps, cut: false }
}

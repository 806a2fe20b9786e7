/** Kaplan-Meier of the pooled cohort, from steps that may be shown. */
import { showableCurve, sumCurves } from '../../merged-counts/curves.ts'
import { countedParts } from '../../merged-counts/sums.ts'
import type { CurveCounts, MergedCounts } from '../../model/generated/merged-counts.ts'
import { twoSidedQuantile } from '../../statistics/special/normal.ts'
import { logLogLimits } from '../../statistics/survival/kaplan-meier.ts'
import { landmark } from '../../statistics/survival/landmark.ts'
import { restrictedMean } from '../../statistics/survival/restricted-mean.ts'
import type { RiskSet } from '../../statistics/survival/risk-set.ts'
import { type SurvivalAnswer, survival } from '../../statistics/survival/survival.ts'
import { LEVEL } from './parts.ts'

const WEEK_16 = 112
/** Thirteen steps of 28 days. */
const ONE_YEAR = 364
/** Below so many patients steps are too coarse for tests to be taken at their word. */
const APPROXIMATE_BELOW = 50

export function curvesOf(document: MergedCounts) {
  return (['pfs', 'os'] as const).flatMap(name => {
    const curves = countedParts(document).map(part => part.survival[name])
    const present = curves.filter(curve => curve !== undefined)
    if (present.length < curves.length) return []
    const sum = sumCurves(present)
    return sum === null ? [] : [curveOf(name, sum, document)]
  })
}

function curveOf(name: 'pfs' | 'os', sum: CurveCounts, { policy }: MergedCounts) {
  const shown = showableCurve(sum, policy)
  const of = { name, denominator: sum.denominator, entered: sum.entered, approximate: sum.entered < APPROXIMATE_BELOW }
  if (shown === null) {
    const hidden = sum.entered < policy.survival.minPatients ? 'too-few-patients' : 'too-few-events'
    return { ...of, hidden, cut: sum.cut, steps: [], ...NOTHING }
  }
  const riskSets = riskSetsOfCurve(shown)
  const answer = survival({ riskSets, level: LEVEL, at: [] })
  return {
    ...of,
    hidden: null,
    cut: shown.cut,
    steps: stepsOf(answer),
    median: answer.median,
    medianStep: medianStep(answer),
    medianInterval: answer.medianInterval,
    medianIntervalLog: answer.medianIntervalLog,
    week16: landmark(riskSets, { day: WEEK_16, level: LEVEL }),
    restrictedMean: restrictedMean(answer.steps, { tau: ONE_YEAR, level: LEVEL }),
  }
}

const NOTHING = {
  median: null,
  medianStep: null,
  medianInterval: [null, null],
  medianIntervalLog: [null, null],
  week16: null,
  restrictedMean: null,
} as const

export function riskSetsOfCurve({ steps, entered }: CurveCounts): RiskSet[] {
  let atRisk = entered
  return steps.map(({ to, events, censored }) => {
    const set = { time: to, atRisk, events, censored }
    atRisk -= events + censored
    return set
  })
}

function stepsOf({ steps }: SurvivalAnswer) {
  const z = twoSidedQuantile(LEVEL)
  return steps.map((step, index) => ({
    from: steps[index - 1]?.time ?? 0,
    to: step.time,
    atRisk: step.atRisk,
    events: step.events,
    censored: step.censored,
    survival: step.survival,
    se: step.se,
    interval: logLogLimits(step, z),
  }))
}

/** The median lies somewhere in this step: events are put at its end. */
function medianStep({ steps, median }: SurvivalAnswer): { from: number; to: number } | null {
  if (median === null) return null
  const index = steps.findIndex(({ survival: s }) => s <= 0.5 + 1e-8)
  const step = steps[index]
  return step === undefined ? null : { from: steps[index - 1]?.time ?? 0, to: step.time }
}

/** Estimates of the pooled cohort: one proportion, two stages, what may still come, and the third stage. */
import type { Decision } from '../../decision/decide.ts'
import { documentPath, exactFacts } from '../../decision/facts.ts'
import type { PathDecision } from '../../decision/path.ts'
import { firstPatients } from '../../decision/stage-sets.ts'
import type { MergedCounts, TwoStageDesign } from '../../model/generated/merged-counts.ts'
import { betaBinomial } from '../../statistics/bayes/beta-binomial.ts'
import { clopperPearson } from '../../statistics/proportion/clopper-pearson.ts'
import { binomialAtLeast } from '../../statistics/proportion/exact-test.ts'
import { jeffreys } from '../../statistics/proportion/jeffreys.ts'
import { midP } from '../../statistics/proportion/mid-p.ts'
import { upperLimit } from '../../statistics/proportion/one-sided.ts'
import { wilson } from '../../statistics/proportion/wilson.ts'
import { predictivePower } from '../../statistics/simon/conditional-power.ts'
import { koyamaChen } from '../../statistics/simon/koyama-chen.ts'
import { twoStage } from '../../statistics/simon/two-stage.ts'
import { DENOMINATORS, LEVEL } from './parts.ts'

/** Two-sided level of the intervals after two stages, the habit of one-sided tests at 5 %. */
const TWO_STAGE_LEVEL = 0.9

/** Simple proportions of everybody, by denominator; exact counts of at least one patient only. */
export function proportionsOf(document: MergedCounts) {
  return DENOMINATORS.flatMap(denominator => {
    const facts = exactFacts(documentPath(document, denominator))
    if (facts === null || facts.x === null || facts.n === 0) return []
    const { n, x } = facts
    const count = { n, x, level: LEVEL }
    return [
      {
        denominator,
        n,
        x,
        estimate: x / n,
        clopperPearson: clopperPearson(count),
        wilson: wilson(count),
        jeffreys: jeffreys(count),
        midP: midP(count),
        upperOneSided: upperLimit(count),
        pValue: document.design === null ? null : binomialAtLeast({ x, n, p: document.design.p0 }),
      },
    ]
  })
}

/** Inference in the stage-wise order, once the trial is over by its own rule. */
export function twoStageOf(document: MergedCounts, decision: Decision) {
  const { design } = document
  if (design === null) return []
  return decision.denominators.flatMap(({ path }) => (path === null ? [] : inferenceOf(path, document, design)))
}

function inferenceOf(path: PathDecision, document: MergedCounts, planned: TwoStageDesign) {
  const { outcome, set, design, denominator } = path
  if (set === null || set.x === null || design === null || design.n1 >= design.n) return []
  if (outcome !== 'stop' && outcome !== 'positive' && outcome !== 'negative') return []
  const { r1, n1, r, n } = design
  return [
    {
      denominator,
      n: set.n,
      x: set.x,
      r1,
      n1,
      r,
      stoppedAtStage1: outcome === 'stop',
      level: TWO_STAGE_LEVEL,
      ...twoStage({ r1, n1, r, n, x: set.x, p0: planned.p0, level: TWO_STAGE_LEVEL }),
      koyamaChen: otherSecondStage(path, document, planned),
    },
  ]
}

/** Where stage 1 was as planned and known, and stage 2 had another size (rule 8). */
function otherSecondStage({ stage, set, denominator }: PathDecision, document: MergedCounts, planned: TwoStageDesign) {
  const facts = exactFacts(documentPath(document, denominator))
  const first = facts === null ? null : firstPatients(facts, planned.n1)
  if (stage !== 2 || set === null || set.x === null || first === null || first.quarter === null) return null
  if (first.x === null || first.n !== planned.n1 || first.x <= planned.r1 || set.n === planned.n) return null
  const second = { x1: first.x, m2: set.n - first.n, x2: set.x - first.x }
  return { ...second, ...koyamaChen({ ...planned, ...second }) }
}

/** While the cohort goes on: the chance to be positive in the end, given the evaluable so far. */
export function outlookOf({ design }: MergedCounts, decision: Decision) {
  const path = decision.denominators[0]?.path
  if (design === null || path?.outcome !== 'go' || path.all.x === null || path.all.n >= design.n) return null
  const { n, x } = path.all
  const needed = Math.max(0, design.r + 1 - x)
  const remaining = design.n - n
  return {
    n,
    x,
    needed,
    remaining,
    powerP0: binomialAtLeast({ x: needed, n: remaining, p: design.p0 }),
    powerP1: binomialAtLeast({ x: needed, n: remaining, p: design.p1 }),
    predictive: needed === 0 ? 1 : predictivePower({ ...design, n1: n }, x),
  }
}

/** Patients after stage 2, where the protocol foresees them: estimation only. */
export function thirdStageOf({ design }: MergedCounts, decision: Decision) {
  const path = decision.denominators[0]?.path
  if (design === null || design.expansionTo === null || path?.outcome !== 'positive' || path.set === null) return null
  if (path.all.x === null || path.set.x === null || path.all.n <= path.set.n) return null
  const n = path.all.n - path.set.n
  const x = path.all.x - path.set.x
  return { n, x, estimate: x / n, clopperPearson: clopperPearson({ x, n, level: LEVEL }) }
}

/** Uniform prior; thresholds are the rates of the design. */
export function posteriorOf(document: MergedCounts) {
  const [primary] = proportionsOf(document)
  if (primary === undefined || primary.denominator !== 'evaluable') return null
  const thresholds = document.design === null ? [] : [document.design.p0, document.design.p1]
  const prior = { a: 1, b: 1 }
  return { prior, ...betaBinomial({ ...prior, x: primary.x, n: primary.n, level: LEVEL, thresholds }) }
}

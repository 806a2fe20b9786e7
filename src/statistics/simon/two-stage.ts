/** Inference after a two-stage design, in the stage-wise order: every stage-2 outcome is above every stop at stage 1. */
import type { Interval } from '../interval.ts'
import { binomialAtLeast, binomialAtMost } from '../proportion/exact-test.ts'
import { findRoot } from '../special/root.ts'
import { binomialTable } from './binomial-table.ts'
import { type Design, reachesAtLeast, reachesAtMost, stagesAt } from './design.ts'
import { umvue } from './umvue.ts'

export interface TwoStageInput extends Design {
  /** All responders; where x <= r1 the trial stopped with n1 patients, else it has n. */
  readonly x: number
  readonly p0: number
  readonly level: number
}

export interface TwoStageAnswer {
  readonly mle: number
  readonly umvue: number
  readonly pValue: number
  readonly interval: Interval
  readonly intervalKoyamaChen: readonly [lower: number, upper: number | null]
}

export function twoStage({ x, p0, level, ...design }: TwoStageInput): TwoStageAnswer {
  const half = (1 - level) / 2
  const evidence = (p: number) => outcomeAtLeast(design, x, p)
  const lower = x === 0 ? 0 : solve(evidence, half)
  return {
    mle: x / (x <= design.r1 ? design.n1 : design.n),
    umvue: umvue(design, x),
    pValue: evidence(p0),
    interval: [lower, x === design.n ? 1 : 1 - solve(q => outcomeAtMost(design, x, 1 - q), half)],
    // Nothing is below 0 responders: P(>= 0) is 1 at every p, and the limit does not exist.
    intervalKoyamaChen: [lower, x === 0 ? null : solve(evidence, 1 - half)],
  }
}

/** P(outcome >= the observed one) at p: what p values and lower limits stand on. */
export function outcomeAtLeast(design: Design, x: number, p: number): number {
  if (x <= design.r1) return binomialAtLeast({ x, n: design.n1, p })
  return reachesAtLeast(design, x, stagesAt(design, p))
}

/** P(outcome <= the observed one) at p. */
export function outcomeAtMost(design: Design, x: number, p: number): number {
  if (x <= design.r1) return binomialAtMost({ x, n: design.n1, p })
  const stopped = binomialTable(design.n1, p).atMost(design.r1)
  return Math.min(1, stopped + reachesAtMost(design, x, stagesAt(design, p)))
}

/** The p in (0, 1) at which the rising `probability` is `target`, to relative precision: solved for log p. */
function solve(probability: (p: number) => number, target: number): number {
  const logTarget = Math.log(target)
  const excess = (logP: number) => Math.log(probability(Math.exp(logP))) - logTarget
  return Math.exp(findRoot(excess, { low: -100, high: 0 }))
}

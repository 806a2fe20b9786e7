import type { CountWithLevel, Interval } from '../interval.ts'
import { betaTails } from '../special/beta.ts'
import { binomialMass } from '../special/binomial-mass.ts'
import { bracketRising, findRoot } from '../special/root.ts'

/** Mid-P interval (Lancaster 1961): P(X < x) + ½ P(X = x) is half of 1 - level at the upper limit, and likewise above x at the lower. */
export function midP({ x, n, level }: CountWithLevel): Interval {
  const half = (1 - level) / 2
  return [
    x === 0 ? 0 : limit((p, q) => above({ x, n, p, q }) - half, x / n),
    x === n ? 1 : limit((p, q) => half - above({ x: n - x, n, p: q, q: p }), x / n),
  ]
}

interface Point {
  readonly x: number
  readonly n: number
  readonly p: number
  readonly q: number
}

/** P(X > x) + ½ P(X = x). */
function above({ x, n, p, q }: Point): number {
  const beyond = x === n ? 0 : betaTails(p, { a: x + 1, b: n - x }, q).lower
  return beyond + binomialMass({ x, n, p, q }) / 2
}

/** Zero of a function that rises in p, solved for log p or log q, whichever is the smaller: digits count near 0 and near 1. */
function limit(excess: (p: number, q: number) => number, estimate: number): number {
  if (excess(0.5, 0.5) >= 0) return solveLog(logP => excess(Math.exp(logP), -Math.expm1(logP)), estimate)
  return 1 - solveLog(logQ => -excess(-Math.expm1(logQ), Math.exp(logQ)), 1 - estimate)
}

function solveLog(rising: (logarithm: number) => number, estimate: number): number {
  const limits = { low: -745, high: -Math.LN2 }
  const start = Math.min(limits.high, Math.log(Math.max(estimate, 1e-300)))
  return Math.exp(findRoot(rising, bracketRising(rising, { start, step: 0.1, limits })))
}

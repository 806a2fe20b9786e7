import { type Design, reachesAtLeast, type Stages, stagesAt } from './design.ts'

export interface AttainedInput {
  readonly n1: number
  readonly r1: number
  readonly n: number
  readonly p0: number
  readonly p1: number
  readonly alpha: number
}

/**
 * The threshold for sizes that were attained rather than planned: the smallest r in r1..n-1 whose true alpha is at most
 * `alpha`, with its alpha and power; null where there is none.
 */
export function attained({
  n1,
  r1,
  n,
  p0,
  p1,
  alpha,
}: AttainedInput): { r: number; alpha: number; power: number } | null {
  const sizes = { n1, r1, n, r: n - 1 }
  const r = smallestThreshold(sizes, alpha, stagesAt(sizes, p0))
  if (r === null) return null
  const design = { ...sizes, r }
  return {
    r,
    alpha: reachesAtLeast(design, r + 1, stagesAt(design, p0)),
    power: reachesAtLeast(design, r + 1, stagesAt(design, p1)),
  }
}

/** The smallest r in r1..n-1 that keeps alpha, by bisection: alpha falls in r. */
export function smallestThreshold(design: Design, alpha: number, atP0: Stages): number | null {
  let low = design.r1
  let high = design.n - 1
  if (reachesAtLeast(design, high + 1, atP0) > alpha) return null
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (reachesAtLeast(design, middle + 1, atP0) <= alpha) high = middle
    else low = middle + 1
  }
  return low
}

import { logBinomialMass } from '../special/binomial-mass.ts'
import type { Design } from './design.ts'

/**
 * The uniformly minimum variance unbiased estimate after a two-stage design (Jung & Kim 2004): x/n1 after a stop, else the
 * mean of x1/n1 over the ways in which x can have come about. Unbiased, and odd at the edge (1 of 24 gives 12.5 %).
 */
export function umvue({ r1, n1, n }: Design, x: number): number {
  if (x <= r1) return x / n1
  const n2 = n - n1
  const p = x / n
  const ways = Array.from({ length: Math.min(x, n1) - Math.max(r1 + 1, x - n2) + 1 }, (_, index) => {
    const k = Math.max(r1 + 1, x - n2) + index
    return { k, log: logBinomialMass({ x: k, n: n1, p }) + logBinomialMass({ x: x - k, n: n2, p }) }
  })
  const most = ways.reduce((top, way) => Math.max(top, way.log), Number.NEGATIVE_INFINITY)
  // At x = n every patient responded: one way only, whose mass at p = 1 is 1.
  let weights = 0
  let sum = 0
  for (const way of ways) {
    const weight = Math.exp(way.log - most)
    weights += weight
    sum += (weight * way.k) / n1
  }
  return sum / weights
}

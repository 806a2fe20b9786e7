import { binomialAtLeast } from '../proportion/exact-test.ts'
import { logBeta } from '../special/log-gamma.ts'
import type { Design } from './design.ts'

/** P(positive | x1 responders in stage 1) at rate p; 0 after a stop. */
export function conditionalPower({ r1, n1, r, n }: Design, x1: number, p: number): number {
  return x1 <= r1 ? 0 : binomialAtLeast({ x: r + 1 - x1, n: n - n1, p })
}

/** The same over the beta-binomial of stage 2 after the Jeffreys prior Beta(½, ½): the predictive probability of a positive trial. */
export function predictivePower({ r1, n1, r, n }: Design, x1: number): number {
  if (x1 <= r1) return 0
  const n2 = n - n1
  const posterior = { a: x1 + 0.5, b: n1 - x1 + 0.5 }
  let sum = 0
  for (let x2 = n2; x2 >= Math.max(0, r + 1 - x1); x2 -= 1) {
    const ways = -Math.log(n2 + 1) - logBeta(x2 + 1, n2 - x2 + 1)
    sum += Math.exp(ways + logBeta(posterior.a + x2, posterior.b + n2 - x2) - logBeta(posterior.a, posterior.b))
  }
  return Math.min(1, sum)
}

/** What is certain before stage 2 is complete; shown, the protocol does not stop on it. */
export type Curtailed = 'positive-already' | 'cannot-succeed'

/** For x responders of the n patients seen so far, after stage 1 was passed; null where nothing is certain yet. */
export function curtailed(design: Design, { x, n }: { readonly x: number; readonly n: number }): Curtailed | null {
  if (x > design.r) return 'positive-already'
  return x + Math.max(0, design.n - n) <= design.r ? 'cannot-succeed' : null
}

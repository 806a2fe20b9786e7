import { binomialAtLeast, binomialAtMost } from '../proportion/exact-test.ts'
import { betaQuantile } from '../special/beta.ts'
import { binomialTable } from './binomial-table.ts'
import type { Design } from './design.ts'

export interface KoyamaChenInput extends Design {
  /** Responders of stage 1, more than r1. */
  readonly x1: number
  /** Patients and responders of stage 2, whose size differs from the plan. */
  readonly m2: number
  readonly x2: number
  readonly p0: number
}

export interface KoyamaChenAnswer {
  readonly pValue: number
  readonly conditionalAlpha: number
  readonly reject: boolean
}

/** Two sides that are equal on paper differ in the last bits at m2 = n2. */
const EQUAL_WITHIN = 1e-12

/** Test after a second stage of another size than planned (Koyama & Chen 2008). */
export function koyamaChen({ r1, n1, r, n, x1, m2, x2, p0 }: KoyamaChenInput): KoyamaChenAnswer {
  const n2 = n - n1
  const needed = r + 1 - x1
  const secondP = binomialAtLeast({ x: x2, n: m2, p: p0 })
  const conditionalAlpha = binomialAtLeast({ x: needed, n: n2, p: p0 })
  const first = binomialTable(n1, p0)
  const complement = binomialAtMost({ x: x2 - 1, n: m2, p: p0 })
  const second = binomialTable(n2, equivalentRate({ needed, n2, secondP, complement }))
  let pValue = 0
  for (let j = n1; j > r1; j -= 1) pValue += first.mass(j) * second.atLeast(r + 1 - j)
  return {
    pValue: Math.min(1, pValue),
    conditionalAlpha,
    reject: secondP <= conditionalAlpha * (1 + EQUAL_WITHIN),
  }
}

interface Convincing {
  readonly needed: number
  readonly n2: number
  readonly secondP: number
  /** 1 - secondP, by itself: near 1 the difference has no digit left. */
  readonly complement: number
}

/** pi*: the rate at which the planned second stage would have been as convincing as the real one was. */
function equivalentRate({ needed, n2, secondP, complement }: Convincing): number {
  if (needed <= 0) return 0
  if (needed > n2 || complement <= 0) return 1
  if (secondP <= 0) return 0
  const shape = { a: needed, b: n2 - needed + 1 }
  return secondP < 0.5
    ? betaQuantile({ tail: 'lower', probability: secondP, ...shape })
    : betaQuantile({ tail: 'upper', probability: complement, ...shape })
}

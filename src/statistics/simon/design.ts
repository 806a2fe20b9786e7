/**
 * Simon's two-stage design r1/n1, r/n (Simon 1989): stop after n1 patients if x1 <= r1; positive if x > r among all n.
 * PET is the probability of early termination, EN the expected number of patients.
 */
import { type BinomialTable, binomialTable } from './binomial-table.ts'

export interface Design {
  readonly r1: number
  readonly n1: number
  readonly r: number
  readonly n: number
}

export interface OperatingCharacteristics {
  readonly alpha: number
  readonly power: number
  readonly pet0: number
  readonly pet1: number
  readonly en0: number
  readonly en1: number
}

/** Error rates and expected sizes of a design at p0 (no interest) and p1 (of interest). */
export function operatingCharacteristics(
  design: Design,
  { p0, p1 }: { readonly p0: number; readonly p1: number },
): OperatingCharacteristics {
  const at0 = characteristicsAt(design, p0)
  const at1 = characteristicsAt(design, p1)
  return {
    alpha: at0.positive,
    power: at1.positive,
    pet0: at0.pet,
    pet1: at1.pet,
    en0: at0.expected,
    en1: at1.expected,
  }
}

function characteristicsAt(design: Design, p: number): { positive: number; pet: number; expected: number } {
  const first = binomialTable(design.n1, p)
  const second = binomialTable(design.n - design.n1, p)
  return {
    positive: reachesAtLeast(design, design.r + 1, { first, second }),
    pet: first.atMost(design.r1),
    expected: design.n1 + first.atLeast(design.r1 + 1) * second.n,
  }
}

export interface Stages {
  readonly first: BinomialTable
  readonly second: BinomialTable
}

/** P(stage 2 is reached and the total is at least x). */
export function reachesAtLeast({ r1, n1 }: Design, x: number, { first, second }: Stages): number {
  let sum = first.atLeast(Math.max(x, r1 + 1))
  for (let x1 = Math.min(x - 1, n1); x1 > r1; x1 -= 1) sum += first.mass(x1) * second.atLeast(x - x1)
  return Math.min(1, sum)
}

/** P(stage 2 is reached and the total is at most x). */
export function reachesAtMost({ r1, n1 }: Design, x: number, { first, second }: Stages): number {
  let sum = 0
  for (let x1 = Math.min(x, n1); x1 > r1; x1 -= 1) sum += first.mass(x1) * second.atMost(x - x1)
  return Math.min(1, sum)
}

export function stagesAt({ n1, n }: Design, p: number): Stages {
  return { first: binomialTable(n1, p), second: binomialTable(n - n1, p) }
}

/** Search of Simon's designs: minimax and optimal (Simon 1989), admissible (Jung, Carey & Kim 2001; Jung et al. 2004). */
import { smallestThreshold } from './attained.ts'
import { type BinomialTable, binomialTable } from './binomial-table.ts'
import { type Design, reachesAtLeast } from './design.ts'

export interface SearchInput {
  readonly p0: number
  readonly p1: number
  /** Alpha attained is at most this. */
  readonly alpha: number
  /** Power is at least 1 - beta. */
  readonly beta: number
  readonly nmax: number
}

export interface FoundDesign extends Design {
  readonly en0: number
  readonly pet0: number
  readonly alpha: number
  readonly power: number
}

export interface SearchAnswer {
  readonly minimax: FoundDesign | null
  readonly optimal: FoundDesign | null
  /** Corners of the lower convex hull of (n, EN0) from minimax to optimal, by growing n. */
  readonly admissible: readonly FoundDesign[]
}

interface Tables {
  readonly at0: readonly BinomialTable[]
  readonly at1: readonly BinomialTable[]
}

export function simonSearch(input: SearchInput): SearchAnswer {
  const sizes = Array.from({ length: input.nmax + 1 }, (_, n) => n)
  const tables = {
    at0: sizes.map(n => binomialTable(n, input.p0)),
    at1: sizes.map(n => binomialTable(n, input.p1)),
  }
  const falling: FoundDesign[] = []
  for (const n of sizes) {
    // A larger trial with no smaller EN0 is neither minimax nor optimal nor a corner.
    const design = bestOfSize(n, { input, tables, below: falling.at(-1)?.en0 ?? Number.POSITIVE_INFINITY })
    if (design !== null) falling.push(design)
  }
  return { minimax: falling[0] ?? null, optimal: falling.at(-1) ?? null, admissible: lowerHull(falling) }
}

interface Search {
  readonly input: SearchInput
  readonly tables: Tables
  /** EN0 has to be less than this. */
  readonly below: number
}

/** The design of n patients with the least EN0. EN0 does not depend on r, so candidates are tried from the least on. */
function bestOfSize(n: number, search: Search): FoundDesign | null {
  if (n < 2 || mostPower(n, search) < 1 - search.input.beta - 1e-9) return null
  for (const candidate of stageOneCandidates(n, search)) {
    const design = withThreshold(candidate, search)
    if (design !== null) return design
  }
  return null
}

/** Power of the randomised one-stage test of size alpha: no test on n patients, with whatever early stop, has more (Neyman & Pearson 1933). */
function mostPower(n: number, { input, tables }: Search): number {
  const at0 = tables.at0[n]
  const at1 = tables.at1[n]
  if (at0 === undefined || at1 === undefined) return 0
  let r = n
  while (r >= 0 && at0.atLeast(r) <= input.alpha) r -= 1
  if (r < 0) return 1
  const share = (input.alpha - at0.atLeast(r + 1)) / at0.mass(r)
  return at1.atLeast(r + 1) + share * at1.mass(r)
}

interface Candidate {
  readonly n: number
  readonly n1: number
  readonly r1: number
  readonly en0: number
  readonly pet0: number
}

function stageOneCandidates(n: number, { input, tables: { at0, at1 }, below }: Search): Candidate[] {
  const candidates: Candidate[] = []
  for (let n1 = 1; n1 < n; n1 += 1) {
    for (let r1 = 0; r1 < n1; r1 += 1) {
      // PET(p1) grows with r1, and power is at most 1 - PET(p1).
      if ((at1[n1]?.atMost(r1) ?? 1) > input.beta) break
      const pet0 = at0[n1]?.atMost(r1) ?? 0
      const go0 = at0[n1]?.atLeast(r1 + 1) ?? 1
      const en0 = n1 + go0 * (n - n1)
      if (en0 < below) candidates.push({ n, n1, r1, pet0, en0 })
    }
  }
  return candidates.sort((a, b) => a.en0 - b.en0)
}

function withThreshold(candidate: Candidate, { input, tables: { at0, at1 } }: Search): FoundDesign | null {
  const { alpha, beta } = input
  const { n, n1, r1, en0, pet0 } = candidate
  const first0 = at0[n1]
  const second0 = at0[n - n1]
  const first1 = at1[n1]
  const second1 = at1[n - n1]
  if (first0 === undefined || second0 === undefined || first1 === undefined || second1 === undefined) return null
  const atP0 = { first: first0, second: second0 }
  const r = smallestThreshold({ n, n1, r1, r: n - 1 }, alpha, atP0)
  if (r === null) return null
  const design = { r1, n1, r, n }
  const power = reachesAtLeast(design, r + 1, { first: first1, second: second1 })
  if (power < 1 - beta) return null
  return { ...design, en0, pet0, alpha: reachesAtLeast(design, r + 1, atP0), power }
}

/** Lower convex hull, points by growing n (Andrew 1979); points on an edge are no corners. */
function lowerHull(points: readonly FoundDesign[]): FoundDesign[] {
  const hull: FoundDesign[] = []
  for (const point of points) {
    while (!keepsLast(hull, point)) hull.pop()
    hull.push(point)
  }
  return hull
}

function keepsLast(hull: readonly FoundDesign[], point: FoundDesign): boolean {
  const last = hull.at(-1)
  const before = hull.at(-2)
  if (last === undefined || before === undefined) return true
  return (last.n - before.n) * (point.en0 - before.en0) > (last.en0 - before.en0) * (point.n - before.n)
}

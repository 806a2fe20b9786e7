/**
 * Exact test of equal proportions (Freeman & Halton 1951): the sum of the probabilities Π C(n_k, x_k) / C(N, X) of all tables
 * with the same margins that are at most as likely as the observed one, ties within a relative 1e-7.
 * Tables are not listed one by one: the last two strata, or one half of all strata, are summed from sorted tables.
 */
import { logBinomialMass } from '../special/binomial-mass.ts'
import { logGamma } from '../special/log-gamma.ts'
import { type HalfTable, halfTables } from './half-tables.ts'
import { pairTail } from './pair-tail.ts'
import { isAllFull, isAllZero, type Stratum, sumOf } from './strata.ts'

const TIE = 1e-7
/** Tables of all strata but the largest two, each of which costs two searches. */
const MOST_OUTSIDE_PAIR = 60_000
/** Bounds the length of the tails in the pair: about the root of their range. */
const MOST_IN_PAIRS = 60_000_000

/** The p value, or null where too many tables share the margins. */
export function exactHeterogeneity(strata: readonly Stratum[]): number | null {
  if (strata.length < 2 || isAllZero(strata) || isAllFull(strata)) return 1
  const total = sumOf(strata.map(({ x }) => x))
  const size = sumOf(strata.map(({ n }) => n))
  const margins = { total, p: total / size }
  const observed = sumOf(strata.map(({ x, n }) => logBinomialMass({ x, n, p: margins.p })))
  const limit = observed + Math.log1p(TIE)
  const sum = sumLikelyTables(strata, { ...margins, limit })
  if (sum === null) return null
  return Math.min(1, Math.exp(Math.log(sum) - logBinomialMass({ x: total, n: size, p: margins.p })))
}

interface Search {
  readonly total: number
  /** Any p gives the same conditional distribution; the crude rate keeps the numbers near 1. */
  readonly p: number
  /** log of the largest probability that still counts. */
  readonly limit: number
}

function sumLikelyTables(strata: readonly Stratum[], search: Search): number | null {
  const byFewest = [...strata].sort((a, b) => a.n - b.n)
  const outside = byFewest.slice(0, -2)
  const [second, first] = byFewest.slice(-2)
  if (first === undefined || second === undefined) return null
  const inPair = Math.min(second.n, search.total) + 1
  const outsidePair = Math.exp(sumOf(groupSizes(outside).map(({ log }) => log)))
  if (outsidePair <= MOST_OUTSIDE_PAIR && outsidePair * inPair <= MOST_IN_PAIRS) {
    return sumByPair(outside, { first, second }, search)
  }
  return sumByHalves(strata, search)
}

function sumByPair(
  outside: readonly Stratum[],
  { first, second }: { first: Stratum; second: Stratum },
  { total, p, limit }: Search,
): number | null {
  const tables = halfTables(outside, { p, least: total - first.n - second.n, most: total })
  if (tables === null) return null
  let sum = 0
  for (const [responders, { logs, times }] of tables) {
    const tail = pairTail({ first, second, total: total - responders, p })
    for (const [index, log] of logs.entries()) sum += (times[index] ?? 0) * Math.exp(log) * tail(limit - log)
  }
  return sum
}

function sumByHalves(strata: readonly Stratum[], { total, p, limit }: Search): number | null {
  const [left, right] = evenHalves(strata)
  const capacity = (half: readonly Stratum[]) => sumOf(half.map(({ n }) => n))
  const leftTables = halfTables(left, { p, least: total - capacity(right), most: total })
  if (leftTables === null) return null
  const rightTables = halfTables(right, { p, least: total - capacity(left), most: total })
  if (rightTables === null) return null
  let sum = 0
  for (const [responders, half] of leftTables) {
    const other = rightTables.get(total - responders)
    if (other !== undefined) sum += sumPairs(half, other, limit)
  }
  return sum
}

/** Σ over pairs whose product counts; both sorted by probability, so that one index only falls. */
function sumPairs(left: HalfTable, right: HalfTable, limit: number): number {
  let sum = 0
  let below = 0
  let next = 0
  for (let index = left.logs.length - 1; index >= 0; index -= 1) {
    const log = left.logs[index] ?? 0
    while (next < right.logs.length && (right.logs[next] ?? 0) + log <= limit) {
      below += (right.times[next] ?? 0) * Math.exp(right.logs[next] ?? 0)
      next += 1
    }
    sum += (left.times[index] ?? 0) * Math.exp(log) * below
  }
  return sum
}

/** Two halves with about as many tables each; strata of equal size stay together, since their tables are counted once. */
function evenHalves(strata: readonly Stratum[]): readonly [Stratum[], Stratum[]] {
  const left: Stratum[] = []
  const right: Stratum[] = []
  let balance = 0
  for (const { group, log } of groupSizes(strata).sort((a, b) => b.log - a.log)) {
    if (balance <= 0) left.push(...group)
    else right.push(...group)
    balance += balance <= 0 ? log : -log
  }
  return [left, right]
}

/** Strata of equal size, with the log of the number of ways to give them their responders: C(n + m, m). */
function groupSizes(strata: readonly Stratum[]): { readonly group: readonly Stratum[]; readonly log: number }[] {
  return [...Map.groupBy(strata, ({ n }) => n)].map(([n, group]) => {
    const m = group.length
    return { group, log: logGamma(n + m + 1) - logGamma(n + 1) - logGamma(m + 1) }
  })
}

/**
 * Error rates where countries stopped by rules of their own before the cohort was pooled: a stopped country contributes what
 * it has, the others fill up to the pooled size. Exact, by enumeration over the first stages of the countries.
 */
import { binomialTable } from './binomial-table.ts'

/** A country stops after its first n1 patients where at most r1 of them responded. */
export interface LocalRule {
  readonly r1: number
  readonly n1: number
}

export interface PooledWithStops {
  /** Countries with a rule of their own. */
  readonly rules: readonly LocalRule[]
  /** True where a country without such a rule goes on whatever happens. */
  readonly othersGoOn: boolean
  /** The pooled cohort is positive if x > r among n, all countries together. */
  readonly r: number
  readonly n: number
}

/**
 * P(the pooled cohort is positive) at rate p, where it ends once every country has stopped. null where the first stages of the
 * countries are more than n patients: then the pooled rule was never planned at that size.
 */
export function positiveWithLocalStops({ rules, othersGoOn, r, n }: PooledWithStops, p: number): number | null {
  const first = rules.reduce((sum, { n1 }) => sum + n1, 0)
  if (first > n || n < 1) return null
  const all = binomialTable(n, p).atLeast(r + 1)
  if (othersGoOn || rules.length === 0) return all
  const rest = binomialTable(n - first, p)
  const lost = allStopped(rules, p).reduce((sum, mass, x) => sum + mass * rest.atLeast(r + 1 - x), 0)
  return Math.max(0, all - lost)
}

/** P(every country stops, with x responders in all), by x. */
function allStopped(rules: readonly LocalRule[], p: number): number[] {
  return rules.reduce<number[]>(
    (sums, { r1, n1 }) => {
      const table = binomialTable(n1, p)
      const next = new Array<number>(sums.length + r1).fill(0)
      for (const [x, mass] of sums.entries()) {
        for (let own = 0; own <= r1; own += 1) next[x + own] = (next[x + own] ?? 0) + mass * table.mass(own)
      }
      return next
    },
    [1],
  )
}

/** P(at least one of k independent cohorts is positive) where each is with probability alpha: why "any country positive" is no rule. */
export function anyOf(k: number, alpha: number): number {
  return -Math.expm1(k * Math.log1p(-alpha))
}

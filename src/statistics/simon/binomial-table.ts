/** Mass and both tails of one binomial distribution, tabulated once: two-stage sums read them many times. */
import { binomialMass } from '../special/binomial-mass.ts'

export interface BinomialTable {
  readonly n: number
  /** f(x; n, p); 0 outside 0..n. */
  mass(x: number): number
  /** P(X <= x). */
  atMost(x: number): number
  /** P(X >= x). */
  atLeast(x: number): number
}

/** Each tail is summed from its small end; the mass comes from the mode by the ratio of neighbours. */
export function binomialTable(n: number, p: number): BinomialTable {
  const mass = massFromMode(n, p)
  const below = new Float64Array(n + 1)
  const above = new Float64Array(n + 1)
  for (let x = 0, sum = 0; x <= n; x += 1) {
    sum += mass[x] ?? 0
    below[x] = Math.min(1, sum)
  }
  for (let x = n, sum = 0; x >= 0; x -= 1) {
    sum += mass[x] ?? 0
    above[x] = Math.min(1, sum)
  }
  return {
    n,
    mass: x => mass[x] ?? 0,
    atMost: x => (x < 0 ? 0 : x >= n ? 1 : (below[x] ?? 0)),
    atLeast: x => (x <= 0 ? 1 : x > n ? 0 : (above[x] ?? 0)),
  }
}

function massFromMode(n: number, p: number): Float64Array {
  const mass = new Float64Array(n + 1)
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const peak = binomialMass({ x: mode, n, p })
  mass[mode] = peak
  if (p === 0 || p === 1) return mass
  const odds = p / (1 - p)
  for (let x = mode, value = peak; x < n && value > 0; x += 1) {
    value *= ((n - x) / (x + 1)) * odds
    mass[x + 1] = value
  }
  for (let x = mode, value = peak; x > 0 && value > 0; x -= 1) {
    value *= x / ((n - x + 1) * odds)
    mass[x - 1] = value
  }
  return mass
}

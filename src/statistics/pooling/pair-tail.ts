import { logBinomialMass } from '../special/binomial-mass.ts'
import type { Stratum } from './strata.ts'

export interface Pair {
  readonly first: Stratum
  readonly second: Stratum
  /** Responders of both together. */
  readonly total: number
  readonly p: number
}

/** Terms below this share of the sum are left out. */
const NEGLIGIBLE = 1e-18

/**
 * For two strata with a given total: the probability (not conditional) of all outcomes whose log probability is at most
 * `limit`. It rises to one mode and falls, so both tails are found by bisection and summed outwards until terms vanish.
 */
export function pairTail({ first, second, total, p }: Pair): (limit: number) => number {
  const least = Math.max(0, total - second.n)
  const most = Math.min(first.n, total)
  if (least > most) return () => 0
  const log = (x: number) => logBinomialMass({ x, n: first.n, p }) + logBinomialMass({ x: total - x, n: second.n, p })
  const guess = Math.floor(((first.n + 1) * (total + 1)) / (first.n + second.n + 2))
  const mode = Math.min(most, Math.max(least, guess))
  /** P(x + 1) / P(x). */
  const ratio = (x: number) => ((first.n - x) / (x + 1)) * ((total - x) / (second.n - total + x + 1))
  return limit => {
    if (log(mode) <= limit) return tailUp({ from: least, most, log, ratio }, mode)
    const upper = firstTrue(x => log(x) <= limit, mode, most + 1)
    const lower = firstTrue(step => log(mode - step) <= limit, 0, mode - least + 1)
    return sumOutwards(upper, { most, log, ratio }) + sumDownwards(mode - lower, { least, log, ratio })
  }
}

interface Outcomes {
  readonly log: (x: number) => number
  readonly ratio: (x: number) => number
}

/** All outcomes: up from the mode and down from the one before it. */
function tailUp({ from, most, log, ratio }: Outcomes & { from: number; most: number }, mode: number): number {
  return sumOutwards(mode, { most, log, ratio }) + sumDownwards(mode - 1, { least: from, log, ratio })
}

function sumOutwards(start: number, { most, log, ratio }: Outcomes & { most: number }): number {
  if (start > most) return 0
  let term = Math.exp(log(start))
  let sum = term
  for (let x = start; x < most && term > sum * NEGLIGIBLE; x += 1) {
    term *= ratio(x)
    sum += term
  }
  return sum
}

function sumDownwards(start: number, { least, log, ratio }: Outcomes & { least: number }): number {
  if (start < least) return 0
  let term = Math.exp(log(start))
  let sum = term
  for (let x = start; x > least && term > sum * NEGLIGIBLE; x -= 1) {
    term /= ratio(x - 1)
    sum += term
  }
  return sum
}

/** The smallest whole number in low..high-1 for which the condition holds, or `high`; once true, it stays true. */
function firstTrue(condition: (x: number) => boolean, low: number, high: number): number {
  let from = low
  let to = high
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (condition(middle)) to = middle
    else from = middle + 1
  }
  return from
}

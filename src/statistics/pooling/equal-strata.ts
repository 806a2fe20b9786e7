/** Ways in which strata of equal size can have come out. A multiset of outcomes is taken once, with the number of its orders. */
import { logBinomialMass } from '../special/binomial-mass.ts'
import { logGamma } from '../special/log-gamma.ts'
import { entryOf, type HalfLimits, MOST_WAYS, type Ways } from './ways.ts'

export interface EqualStrata {
  /** Patients in each. */
  readonly n: number
  readonly strata: number
}

/** Deepest recursion: beyond it the multisets are too many anyway. */
const DEEPEST = 1500

export function equalStrataWays({ n, strata }: EqualStrata, { p, least, most }: HalfLimits): Ways | null {
  const largest = Math.min(n, most)
  if (largest + 1 > MOST_WAYS || Math.min(largest, strata) > DEEPEST) return null
  const search: Search = {
    logs: Float64Array.from({ length: largest + 1 }, (_, x) => logBinomialMass({ x, n, p })),
    least,
    most,
    ways: new Map(),
    left: MOST_WAYS,
  }
  const start = { unplaced: strata, largest, total: 0, log: 0, logTimes: logFactorial(strata) }
  return (strata <= largest ? placeNext(search, start) : placeAlike(search, start)) ? search.ways : null
}

interface Search {
  readonly logs: Float64Array
  readonly least: number
  readonly most: number
  readonly ways: Ways
  left: number
}

interface Partial {
  readonly unplaced: number
  /** Outcomes go down, so that each multiset comes once. */
  readonly largest: number
  readonly total: number
  readonly log: number
  /** log of the number of orders, so far. */
  readonly logTimes: number
}

/** Few strata with many outcomes: gives some of them the next smaller outcome that occurs. False where there are too many ways. */
function placeNext(search: Search, { unplaced, largest, total, log, logTimes }: Partial): boolean {
  if (unplaced === 0) return keep(search, { total, log, logTimes })
  for (let outcome = Math.min(largest, search.most - total); outcome >= 0; outcome -= 1) {
    if (total + unplaced * outcome < search.least) return true
    const own = search.logs[outcome] ?? 0
    for (let alike = 1; alike <= unplaced && total + alike * outcome <= search.most; alike += 1) {
      if (outcome === 0 && alike < unplaced) continue
      const next = {
        unplaced: unplaced - alike,
        largest: outcome - 1,
        total: total + alike * outcome,
        log: log + alike * own,
        logTimes: logTimes - logFactorial(alike),
      }
      if (!placeNext(search, next)) return false
    }
  }
  return true
}

/** Many strata with few outcomes: says how many have the largest outcome, then goes on with the next. */
function placeAlike(search: Search, { unplaced, largest, total, log, logTimes }: Partial): boolean {
  if (total + unplaced * largest < search.least) return true
  if (largest === 0 || unplaced === 0) {
    const rest = { total, log: log + unplaced * (search.logs[0] ?? 0), logTimes: logTimes - logFactorial(unplaced) }
    return keep(search, rest)
  }
  const own = search.logs[largest] ?? 0
  for (let alike = 0; alike <= unplaced && total + alike * largest <= search.most; alike += 1) {
    const next = {
      unplaced: unplaced - alike,
      largest: largest - 1,
      total: total + alike * largest,
      log: log + alike * own,
      logTimes: logTimes - logFactorial(alike),
    }
    if (!placeAlike(search, next)) return false
  }
  return true
}

function keep(search: Search, { total, log, logTimes }: { total: number; log: number; logTimes: number }): boolean {
  search.left -= 1
  if (search.left < 0) return false
  if (total < search.least) return true
  const entry = entryOf(search.ways, total)
  entry.logs.push(log)
  entry.times.push(Math.exp(logTimes))
  return true
}

function logFactorial(count: number): number {
  return count < 2 ? 0 : logGamma(count + 1)
}

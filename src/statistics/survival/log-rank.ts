/** Log-rank test (Mantel 1966), stratified by summing over the strata. */
import { chiSquareUpper } from '../special/gamma.ts'
import { quadraticForm } from './quadratic-form.ts'
import type { Observed, RiskSet } from './risk-set.ts'

export interface LogRankGroup extends Observed {
  /** One value for each time; without it there is one stratum. */
  readonly stratum?: readonly string[]
}

export interface LogRankAnswer {
  /** null with no event, and where the strata never set two groups against each other. */
  readonly chisq: number | null
  /** Groups with expected > 0, less 1. */
  readonly df: number
  readonly pValue: number | null
  readonly observed: readonly number[]
  readonly expected: readonly number[]
}

export function logRank(groups: readonly LogRankGroup[]): LogRankAnswer {
  const sums = emptySums(groups.length)
  for (const rows of rowsByStratum(groups).values()) addStratum(sums, rows, groups.length)
  return testOf(sums)
}

/**
 * The same from binned counts, approximate: all events of a bin at its end. One table a stratum, in it one list of risk sets a
 * group; all lists of a stratum have the same bins, a group without patients has bins with nobody at risk.
 */
export function logRankOfBins(strata: readonly (readonly (readonly RiskSet[])[])[]): LogRankAnswer {
  const size = Math.max(0, ...strata.map(groups => groups.length))
  const sums = emptySums(size)
  for (const groups of strata) {
    for (const bin of (groups[0] ?? []).keys()) {
      const sets = groups.map(group => group[bin])
      const atRisk = sets.map(set => set?.atRisk ?? 0)
      const total = atRisk.reduce((sum, count) => sum + count, 0)
      addTime(sums, { events: sets.map(set => set?.events ?? 0), atRisk, total })
    }
  }
  return testOf(sums)
}

function testOf({ observed, expected, variance }: Sums): LogRankAnswer {
  const compared = expected.flatMap((value, group) => (value > 0 ? [group] : []))
  const df = Math.max(0, compared.length - 1)
  if (compared.length === 0) return { chisq: null, df, pValue: null, observed, expected }
  if (df === 0) return { chisq: 0, df, pValue: 1, observed, expected }
  // The differences add up to 0, so one group says nothing new.
  const kept = compared.slice(1)
  const chisq = quadraticForm(
    kept.map(group => (observed[group] ?? 0) - (expected[group] ?? 0)),
    kept.map(row => kept.map(column => variance[row]?.[column] ?? 0)),
  )
  return { chisq, df, pValue: chisq === null ? null : chiSquareUpper(chisq, df), observed, expected }
}

interface Row {
  readonly time: number
  readonly group: number
  readonly event: boolean
}

interface Sums {
  readonly observed: number[]
  readonly expected: number[]
  readonly variance: number[][]
}

function emptySums(size: number): Sums {
  const zeros = () => new Array<number>(size).fill(0)
  return { observed: zeros(), expected: zeros(), variance: Array.from({ length: size }, zeros) }
}

function rowsByStratum(groups: readonly LogRankGroup[]): Map<string, Row[]> {
  const strata = new Map<string, Row[]>()
  for (const [group, { times, status, stratum }] of groups.entries()) {
    for (const [index, time] of times.entries()) {
      const name = stratum?.[index] ?? ''
      const rows = strata.get(name) ?? []
      rows.push({ time, group, event: status[index] === 1 })
      strata.set(name, rows)
    }
  }
  return strata
}

function addStratum(sums: Sums, rows: Row[], size: number): void {
  rows.sort((a, b) => a.time - b.time)
  const atRisk = new Array<number>(size).fill(0)
  for (const { group } of rows) atRisk[group] = (atRisk[group] ?? 0) + 1
  for (let start = 0; start < rows.length; ) {
    const time = rows[start]?.time
    let end = start
    while (end < rows.length && rows[end]?.time === time) end += 1
    const here = rows.slice(start, end)
    const events = new Array<number>(size).fill(0)
    for (const { group, event } of here) if (event) events[group] = (events[group] ?? 0) + 1
    addTime(sums, { events, atRisk, total: rows.length - start })
    for (const { group } of here) atRisk[group] = (atRisk[group] ?? 0) - 1
    start = end
  }
}

/** Hypergeometric mean and covariance of the events at one time. With one person at risk there is no variance. */
function addTime(
  { observed, expected, variance }: Sums,
  { events, atRisk, total }: { events: readonly number[]; atRisk: readonly number[]; total: number },
): void {
  const d = events.reduce((sum, count) => sum + count, 0)
  if (d === 0) return
  const factor = total > 1 ? (d * (total - d)) / (total - 1) : 0
  for (const [group, count] of events.entries()) observed[group] = (observed[group] ?? 0) + count
  const present = atRisk.flatMap((count, group) => (count > 0 ? [{ group, share: count / total }] : []))
  for (const { group, share } of present) {
    expected[group] = (expected[group] ?? 0) + d * share
    const row = variance[group] ?? []
    for (const other of present) {
      const own = other.group === group ? share : 0
      row[other.group] = (row[other.group] ?? 0) + factor * (own - share * other.share)
    }
  }
}

/** All ways in which some of the strata can have come out, by their total of responders. */
import { type EqualStrata, equalStrataWays } from './equal-strata.ts'
import type { Stratum } from './strata.ts'
import { type Entry, entryOf, type HalfLimits, MOST_WAYS, type Ways } from './ways.ts'

/** Ways with one total, by growing probability. */
export interface HalfTable {
  /** log of the probability of one way. */
  readonly logs: Float64Array
  /** Number of ways alike: strata of equal size are told apart by nothing else. */
  readonly times: Float64Array
}

export function halfTables(strata: readonly Stratum[], { p, least, most }: HalfLimits): Map<number, HalfTable> | null {
  let ways: Ways = new Map([[0, { logs: [0], times: [1] }]])
  const groups: EqualStrata[] = [...Map.groupBy(strata, ({ n }) => n)].map(([n, group]) => ({
    n,
    strata: group.length,
  }))
  let capacity = groups.reduce((sum, { n, strata: count }) => sum + n * count, 0)
  for (const group of groups) {
    const own = group.n * group.strata
    const added = equalStrataWays(group, { p, least: least - (capacity - own) - largestTotal(ways), most })
    capacity -= own
    const joined = added === null ? null : join(ways, added, { least: least - capacity, most })
    if (joined === null) return null
    ways = joined
  }
  return new Map([...ways].map(([total, entry]) => [total, sorted(entry)]))
}

function largestTotal(ways: Ways): number {
  let largest = 0
  for (const total of ways.keys()) largest = Math.max(largest, total)
  return largest
}

function join(left: Ways, right: Ways, { least, most }: { least: number; most: number }): Ways | null {
  const joined: Ways = new Map()
  let size = 0
  for (const [leftTotal, a] of left) {
    for (const [rightTotal, b] of right) {
      const total = leftTotal + rightTotal
      if (total < least || total > most) continue
      size += a.logs.length * b.logs.length
      if (size > MOST_WAYS) return null
      addProducts(entryOf(joined, total), a, b)
    }
  }
  return joined
}

function addProducts(into: Entry, a: Entry, b: Entry): void {
  for (let i = 0; i < a.logs.length; i += 1) {
    const log = a.logs[i] ?? 0
    const times = a.times[i] ?? 0
    for (let j = 0; j < b.logs.length; j += 1) {
      into.logs.push(log + (b.logs[j] ?? 0))
      into.times.push(times * (b.times[j] ?? 0))
    }
  }
}

function sorted({ logs, times }: Entry): HalfTable {
  const order = Uint32Array.from(logs, (_, index) => index).sort((a, b) => (logs[a] ?? 0) - (logs[b] ?? 0))
  return {
    logs: Float64Array.from(order, index => logs[index] ?? 0),
    times: Float64Array.from(order, index => times[index] ?? 0),
  }
}

/** Ways in which strata can have come out, by their total of responders, while they are made. */

export interface Entry {
  /** log of the probability of one way. */
  readonly logs: number[]
  /** Number of ways alike. */
  readonly times: number[]
}

export type Ways = Map<number, Entry>

/** What would take more ways than this is answered with null. */
export const MOST_WAYS = 1_500_000

export interface HalfLimits {
  readonly p: number
  /** Totals that the other strata can complete. */
  readonly least: number
  readonly most: number
}

export function entryOf(ways: Ways, total: number): Entry {
  const entry = ways.get(total)
  if (entry !== undefined) return entry
  const made = { logs: [], times: [] }
  ways.set(total, made)
  return made
}

/** Ratios of two sides measured round by round in one run: medians, and how far the rounds lie apart. */
export interface Ratio {
  readonly name: string
  /** Median of the per-round ratios. */
  readonly value: number
  /** (p90 - p10) / median of the per-round ratios, in percent. */
  readonly spreadPercent: number
  readonly must: string
  readonly striveFor: string
  /** Null where the rounds lie too far apart to judge. */
  readonly met: boolean | null
}

export interface RatioGoal {
  readonly name: string
  readonly must: number
  readonly striveFor: number
  readonly direction: 'at most' | 'at least'
}

/** Above this the machine was too busy to judge (performance.md, section 4). */
const MAX_SPREAD_PERCENT = 25

/** One number a round and side. */
export interface Rounds {
  readonly measured: readonly number[]
  readonly unit: readonly number[]
}

export function ratioOf({ measured, unit }: Rounds, goal: RatioGoal): Ratio {
  const ratios = measured.map((value, round) => value / (unit[round] ?? Number.NaN))
  const value = percentile(ratios, 50)
  const spreadPercent = ((percentile(ratios, 90) - percentile(ratios, 10)) / value) * 100
  const isMet = goal.direction === 'at most' ? value <= goal.must : value >= goal.must
  return {
    name: goal.name,
    value,
    spreadPercent,
    must: `${goal.direction} ${goal.must}`,
    striveFor: `${goal.direction} ${goal.striveFor}`,
    met: spreadPercent > MAX_SPREAD_PERCENT ? null : isMet,
  }
}

/** Linear between ranks. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const rank = ((sorted.length - 1) * percent) / 100
  const low = sorted[Math.floor(rank)] ?? Number.NaN
  const high = sorted[Math.ceil(rank)] ?? Number.NaN
  return low + (high - low) * (rank - Math.floor(rank))
}

/** Events and censorings at one time, with those at risk just before; at a tie events come before censorings. */
export interface RiskSet {
  /** In the unit of the input. */
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
}

export interface Observed {
  readonly times: readonly number[]
  /** 1 event, 0 censored. */
  readonly status: readonly number[]
}

export interface Binned {
  readonly binWidth: number
  /** Bin i = 1.. holds the times in ((i-1)w, iw]. */
  readonly events: readonly number[]
  readonly censored: readonly number[]
  /** What these have over the sum of the bins is still at risk after the last one. */
  readonly entered: number
}

/** One risk set for each distinct time. */
export function riskSetsOfTimes({ times, status }: Observed): RiskSet[] {
  const counts = new Map<number, { events: number; censored: number }>()
  for (const [index, time] of times.entries()) {
    const at = counts.get(time) ?? { events: 0, censored: 0 }
    if (status[index] === 1) at.events += 1
    else at.censored += 1
    counts.set(time, at)
  }
  return countDown(
    [...counts].sort(([a], [b]) => a - b).map(([time, at]) => ({ time, ...at })),
    times.length,
  )
}

/** One risk set for each bin, at the bin's end: medians from bins round up. */
export function riskSetsOfBins({ binWidth, events, censored, entered }: Binned): RiskSet[] {
  const bins = events.map((count, index) => ({
    time: (index + 1) * binWidth,
    events: count,
    censored: censored[index] ?? 0,
  }))
  return countDown(bins, entered)
}

function countDown(counts: readonly Omit<RiskSet, 'atRisk'>[], entered: number): RiskSet[] {
  let atRisk = entered
  return counts.map(count => {
    const set = { ...count, atRisk }
    atRisk -= count.events + count.censored
    return set
  })
}

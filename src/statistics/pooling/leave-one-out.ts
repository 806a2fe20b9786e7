import type { Interval } from '../interval.ts'
import { clopperPearson } from '../proportion/clopper-pearson.ts'
import { type LabelledStratum, sumOf } from './strata.ts'

export interface LeftOut {
  readonly without: string
  readonly x: number
  readonly n: number
  readonly estimate: number
  readonly clopperPearson: Interval
}

/** Complete pooling without each stratum in turn, in the order given; null for one stratum. */
export function leaveOneOut({
  strata,
  level,
}: {
  readonly strata: readonly LabelledStratum[]
  readonly level: number
}): LeftOut[] | null {
  if (strata.length === 1) return null
  const allX = sumOf(strata.map(({ x }) => x))
  const allN = sumOf(strata.map(({ n }) => n))
  // Thousands of strata leave few different remainders.
  const intervals = new Map<string, Interval>()
  return strata.map(stratum => {
    const x = allX - stratum.x
    const n = allN - stratum.n
    const key = `${x}/${n}`
    const interval = intervals.get(key) ?? clopperPearson({ x, n, level })
    intervals.set(key, interval)
    return { without: stratum.label, x, n, estimate: x / n, clopperPearson: interval }
  })
}

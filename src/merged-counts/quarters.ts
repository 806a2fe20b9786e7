import type { QuarterCounts } from '../model/generated/merged-counts.ts'
import type { Part } from './sums.ts'

/** Cumulative counts by quarter of treatment start, summed over parts. */
export interface QuarterSums {
  readonly quarter: string
  readonly evaluable: number
  readonly pending: number
  readonly treated: number | null
  readonly mature: number | null
  /** Responders; null where a part does not give them. */
  readonly control: number | null
}

/** A quarter that a part does not list has what the part had before. Empty where a part has no quarters. */
export function sumQuarters(parts: readonly Part[]): QuarterSums[] {
  if (parts.length === 0 || parts.some(part => part.quarters.length === 0)) return []
  const quarters = [...new Set(parts.flatMap(part => part.quarters.map(({ quarter }) => quarter)))].sort()
  return quarters.map(quarter => sumAt(quarter, parts))
}

function sumAt(quarter: string, parts: readonly Part[]): QuarterSums {
  const standing = parts.map(part => part.quarters.findLast(entry => entry.quarter <= quarter) ?? null)
  // Responders that a part does not give at its own quarter are not known of any later one until it gives them again.
  const sum = (read: (entry: QuarterCounts) => number | undefined): number | null =>
    standing.reduce<number | null>((total, entry, index) => {
      const value = entry === null ? emptyValue(parts[index], read) : read(entry)
      return total === null || value === undefined ? null : total + value
    }, 0)
  return {
    quarter,
    evaluable: sum(entry => entry.evaluable) ?? 0,
    pending: sum(entry => entry.pending) ?? 0,
    treated: sum(entry => entry.treated),
    mature: sum(entry => entry['treated-mature']),
    control: sum(entry => entry.control),
  }
}

/** Before its first quarter a part has nobody, of what it gives at all. */
function emptyValue(part: Part | undefined, read: (entry: QuarterCounts) => number | undefined): number | undefined {
  return part?.quarters.some(entry => read(entry) !== undefined) === true ? 0 : undefined
}

/** What the readings of several countries say together: a range that holds the truth, or nothing. */
import type { Reading } from '../model/generated/answer.ts'
import type { PooledRange } from '../model/generated/network-answer.ts'

/** Readings of one cohort are added only where both sides of its key mean the same. */
export function haveSameVersions(readings: readonly Reading[]): boolean {
  const names = readings.map(({ versions }) => JSON.stringify([versions.normaliser, versions.oncotree]))
  return new Set(names).size <= 1
}

/** Patients of the countries that answered; null where none did or where versions differ. */
export function poolReadings(readings: readonly Reading[]): PooledRange | null {
  if (readings.length === 0 || !haveSameVersions(readings)) return null
  const byCountry = [...Map.groupBy(readings, reading => reading.country).values()].map(rangeOfCountry)
  return {
    from: byCountry.reduce((sum, range) => sum + range.from, 0),
    to: byCountry.reduce<number | null>((sum, range) => addBounds(sum, range.to), 0),
  }
}

/**
 * Several nodes of one country may hold the same patients: together they have at least as many as the largest says, and
 * at most as many as all of them say.
 */
function rangeOfCountry(readings: readonly Reading[]): PooledRange {
  const ranges = readings.map(rangeOf)
  return {
    from: Math.max(...ranges.map(range => range.from)),
    to: ranges.reduce<number | null>((sum, range) => addBounds(sum, range.to), 0),
  }
}

function rangeOf({ result }: Reading): PooledRange {
  return result.status === 'value' ? { from: result.count, to: result.count } : { from: result.from, to: result.to }
}

function addBounds(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

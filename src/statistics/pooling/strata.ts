/** One stratum of a pooled table: x responders of n, n >= 1. */
export interface Stratum {
  readonly x: number
  readonly n: number
}

export interface LabelledStratum extends Stratum {
  readonly label: string
}

/** Equal strata once, with their number: thousands of small strata are a few hundred different ones. */
export interface CountedStratum extends Stratum {
  readonly times: number
}

export function countEqualStrata(strata: readonly Stratum[]): CountedStratum[] {
  const counted = new Map<string, { x: number; n: number; times: number }>()
  for (const { x, n } of strata) {
    const entry = counted.get(`${x}/${n}`)
    if (entry === undefined) counted.set(`${x}/${n}`, { x, n, times: 1 })
    else entry.times += 1
  }
  return [...counted.values()]
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

export function isAllZero(strata: readonly Stratum[]): boolean {
  return strata.every(({ x }) => x === 0)
}

export function isAllFull(strata: readonly Stratum[]): boolean {
  return strata.every(({ x, n }) => x === n)
}

export function expit(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

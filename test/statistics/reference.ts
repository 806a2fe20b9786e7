/** Values made by the R scripts in `r/`, whose output lies beside them; R is not needed to read it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

export function referenceValues<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'r', `${name}.json`), 'utf8')) as T
}

/** Relative distance; for an expected 0 the value itself. */
export function relativeError(found: number, expected: number): number {
  return expected === 0 ? Math.abs(found) : Math.abs(found - expected) / Math.abs(expected)
}

export function expectRelative(found: number | null | undefined, expected: number, within = 1e-9): void {
  expect(found).toBeTypeOf('number')
  expect(relativeError(found ?? Number.NaN, expected), `${found} against ${expected}`).toBeLessThanOrEqual(within)
}

export function expectInterval(
  found: readonly (number | null)[],
  expected: readonly (number | null)[],
  within = 1e-9,
): void {
  expect(found).toHaveLength(expected.length)
  for (const [index, limit] of expected.entries()) {
    if (limit === null) expect(found[index]).toBeNull()
    else expectRelative(found[index], limit, within)
  }
}

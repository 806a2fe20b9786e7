/** Counts that are exact or lie between bounds, and their sums. */
import type { Count } from '../model/generated/merged-counts.ts'

/** At least `lo`, at most `hi`; null: no bound is known. Exact where both are one number. */
export interface Bounds {
  readonly lo: number
  readonly hi: number | null
}

export function boundsOf(count: Count): Bounds {
  return 'exact' in count ? { lo: count.exact, hi: count.exact } : { lo: count.masked.lo, hi: count.masked.hi }
}

/** The number, or null where it is masked. */
export function exactOf({ lo, hi }: Bounds): number | null {
  return lo === hi ? lo : null
}

export function addBounds(a: Bounds, b: Bounds): Bounds {
  return { lo: a.lo + b.lo, hi: a.hi === null || b.hi === null ? null : a.hi + b.hi }
}

/** A count with these bounds. */
export function countWithin({ lo, hi }: Bounds): Count {
  return lo === hi ? { exact: lo } : { masked: { lo, hi } }
}

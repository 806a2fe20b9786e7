/** Times on the 28-day grid: bin i = 1, 2, … holds the times in ((i-1) x 28, i x 28] days, and 0 days too is in the first. */
export const BIN_DAYS = 28

/** No time: not treated, no response. */
export const NO_TIME = 0
/** The last bin is open: about 88 years. */
export const LAST_BIN = 1_146

/** A time and whether it ends in an event, in one number of 16 bits. */
export function encodeTime(days: number | null, event: 0 | 1 | null): number {
  if (days === null || event === null) return NO_TIME
  return Math.min(LAST_BIN, Math.max(1, Math.ceil(days / BIN_DAYS))) * 2 + event
}

/** Bin of a time that is one. */
export function binOf(time: number): number {
  return time >> 1
}

export function isEvent(time: number): boolean {
  return (time & 1) === 1
}

/** Where an entity of a common record comes from: the order of the source, and whether two come from one place. */
import type { Origin } from './generated/common-record.ts'

/** By sheet, line and part: what breaks a tie between rows of one date. */
export function compareOrigins(a: Origin, b: Origin): number {
  if (a.sheet !== b.sheet) return a.sheet < b.sheet ? -1 : 1
  return a.line - b.line || (a.part ?? 0) - (b.part ?? 0)
}

export function isSameOrigin(a: Origin, b: Origin): boolean {
  return compareOrigins(a, b) === 0
}

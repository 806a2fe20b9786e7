/**
 * Which entity of a row one is, where the row gives several: the number of its rule in the sheet, and of a cell that is
 * split the number of the part. `origin.part` holds both.
 */
import { MOST_ENTITIES } from './parse-sheets.ts'

/** `rule` and `piece` count from 0. */
export function partNumber(rule: number, piece: number): number {
  return piece * MOST_ENTITIES + rule + 1
}

export function ruleNumberOf(part: number): number {
  return (part - 1) % MOST_ENTITIES
}

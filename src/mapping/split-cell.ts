/** Cells that hold several things. */
import type { PartReading, SplitReading } from '../model/generated/mapping.ts'
import { compileFirstFilled, orNull, type Place, type ReadField } from './compile-cell.ts'

/** Parts of one cell: more than this is no list that a person typed. */
export const MOST_PARTS = 200

/** Parts of a cell, trimmed, without empty ones and NA tokens. */
export function partsOf(place: Place, text: string, at: string): string[] {
  return text.split(at, MOST_PARTS).flatMap(part => place.clean(part) || [])
}

export function compileSplit(place: Place, { column, at }: SplitReading): ReadField {
  const read = compileFirstFilled(place, column)
  return cells => partsOf(place, read(cells), at)
}

export function compilePart(place: Place, { column, at, number }: PartReading): ReadField {
  const read = compileFirstFilled(place, column)
  return cells => orNull(place.clean(read(cells).split(at, number)[number - 1]))
}

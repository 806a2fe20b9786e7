/** Numbers with their unit, and dates in the form that the mapping states. */
import type { NumberReading } from '../model/generated/mapping.ts'
import { remember } from '../model/remember.ts'
import { type Cells, compileCell, compileFirstFilled, type Place, type ReadField } from './compile-cell.ts'
import { foldText } from './fold-text.ts'
import { readNumber } from './read-number.ts'

export function compileNumber(place: Place, rule: NumberReading): ReadField {
  const read = compileFirstFilled(place, rule.column)
  const numberOf = remember(text => readNumber(text, rule.decimal))
  const factorOf = compileFactor(place, rule)
  return cells => {
    const text = read(cells)
    const number = text === '' ? null : numberOf(text)
    const factor = number === null ? null : factorOf(cells)
    return number === null || factor === null ? null : ranged(rule, number, factor)
  }
}

/** From the source's unit to the field's; null where the row does not state a unit that the mapping knows. */
export function compileFactor(place: Place, { times, unit }: NumberReading): (cells: Cells) => number | null {
  if (unit === undefined) return () => times ?? 1
  const factors = new Map(Object.entries(unit.factors).map(([name, factor]) => [foldText(name), factor]))
  const read = compileCell(place, unit.column)
  return cells => factors.get(foldText(read(cells))) ?? null
}

function ranged({ from, to, whole }: NumberReading, stated: number, factor: number): number | null {
  // 4.1 cm are 41 mm: what the binary product adds beyond fifteen digits is no digit of the source.
  const number = factor === 1 ? stated : Number((stated * factor).toPrecision(15))
  if (number < from || number > to) return null
  return whole && !Number.isInteger(number) ? null : number
}

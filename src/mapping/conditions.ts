/** What must hold of a row, from the mapping's words to a test of its cells. */
import type { Condition } from '../model/generated/mapping.ts'
import { type Cells, compileCell, compileFirstFilled, type Place } from './compile-cell.ts'
import { foldText } from './fold-text.ts'

export type RowTest = (cells: Cells) => boolean

export function compileCondition(place: Place, condition: Condition): RowTest {
  if ('all' in condition) {
    const tests = condition.all.map(one => compileCondition(place, one))
    return cells => tests.every(test => test(cells))
  }
  if ('any' in condition) {
    const tests = condition.any.map(one => compileCondition(place, one))
    return cells => tests.some(test => test(cells))
  }
  if ('not' in condition) {
    const test = compileCondition(place, condition.not)
    return cells => !test(cells)
  }
  if ('filled' in condition) {
    const read = compileFirstFilled(place, condition.filled)
    return cells => read(cells) !== ''
  }
  const read = compileCell(place, condition.column)
  if ('is' in condition) {
    const texts = new Set(condition.is.map(foldText))
    return cells => texts.has(foldText(read(cells)))
  }
  if ('contains' in condition) {
    const text = foldText(condition.contains)
    return cells => foldText(read(cells)).includes(text)
  }
  const text = foldText(condition.begins)
  return cells => foldText(read(cells)).startsWith(text)
}

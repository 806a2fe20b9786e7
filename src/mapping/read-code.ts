import type { ListValue } from '../model/generated/mapping.ts'
import { foldText } from './fold-text.ts'
import type { CodeTable } from './mapping.ts'
import { readNumber } from './read-number.ts'

/** Value of a pick-list text, or of a code that stands where the text should. */
export function byText(table: CodeTable, text: string): ListValue | undefined {
  return table.texts.get(foldText(text)) ?? byCode(table, text)
}

export function byCode(table: CodeTable, text: string): ListValue | undefined {
  const number = readNumber(text)
  return number === null ? undefined : table.codes.get(number)
}

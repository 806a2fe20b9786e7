import type { ListValue } from '../model/generated/mapping.ts'
import { foldText } from './fold-text.ts'
import type { CodeTable } from './mapping.ts'
import { readNumber } from './read-number.ts'

/** Value of a pick-list text, or of a code that stands where the text should; null where a person said that it has none. */
export function byText(table: CodeTable, text: string): ListValue | null | undefined {
  const decided = table.decided?.get(foldText(text))
  return decided === undefined ? (table.texts.get(foldText(text)) ?? byCode(table, text)) : decided
}

export function byCode(table: CodeTable, text: string): ListValue | null | undefined {
  const decided = table.decided?.get(foldText(text))
  if (decided !== undefined) return decided
  const number = readNumber(text)
  return number === null ? undefined : table.codes.get(number)
}

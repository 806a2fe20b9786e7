import type { CodeReading, ListValue } from '../model/generated/mapping.ts'
import type { LocalRow } from '../model/local-export.ts'
import type { BoundSheet } from './bound-sheet.ts'
import { foldText } from './fold-text.ts'
import type { CodeTable, Mapping } from './mapping.ts'
import { readNumber } from './read-number.ts'

export interface CodeFound {
  readonly value: ListValue | null
  /** Column whose cell the list does not know; null where there is none. */
  readonly unknownIn: string | null
}

const NOTHING: CodeFound = { value: null, unknownIn: null }

/** The code decides where it is filled, also where the list does not know it; else the text (trial-data 2, CD twins). */
export function readCode(mapping: Mapping, bound: BoundSheet, row: LocalRow, rule: CodeReading): CodeFound {
  const table = codeTable(mapping, rule.list)
  const code = bound.firstFilled(row, rule.code)
  if (code.text !== '') return found(byCode(table, code.text), code.column)
  const text = bound.firstFilled(row, rule.text)
  if (text.text === '') return NOTHING
  const value = byText(table, text.text)
  // A list without texts says nothing about what a text may be.
  return value === undefined && table.texts.size === 0 ? NOTHING : found(value, text.column)
}

/** Value of a pick-list text, or of a code that stands where the text should. */
export function byText(table: CodeTable, text: string): ListValue | undefined {
  return table.texts.get(foldText(text)) ?? byCode(table, text)
}

export function codeTable(mapping: Mapping, list: string): CodeTable {
  const table = mapping.codeLists.get(list)
  // parseMapping refuses a mapping that names a list it does not have.
  if (table === undefined) throw new RangeError(`no code list ${list}`)
  return table
}

function byCode(table: CodeTable, text: string): ListValue | undefined {
  const number = readNumber(text)
  return number === null ? undefined : table.codes.get(number)
}

function found(value: ListValue | undefined, column: string): CodeFound {
  return value === undefined ? { value: null, unknownIn: column } : { value, unknownIn: null }
}

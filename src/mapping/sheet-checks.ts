/** What can be wrong with one row, apart from what it means; checks name columns, never the content of a cell. */
import type { CodeReading } from '../model/generated/mapping.ts'
import type { LocalProblem, ProblemCode } from '../model/problems.ts'
import { asList } from './columns.ts'
import {
  type Cells,
  codeTable,
  compileCell,
  compileFilledSlots,
  compileFirstFilled,
  type Place,
} from './compile-field.ts'
import type { SheetMapping, Slot } from './mapping.ts'
import { readPartialDate } from './partial-date.ts'
import { byCode, byText } from './read-code.ts'
import { remember } from './remember.ts'

/** A fault of a row: its code, and the column as the file spells it. */
export interface RowFault {
  readonly code: ProblemCode
  readonly column: string | null
}

export type RowCheck = (cells: Cells) => readonly RowFault[]

const NONE: readonly RowFault[] = []

/** Every date column is read, whether a rule uses it or not. */
export function compileBadDates(place: Place, rules: SheetMapping): RowCheck {
  const isBad = remember(text => readPartialDate(text) === null)
  return together(
    rules.dateColumns.flatMap(column => {
      if (place.columns.positionOf(column) < 0) return []
      const read = compileCell(place, column)
      const fault: readonly RowFault[] = [{ code: 'bad-date', column: place.columns.spelling(column) }]
      return (cells: Cells) => {
        const text = read(cells)
        return text !== '' && isBad(text) ? fault : NONE
      }
    }),
  )
}

/** Only lists that say so report what they do not know. */
export function compileUnknownCodes(place: Place, rules: SheetMapping): RowCheck {
  return together(rules.codeRules.flatMap(rule => compileUnknownCode(place, rule) ?? []))
}

function compileUnknownCode(place: Place, rule: CodeReading): RowCheck | null {
  const table = codeTable(place.mapping, rule.list)
  if (!table.reportsUnknown) return null
  const code = compileFirstFilled(place, rule.code)
  const text = compileFirstFilled(place, rule.text)
  const isUnknownCode = remember(found => byCode(table, found) === undefined)
  // A list without texts says nothing about what a text may be.
  const isUnknownText = remember(found => byText(table, found) === undefined && table.texts.size > 0)
  return cells => {
    const stated = code(cells)
    if (stated !== '') return isUnknownCode(stated) ? [faultAt(place, rule.code, cells)] : NONE
    const words = text(cells)
    return words !== '' && isUnknownText(words) ? [faultAt(place, rule.text, cells)] : NONE
  }
}

function faultAt(place: Place, names: CodeReading['code'], cells: Cells): RowFault {
  const filled = asList(names).find(name => compileCell(place, name)(cells) !== '')
  return { code: 'unknown-code', column: filled === undefined ? null : place.columns.spelling(filled) }
}

/** One fault for each group of slots with more than one filled; the column is the second filled one. */
export function compileSlotConflicts(place: Place, rules: SheetMapping): RowCheck {
  return together(rules.exclusiveSlots.map(slots => compileSlotConflict(place, slots)))
}

function compileSlotConflict(place: Place, slots: readonly Slot[]): RowCheck {
  const filled = compileFilledSlots(place, slots)
  return cells => {
    const [, second] = filled(cells)
    if (second === undefined) return NONE
    const column = compileCell(place, second.text)(cells) === '' ? second.code : second.text
    return [{ code: 'slot-conflict', column: place.columns.spelling(column) }]
  }
}

/** A row with more filled cells than there are columns cannot be trusted: its cells may stand under the wrong names. */
export function isShifted(cells: Cells, columns: readonly string[]): boolean {
  return cells.length > columns.length && cells.slice(columns.length).some(cell => cell.trim() !== '')
}

function together(checks: readonly RowCheck[]): RowCheck {
  return cells => {
    let faults = NONE
    for (const check of checks) {
      const found = check(cells)
      if (found !== NONE) faults = faults === NONE ? found : [...faults, ...found]
    }
    return faults
  }
}

export function problemOf(
  { code, column }: RowFault,
  row: { readonly sheet: string; readonly line: number; readonly subjectId: string | null },
): LocalProblem {
  return { code, sheet: row.sheet, line: row.line, subjectId: row.subjectId, column }
}

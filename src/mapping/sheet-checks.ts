/** What can be wrong with one row, apart from what it means; checks name columns, never the content of a cell. */
import type { LocalProblem, ProblemCode } from '../model/problems.ts'
import { remember } from '../model/remember.ts'
import { asList } from './columns.ts'
import { type Cells, compileCell, compileFirstFilled, type Place } from './compile-cell.ts'
import { codeTable } from './compile-code.ts'
import { compileFactor } from './compile-number.ts'
import { compileFilledSlots } from './compile-slots.ts'
import { dateReader } from './date-forms.ts'
import { foldText } from './fold-text.ts'
import type { SheetMapping, Slot } from './mapping.ts'
import { byCode } from './read-code.ts'

/** A fault of a row: its code, and the column as the file spells it. */
export interface RowFault {
  readonly code: ProblemCode
  readonly column: string | null
}

export type RowCheck = (cells: Cells) => readonly RowFault[]

const NONE: readonly RowFault[] = []

export interface RowChecks {
  readonly badDates: RowCheck
  /** Unknown units, codes that contradict their texts, conflicts of slots: of rows that become something. */
  readonly faults: RowCheck
}

export function rowChecks(place: Place, rules: SheetMapping): RowChecks {
  return {
    badDates: compileBadDates(place, rules),
    faults: together([
      compileUnknownUnits(place, rules),
      compileContradictions(place, rules),
      compileSlotConflicts(place, rules),
    ]),
  }
}

/** Every date column is read, whether a rule uses it or not. */
function compileBadDates(place: Place, rules: SheetMapping): RowCheck {
  return together(
    rules.dateColumns.flatMap(rule => {
      const { column } = rule
      if (place.columns.positionOf(column) < 0) return []
      const readDate = dateReader(rule)
      const read = compileCell(place, column)
      const fault: readonly RowFault[] = [{ code: 'bad-date', column: place.columns.spelling(column) }]
      return (cells: Cells) => {
        const text = read(cells)
        return text !== '' && readDate(text) === null ? fault : NONE
      }
    }),
  )
}

/** A number whose unit is empty, or one that the mapping does not know. */
function compileUnknownUnits(place: Place, rules: SheetMapping): RowCheck {
  return together(
    rules.unitRules.map(rule => {
      const read = compileFirstFilled(place, rule.column)
      const factorOf = compileFactor(place, rule)
      const unit = rule.unit?.column ?? ''
      const fault: readonly RowFault[] = [{ code: 'unknown-unit', column: place.columns.spelling(unit) }]
      return cells => (read(cells) !== '' && factorOf(cells) === null ? fault : NONE)
    }),
  )
}

/** Code and text of one answer, both known to its list, that mean different things; the code counts all the same. */
export function compileContradictions(place: Place, rules: SheetMapping): RowCheck {
  return together(
    rules.codeRules.flatMap(rule => {
      const table = codeTable(place.mapping, rule.list)
      const [codeColumn] = asList(rule.code).filter(name => place.columns.positionOf(name) >= 0)
      if (codeColumn === undefined || table.texts.size === 0 || asList(rule.text).length === 0) return []
      const [code, text] = [compileFirstFilled(place, rule.code), compileFirstFilled(place, rule.text)]
      const ofCode = remember(found => byCode(table, found) ?? null)
      const ofText = remember(found => table.texts.get(foldText(found)) ?? null)
      const fault: readonly RowFault[] = [{ code: 'codes-contradict', column: place.columns.spelling(codeColumn) }]
      return (cells: Cells) => {
        const [stated, words] = [code(cells), text(cells)]
        if (stated === '' || words === '') return NONE
        const [meant, said] = [ofCode(stated), ofText(words)]
        return meant !== null && said !== null && meant !== said ? fault : NONE
      }
    }),
  )
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
      if (found.length > 0) faults = faults === NONE ? found : [...faults, ...found]
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

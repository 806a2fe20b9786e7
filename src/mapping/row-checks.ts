/** What can be wrong with one row, apart from what it means; names columns, never the content of a cell. */
import type { LocalRow } from '../model/local-export.ts'
import type { LocalProblem, ProblemCode } from '../model/problems.ts'
import type { BoundSheet } from './bound-sheet.ts'
import type { Mapping, SheetMapping } from './mapping.ts'
import { readPartialDate } from './partial-date.ts'
import { readCode } from './read-code.ts'
import { filledSlots } from './read-field.ts'

export interface CheckedRow {
  readonly bound: BoundSheet
  readonly row: LocalRow
  readonly subjectId: string | null
}

/** A problem of this row; the column as the file spells it. */
export function rowProblem(checked: CheckedRow, code: ProblemCode, column: string | null = null): LocalProblem {
  return {
    code,
    sheet: checked.bound.sheet.key,
    line: checked.row.line,
    subjectId: checked.subjectId,
    column: column === null ? null : checked.bound.spelling(column),
  }
}

/** Every date column is read, whether a rule uses it or not. */
export function badDates(rules: SheetMapping, checked: CheckedRow): LocalProblem[] {
  const { bound, row } = checked
  return rules.dateColumns
    .filter(column => {
      const text = bound.cell(row, column)
      return text !== '' && readPartialDate(text) === null
    })
    .map(column => rowProblem(checked, 'bad-date', column))
}

/** Only lists that say so report what they do not know. */
export function unknownCodes(mapping: Mapping, rules: SheetMapping, checked: CheckedRow): LocalProblem[] {
  return rules.codeRules.flatMap(rule => {
    if (mapping.codeLists.get(rule.list)?.reportsUnknown !== true) return []
    const { unknownIn } = readCode(mapping, checked.bound, checked.row, rule)
    return unknownIn === null ? [] : [rowProblem(checked, 'unknown-code', unknownIn)]
  })
}

/** One problem for each group of slots with more than one filled; the column is the second filled one. */
export function slotConflicts(mapping: Mapping, rules: SheetMapping, checked: CheckedRow): LocalProblem[] {
  const place = { mapping, bound: checked.bound, row: checked.row }
  return rules.exclusiveSlots.flatMap(slots => {
    const [, second] = filledSlots(place, slots)
    if (second === undefined) return []
    const { column } = checked.bound.firstFilled(checked.row, [second.text, second.code])
    return [rowProblem(checked, 'slot-conflict', column)]
  })
}

/** A row with more filled cells than there are columns cannot be trusted: its cells may stand under the wrong names. */
export function isShifted({ bound, row }: CheckedRow): boolean {
  return row.cells.slice(bound.sheet.columns.length).some(cell => cell.trim() !== '')
}

/** Column names of a sheet that its rules do not know; all but the subject's where the sheet itself is unknown. */
export function unknownColumnsOf(mapping: Mapping, bound: BoundSheet): readonly string[] {
  const known = mapping.sheets.get(bound.sheet.key)?.knownColumns ?? new Set([mapping.subjectColumn.toLowerCase()])
  return bound.sheet.columns.filter(column => column.trim() !== '' && !known.has(column.trim().toLowerCase()))
}

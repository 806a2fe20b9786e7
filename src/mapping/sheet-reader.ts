/** One sheet as the mapping reads it: its rules, compiled for the columns that the file has. */
import type { SheetHead } from '../model/local-export.ts'
import { type Columns, columnsOfSheet } from './columns.ts'
import { type Cells, compileCell, compileFields, type FieldValue, type Place } from './compile-field.ts'
import type { Mapping, SheetMapping } from './mapping.ts'
import { compileBadDates, compileSlotConflicts, compileUnknownCodes, isShifted, type RowCheck } from './sheet-checks.ts'

export interface SheetReader {
  readonly head: SheetHead
  readonly columns: Columns
  /** Null where the mapping does not know the sheet: its rows are looked at, and become nothing. */
  readonly rules: SheetMapping | null
  /** Trimmed, leading zeros kept; null where the cell is empty or an NA token. */
  subjectIdOf(cells: Cells): string | null
  isShifted(cells: Cells): boolean
  readonly badDates: RowCheck
  /** Unknown codes and conflicts of slots, of rows that become something. */
  readonly faults: readonly RowCheck[]
  readonly fields: (cells: Cells) => Record<string, FieldValue>
  readonly withdrawal: WithdrawalCells | null
}

/** Cells of the sheet that holds withdrawals of consent. */
export interface WithdrawalCells {
  scope(cells: Cells): string
  date(cells: Cells): string
}

export function readSheetBy(mapping: Mapping, head: SheetHead): SheetReader {
  const rules = mapping.sheets.get(head.key) ?? null
  const place: Place = { mapping, columns: columnsOfSheet(head), clean: cellCleaner(mapping.naTokens) }
  const subject = compileCell(place, mapping.subjectColumn)
  return {
    head,
    columns: place.columns,
    rules,
    subjectIdOf: cells => {
      const text = subject(cells)
      return text === '' ? null : text
    },
    isShifted: cells => isShifted(cells, head.columns),
    badDates: rules === null ? () => [] : compileBadDates(place, rules),
    faults: rules === null ? [] : [compileUnknownCodes(place, rules), compileSlotConflicts(place, rules)],
    fields: rules === null ? () => ({}) : compileFields(place, rules.fields),
    withdrawal:
      mapping.withdrawal.sheet === head.key
        ? {
            scope: compileCell(place, mapping.withdrawal.scopeColumn),
            date: compileCell(place, mapping.withdrawal.dateColumn),
          }
        : null,
  }
}

/** Column names of a sheet that its rules do not know; all but the subject's where the sheet itself is unknown. */
export function unknownColumnsOf(mapping: Mapping, head: SheetHead): readonly string[] {
  const known = mapping.sheets.get(head.key)?.knownColumns ?? new Set([mapping.subjectColumn.toLowerCase()])
  return head.columns.filter(column => column.trim() !== '' && !known.has(column.trim().toLowerCase()))
}

/** Trims a cell, and empties one that holds an NA token. */
function cellCleaner(naTokens: ReadonlySet<string>): Place['clean'] {
  const longest = Math.max(0, ...[...naTokens].map(token => token.length))
  return cell => {
    if (cell === undefined || cell === '') return ''
    const text = cell.trim()
    return text.length <= longest && naTokens.has(text.toLowerCase()) ? '' : text
  }
}

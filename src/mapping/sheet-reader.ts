/** One sheet as the mapping reads it: its rules, compiled for the columns that the file has. */
import type { SheetHead } from '../model/local-export.ts'
import { type Columns, columnsOfSheet } from './columns.ts'
import { type Cells, compileCell, type Place } from './compile-cell.ts'
import { compileCondition, type RowTest } from './conditions.ts'
import { type EntityReader, readEntityBy } from './entity-reader.ts'
import { foldText } from './fold-text.ts'
import type { Mapping, SheetMapping } from './mapping.ts'
import { isShifted, type RowCheck, rowChecks } from './sheet-checks.ts'
import { compileUnmapped, type FindUnmapped } from './unmapped-codes.ts'

export interface SheetReader {
  readonly head: SheetHead
  readonly columns: Columns
  /** Null where the mapping does not know the sheet: its rows are looked at, and become nothing. */
  readonly rules: SheetMapping | null
  /** Trimmed, leading zeros kept; null where the cell is empty or an NA token, or the join knows no subject. */
  subjectIdOf(cells: Cells): string | null
  /** Reads a column; empty where the row holds nothing in it. */
  cellOf(column: string): (cells: Cells) => string
  /** False: the mapping passes over the row. */
  readonly isRead: RowTest
  /** The row is of another trial. */
  readonly isOfAnotherTrial: RowTest
  isShifted(cells: Cells): boolean
  readonly badDates: RowCheck
  /** What is wrong in rows that become something. */
  readonly faults: RowCheck
  /** Codes that the trial's code maps and code lists do not take without a person. */
  readonly unmapped: FindUnmapped
  readonly entities: readonly EntityReader[]
  readonly withdrawal: WithdrawalCells | null
}

/** Cells of the sheet that holds withdrawals of consent. */
export interface WithdrawalCells {
  scope(cells: Cells): string
  date(cells: Cells): string
}

/** Subject of a key that a sheet joins; null where it knows none, or more than one. */
export type JoinSubject = (sheet: string, key: string) => string | null

export function readSheetBy(mapping: Mapping, head: SheetHead, joinSubject: JoinSubject = () => null): SheetReader {
  const rules = mapping.sheets.get(head.key) ?? null
  const place: Place = {
    mapping,
    columns: columnsOfSheet(head),
    width: head.columns.length,
    clean: cellCleaner(mapping.naTokens),
  }
  const unmapped: FindUnmapped = rules === null ? () => [] : compileUnmapped(place, rules)
  const checks = rules === null ? null : rowChecks(place, rules)
  return {
    head,
    columns: place.columns,
    rules,
    subjectIdOf: compileSubject(mapping, place, rules, joinSubject),
    cellOf: column => compileCell(place, column),
    isRead: rules === null || rules.only === null ? () => true : compileCondition(place, rules.only),
    isOfAnotherTrial: compileOtherTrial(place, rules),
    isShifted: cells => isShifted(cells, head.columns),
    badDates: checks?.badDates ?? NOTHING,
    faults: checks?.faults ?? NOTHING,
    unmapped,
    entities: rules === null ? [] : rules.entities.map((entity, number) => readEntityBy(place, entity, number, rules)),
    withdrawal: withdrawalCells(mapping, place, head),
  }
}

const NOTHING: RowCheck = () => []

function compileSubject(
  mapping: Mapping,
  place: Place,
  rules: SheetMapping | null,
  joinSubject: JoinSubject,
): SheetReader['subjectIdOf'] {
  const { column, through } = rules?.subject ?? { column: mapping.subjectColumn, through: null }
  const read = compileCell(place, column)
  if (through === null) return cells => read(cells) || null
  return cells => {
    const key = read(cells)
    return key === '' ? null : joinSubject(through.sheet, key)
  }
}

function compileOtherTrial(place: Place, rules: SheetMapping | null): RowTest {
  const trial = rules?.trial ?? null
  if (trial === null) return () => false
  const read = compileCell(place, trial.column)
  return cells => {
    const name = read(cells)
    return name !== '' && !trial.names.has(foldText(name))
  }
}

function withdrawalCells({ withdrawal }: Mapping, place: Place, head: SheetHead): WithdrawalCells | null {
  if (withdrawal.sheet !== head.key) return null
  return { scope: compileCell(place, withdrawal.scopeColumn), date: compileCell(place, withdrawal.dateColumn) }
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

import type { LocalRow } from '../model/local-export.ts'
import type { LocalProblem } from '../model/problems.ts'
import { addRow, finishRecord, type MappedRecord, newDraft } from './common-records.ts'
import type { Mapping } from './mapping.ts'
import { repeatFinder } from './repeated-rows.ts'
import { problemOf, type RowFault } from './sheet-checks.ts'
import type { SheetReader } from './sheet-reader.ts'
import { findStanding } from './standing.ts'
import type { SubjectReading } from './subject-reading.ts'
import { type PlacedCode, problemOfUnmapped, type UnmappedCode } from './unmapped-codes.ts'
import { phraseFinder } from './withdrawal-phrases.ts'

/** A row of the source, with the sheet it stands in. */
export interface SubjectRow {
  readonly reader: SheetReader
  readonly row: LocalRow
}

/** Reads one subject: the id, and all rows that name it in the order of the source. */
export type SubjectMapper = (subjectId: string | null, rows: readonly SubjectRow[]) => SubjectReading

/**
 * Turns the rows of a subject into its common record and collects every problem on the way (trial-data 2 and 3). Rows of
 * withdrawn and held-back subjects and of nobody are looked at for bad dates only, and become nothing. `decided`: what
 * people have decided of subjects whom a text holds back.
 */
export function subjectMapper(
  mapping: Mapping,
  trialId: string,
  decided: { readonly stays: (subjectId: string) => boolean } = { stays: () => false },
): SubjectMapper {
  const speaksOfWithdrawal = phraseFinder(mapping.withdrawal.phrases)
  return (subjectId, allRows) => {
    const { rows, repeated } = withoutRepeats(allRows)
    const subject = { id: subjectId, stays: subjectId !== null && decided.stays(subjectId) }
    const { standing, known, problems } = findStanding(mapping, subject, rows, speaksOfWithdrawal)
    const isCounted = standing === 'counted'
    const unmapped = isCounted ? unmappedOf(rows) : NO_CODES
    const finished = isCounted && subjectId !== null ? finish(subjectId, trialId, rows) : NOTHING
    const all = repeated.map(row => at(row, subjectId, { code: 'duplicate-row', column: null }))
    all.push(...problems)
    for (const row of rows) addProblems(all, row, subjectId, { known, isCounted, unmapped })
    all.push(...finished.problems)
    return { subjectId, standing, record: finished.record, unmapped: placed(unmapped), problems: all }
  }
}

type UnmappedOfRows = ReadonlyMap<SubjectRow, readonly UnmappedCode[]>

const NO_CODES: UnmappedOfRows = new Map()

function unmappedOf(rows: readonly SubjectRow[]): UnmappedOfRows {
  const found = new Map<SubjectRow, readonly UnmappedCode[]>()
  for (const subjectRow of rows) {
    const codes = subjectRow.reader.unmapped(subjectRow.row.cells)
    if (codes.length > 0) found.set(subjectRow, codes)
  }
  return found
}

/** In the order of the rows. */
function placed(unmapped: UnmappedOfRows): PlacedCode[] {
  const codes: PlacedCode[] = []
  for (const [{ row }, found] of unmapped) for (const code of found) codes.push({ ...code, line: row.line })
  return codes
}

interface Finished {
  readonly record: MappedRecord | null
  readonly problems: readonly LocalProblem[]
}

const NOTHING: Finished = { record: null, problems: [] }

/** Rows that the mapping passes over are left out as well; they are no problem. */
function withoutRepeats(all: readonly SubjectRow[]) {
  const finders = new Map<SheetReader, (cells: LocalRow['cells']) => boolean>()
  const rows: SubjectRow[] = []
  const repeated: SubjectRow[] = []
  for (const subjectRow of all) {
    if (!subjectRow.reader.isRead(subjectRow.row.cells)) continue
    const isRepeat = finders.get(subjectRow.reader) ?? repeatFinder()
    finders.set(subjectRow.reader, isRepeat)
    if (isRepeat(subjectRow.row.cells)) repeated.push(subjectRow)
    else rows.push(subjectRow)
  }
  return { rows, repeated }
}

function addProblems(
  problems: LocalProblem[],
  subjectRow: SubjectRow,
  subjectId: string | null,
  seen: { readonly known: boolean; readonly isCounted: boolean; readonly unmapped: UnmappedOfRows },
): void {
  const { reader, row } = subjectRow
  const report = (faults: readonly RowFault[]): void => {
    for (const fault of faults) problems.push(at(subjectRow, subjectId, fault))
  }
  if (!seen.known) report([{ code: 'orphan-row', column: null }])
  report(reader.badDates(row.cells))
  if (!seen.isCounted) return
  const codes = seen.unmapped.get(subjectRow)
  if (codes !== undefined) report(codes.map(code => ({ code: problemOfUnmapped(code), column: code.column })))
  report(reader.faults(row.cells))
}

/** A row whose cells may stand under the wrong names makes the whole subject one that cannot be trusted. */
function finish(subjectId: string, trialId: string, rows: readonly SubjectRow[]): Finished {
  const shifted = rows.filter(({ reader, row }) => reader.isShifted(row.cells))
  if (shifted.length > 0) {
    return { record: null, problems: shifted.map(row => at(row, subjectId, { code: 'record-invalid', column: null })) }
  }
  const several = rowsWhereOneIsAllowed(rows)
  if (several.length > 0) {
    return {
      record: null,
      problems: several.map(row => at(row, subjectId, { code: 'duplicate-subject', column: null })),
    }
  }
  const draft = newDraft(subjectId)
  for (const { reader, row } of rows) addRow(draft, reader, row)
  const record = finishRecord(draft, trialId)
  if (record !== null) return { record, problems: [] }
  return { record, problems: [{ code: 'record-invalid', sheet: null, line: null, subjectId, column: null }] }
}

/** Rows of sheets where a subject has one row, that has more: nobody can tell which of them is right. */
function rowsWhereOneIsAllowed(rows: readonly SubjectRow[]): readonly SubjectRow[] {
  const single = rows.filter(({ reader }) => reader.rules?.oneRow === true)
  if (single.length < 2) return []
  const sheets = Map.groupBy(single, ({ reader }) => reader)
  return [...sheets.values()].filter(ofSheet => ofSheet.length > 1).flat()
}

function at({ reader, row }: SubjectRow, subjectId: string | null, fault: RowFault): LocalProblem {
  return problemOf(fault, { sheet: reader.head.key, line: row.line, subjectId })
}

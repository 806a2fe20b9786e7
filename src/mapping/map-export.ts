import { NodeError } from '../model/errors.ts'
import type { LocalExport } from '../model/local-export.ts'
import type { LocalProblem } from '../model/problems.ts'
import { type BoundSheet, bindSheet } from './bound-sheet.ts'
import { addRow, finishRecord, type MappedRecord, newDraft, type RecordDraft } from './common-records.ts'
import type { Mapping } from './mapping.ts'
import { sortOutRepeatedRows } from './repeated-rows.ts'
import {
  badDates,
  type CheckedRow,
  isShifted,
  rowProblem,
  slotConflicts,
  unknownCodes,
  unknownColumnsOf,
} from './row-checks.ts'
import { findSubjects, type Subjects, standingOf } from './subjects.ts'

export interface MappedExport {
  /** One for each subject that counts and could be mapped, in the order of the files. */
  readonly records: readonly MappedRecord[]
  /** Distinct subjects with a screening row (dm, coh), less withdrawn and held-back ones. */
  readonly screened: number
  /** Local ids. */
  readonly withdrawn: readonly string[]
  readonly heldBack: readonly string[]
  /** Subjects that count as screened but gave no valid record. */
  readonly rejected: number
  readonly problems: readonly LocalProblem[]
  readonly unknownColumns: readonly { readonly sheet: string; readonly column: string }[]
  /** Sheets that the mapping knows and the export does not bring. */
  readonly absentSheets: readonly string[]
}

/**
 * Turns the sheets of one export into common records and collects every problem on the way (trial-data 2 and 3). Rows
 * of withdrawn and held-back subjects and of nobody are looked at for bad dates only, and become nothing.
 * Refuses an export without a required sheet (`ingest/missing-sheet`) or column (`ingest/missing-column`).
 */
export function mapExport(mapping: Mapping, trialId: string, localExport: LocalExport): MappedExport {
  const sheets = [...localExport.sheets.values()].map(sheet => bindSheet(mapping, sheet))
  checkNothingRequiredIsMissing(mapping, sheets)
  const { rows, repeated } = readRows(mapping, sheets)
  const subjects = findSubjects(mapping, rows)
  const drafts = draftRecords(mapping, rows, subjects)
  const shifted = rows.filter(row => isCounted(subjects, row) && isShifted(row))
  const finished = finishRecords(drafts, trialId, shifted)
  return {
    records: finished.records,
    screened: drafts.size,
    withdrawn: [...subjects.withdrawn],
    heldBack: [...subjects.heldBack],
    rejected: drafts.size - finished.records.length,
    problems: [
      ...repeated.map(row => rowProblem(row, 'duplicate-row')),
      ...subjects.problems,
      ...rows.flatMap(row => problemsOf(mapping, subjects, row)),
      ...finished.problems,
    ],
    unknownColumns: sheets.flatMap(bound =>
      unknownColumnsOf(mapping, bound).map(column => ({ sheet: bound.sheet.key, column })),
    ),
    absentSheets: [...mapping.sheets.keys()].filter(key => !localExport.sheets.has(key)),
  }
}

function checkNothingRequiredIsMissing(mapping: Mapping, sheets: readonly BoundSheet[]): void {
  for (const rules of mapping.sheets.values()) {
    const bound = sheets.find(({ sheet }) => sheet.key === rules.key)
    if (bound === undefined) {
      if (!rules.required) continue
      throw new NodeError('ingest/missing-sheet', `the export has no sheet ${rules.key}`, {
        hint: `Export it too: a file whose name ends in _${rules.key}.csv. An empty form still has its header.`,
        detail: { sheet: rules.key },
      })
    }
    const missing = rules.requiredColumns.find(column => bound.spelling(column) === null)
    if (missing === undefined) continue
    throw new NodeError('ingest/missing-column', `sheet ${rules.key} has no column ${missing}`, {
      hint: 'The line of variable names is the one that holds SubjectId; see that it names this column.',
      detail: { sheet: rules.key, column: missing },
    })
  }
}

function readRows(mapping: Mapping, sheets: readonly BoundSheet[]) {
  const rows: CheckedRow[] = []
  const repeated: CheckedRow[] = []
  for (const bound of sheets) {
    const sorted = sortOutRepeatedRows(bound.sheet)
    for (const row of sorted.kept) rows.push({ bound, row, subjectId: subjectIdOf(mapping, bound, row) })
    for (const row of sorted.repeated) repeated.push({ bound, row, subjectId: subjectIdOf(mapping, bound, row) })
  }
  return { rows, repeated }
}

/** Trimmed, leading zeros kept; null where the cell is empty or an NA token. */
function subjectIdOf(mapping: Mapping, bound: BoundSheet, row: CheckedRow['row']): string | null {
  const text = bound.cell(row, mapping.subjectColumn)
  return text === '' ? null : text
}

function isCounted(subjects: Subjects, { subjectId }: CheckedRow): boolean {
  return standingOf(subjects, subjectId) === 'counted'
}

function problemsOf(mapping: Mapping, subjects: Subjects, checked: CheckedRow): LocalProblem[] {
  const rules = mapping.sheets.get(checked.bound.sheet.key)
  const problems: LocalProblem[] = []
  if (checked.subjectId === null || !subjects.known.has(checked.subjectId)) {
    problems.push(rowProblem(checked, 'orphan-row'))
  }
  if (rules === undefined) return problems
  problems.push(...badDates(rules, checked))
  if (isCounted(subjects, checked)) {
    problems.push(...unknownCodes(mapping, rules, checked), ...slotConflicts(mapping, rules, checked))
  }
  return problems
}

function draftRecords(mapping: Mapping, rows: readonly CheckedRow[], subjects: Subjects): Map<string, RecordDraft> {
  const counted = [...subjects.known].filter(subjectId => standingOf(subjects, subjectId) === 'counted')
  const drafts = new Map(counted.map(subjectId => [subjectId, newDraft(subjectId)]))
  for (const row of rows) {
    const draft = row.subjectId === null ? undefined : drafts.get(row.subjectId)
    const rules = mapping.sheets.get(row.bound.sheet.key)
    if (draft !== undefined && rules !== undefined) addRow(draft, mapping, rules, row)
  }
  return drafts
}

function finishRecords(drafts: ReadonlyMap<string, RecordDraft>, trialId: string, shifted: readonly CheckedRow[]) {
  const untrusted = new Set(shifted.map(({ subjectId }) => subjectId))
  const records: MappedRecord[] = []
  const problems = shifted.map(row => rowProblem(row, 'record-invalid'))
  for (const [subjectId, draft] of drafts) {
    if (untrusted.has(subjectId)) continue
    const record = finishRecord(draft, trialId)
    if (record !== null) records.push(record)
    else problems.push({ code: 'record-invalid', sheet: null, line: null, subjectId, column: null })
  }
  return { records, problems }
}

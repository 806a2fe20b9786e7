/**
 * Who is a subject of the trial, who withdrew, and who is held back until a person decides (trial-data 2.3, Withdrawals).
 */
import type { LocalProblem } from '../model/problems.ts'
import type { Mapping, WithdrawalMapping } from './mapping.ts'
import { type CheckedRow, rowProblem } from './row-checks.ts'
import { phraseFinder } from './withdrawal-phrases.ts'

/** Rows of anybody but a `counted` subject are looked at for bad dates only and become nothing. */
export type Standing = 'counted' | 'withdrawn' | 'held-back' | 'orphan'

export interface Subjects {
  /** Subjects with a screening row, in the order of the files. */
  readonly known: ReadonlySet<string>
  /** With a withdrawal of their data; also such as have no other row left. */
  readonly withdrawn: ReadonlySet<string>
  readonly heldBack: ReadonlySet<string>
  readonly problems: readonly LocalProblem[]
}

export function standingOf(subjects: Subjects, subjectId: string | null): Standing {
  if (subjectId === null) return 'orphan'
  if (subjects.withdrawn.has(subjectId)) return 'withdrawn'
  if (!subjects.known.has(subjectId)) return 'orphan'
  return subjects.heldBack.has(subjectId) ? 'held-back' : 'counted'
}

/** `rows`: all rows of the export without repeated ones, sheet by sheet. */
export function findSubjects(mapping: Mapping, rows: readonly CheckedRow[]): Subjects {
  const known = subjectsOf(rows.filter(({ bound }) => mapping.sheets.get(bound.sheet.key)?.screens === true))
  const consents = readConsents(mapping.withdrawal, rows)
  const possible = possibleWithdrawals(mapping, rows, consents)
  return {
    known,
    withdrawn: new Set(consents.withdrawn.keys()),
    // A row of nobody holds nobody back.
    heldBack: new Set(
      possible.flatMap(({ subjectId }) => (subjectId !== null && known.has(subjectId) ? subjectId : [])),
    ),
    problems: [...[...consents.withdrawn.values()].map(row => rowProblem(row, 'withdrawn')), ...possible],
  }
}

interface Consents {
  /** The first row by which each subject withdrew their data. */
  readonly withdrawn: ReadonlyMap<string, CheckedRow>
  /** Subjects who stopped treatment only. */
  readonly staying: ReadonlySet<string>
  /** Rows that say something, but not what was withdrawn. */
  readonly unclear: ReadonlySet<CheckedRow>
}

function readConsents(rules: WithdrawalMapping, rows: readonly CheckedRow[]): Consents {
  const withdrawn = new Map<string, CheckedRow>()
  const staying = new Set<string>()
  const unclear = new Set<CheckedRow>()
  for (const checked of rows) {
    if (checked.bound.sheet.key !== rules.sheet || checked.subjectId === null) continue
    const scope = checked.bound.cell(checked.row, rules.scopeColumn).toLowerCase()
    if (rules.dataWords.has(scope)) {
      if (!withdrawn.has(checked.subjectId)) withdrawn.set(checked.subjectId, checked)
    } else if (rules.treatmentWords.has(scope)) staying.add(checked.subjectId)
    else if (scope !== '' || checked.bound.cell(checked.row, rules.dateColumn) !== '') unclear.add(checked)
  }
  return { withdrawn, staying, unclear }
}

/** One problem for each row that speaks of a withdrawal which no consent row settles; the column is the first that does. */
function possibleWithdrawals(mapping: Mapping, rows: readonly CheckedRow[], consents: Consents): LocalProblem[] {
  const speaksOfIt = phraseFinder(mapping.withdrawal.phrases)
  return rows.flatMap(checked => {
    const { subjectId, row, bound } = checked
    if (subjectId !== null && consents.withdrawn.has(subjectId)) return []
    if (consents.unclear.has(checked)) return rowProblem(checked, 'possible-withdrawal', mapping.withdrawal.scopeColumn)
    if (subjectId !== null && consents.staying.has(subjectId)) return []
    const position = row.cells.findIndex(speaksOfIt)
    return position < 0 ? [] : rowProblem(checked, 'possible-withdrawal', bound.sheet.columns[position] ?? null)
  })
}

function subjectsOf(rows: readonly CheckedRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ subjectId }) => subjectId ?? []))
}

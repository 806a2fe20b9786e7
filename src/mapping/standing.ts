/**
 * Who is a subject of the trial, who withdrew, and who is held back until a person decides (trial-data 2.3, Withdrawals).
 */
import type { LocalProblem } from '../model/problems.ts'
import type { SubjectRow } from './map-subject.ts'
import type { Mapping } from './mapping.ts'
import { problemOf } from './sheet-checks.ts'
import type { Standing } from './subject-reading.ts'

export interface StandingFound {
  readonly standing: Standing
  /** A row of a screening sheet names the subject. */
  readonly known: boolean
  readonly problems: readonly LocalProblem[]
}

/**
 * `rows`: all rows that name the subject, without repeated ones, in the order of the source. `stays`: a person has decided
 * that the subject has not withdrawn its data, whatever a text says.
 */
export function findStanding(
  mapping: Mapping,
  subject: { readonly id: string | null; readonly stays: boolean },
  rows: readonly SubjectRow[],
  speaksOfWithdrawal: (text: string) => boolean,
): StandingFound {
  const subjectId = subject.id
  const known = subjectId !== null && rows.some(({ reader }) => reader.rules?.screens === true)
  const consents = readConsents(mapping, subjectId, rows)
  const withdrawn = consents.withdrawn === null ? [] : [problemAt(consents.withdrawn, subjectId, 'withdrawn', null)]
  const isSettled = consents.withdrawn !== null || subject.stays
  const possible = isSettled ? [] : possibleWithdrawals(mapping, subjectId, rows, consents, speaksOfWithdrawal)
  return { known, standing: standingOf(known, consents, possible), problems: [...withdrawn, ...possible] }
}

function standingOf(known: boolean, consents: Consents, possible: readonly LocalProblem[]): Standing {
  if (consents.withdrawn !== null) return 'withdrawn'
  if (!known) return 'orphan'
  return possible.length > 0 ? 'held-back' : 'counted'
}

interface Consents {
  /** The first row by which the subject withdrew its data. */
  readonly withdrawn: SubjectRow | null
  /** The subject stopped treatment only. */
  readonly staying: boolean
  /** Rows that say something, but not what was withdrawn. */
  readonly unclear: ReadonlySet<SubjectRow>
}

function readConsents(mapping: Mapping, subjectId: string | null, rows: readonly SubjectRow[]): Consents {
  let withdrawn: SubjectRow | null = null
  let staying = false
  const unclear = new Set<SubjectRow>()
  for (const subjectRow of rows) {
    const cells = subjectRow.reader.withdrawal
    if (cells === null || subjectId === null) continue
    const scope = cells.scope(subjectRow.row.cells).toLowerCase()
    if (mapping.withdrawal.dataWords.has(scope)) withdrawn ??= subjectRow
    else if (mapping.withdrawal.treatmentWords.has(scope)) staying = true
    else if (scope !== '' || cells.date(subjectRow.row.cells) !== '') unclear.add(subjectRow)
  }
  return { withdrawn, staying, unclear }
}

/** One problem for each row that speaks of a withdrawal which no consent row settles; the column is the first that does. */
function possibleWithdrawals(
  mapping: Mapping,
  subjectId: string | null,
  rows: readonly SubjectRow[],
  { staying, unclear }: Consents,
  speaksOfWithdrawal: (text: string) => boolean,
): LocalProblem[] {
  const problems: LocalProblem[] = []
  for (const subjectRow of rows) {
    const { reader, row } = subjectRow
    if (unclear.has(subjectRow)) {
      const column = reader.columns.spelling(mapping.withdrawal.scopeColumn)
      problems.push(problemAt(subjectRow, subjectId, 'possible-withdrawal', column))
    } else if (!staying) {
      const position = row.cells.findIndex(speaksOfWithdrawal)
      if (position < 0) continue
      const column = reader.head.columns[position]?.trim() ?? null
      problems.push(problemAt(subjectRow, subjectId, 'possible-withdrawal', column))
    }
  }
  return problems
}

function problemAt(
  { reader, row }: SubjectRow,
  subjectId: string | null,
  code: 'withdrawn' | 'possible-withdrawal',
  column: string | null,
): LocalProblem {
  return problemOf({ code, column }, { sheet: reader.head.key, line: row.line, subjectId })
}

/** What is seen of an unknown export: sheets, columns, and the kind of their cells. No value is kept. */
import { readDateOf } from '../../mapping/date-forms.ts'
import type { DateForm } from '../../model/generated/mapping.ts'
import type { RowSource } from '../ports.ts'

export interface ColumnProfile {
  readonly name: string
  readonly filled: number
  /** The form in which nearly all cells that were looked at are dates, whole ones among them; null where there is none. */
  readonly dateForm: DateForm | null
  /** Years and months alone are numbers as well: only a name can tell. */
  readonly isPartlyDate: boolean
}

export interface SheetProfile {
  readonly key: string
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** A subject has at most one row. */
  readonly oneRow: boolean
}

export interface ExportProfile {
  readonly sheets: readonly SheetProfile[]
  /** Pattern that every subject id has. */
  readonly subjectShape: string
}

const DATE_FORMS: readonly DateForm[] = [
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'DD/MM/YYYY',
  'D.M.YYYY',
  'D-M-YYYY',
  'D/M/YYYY',
  'MM/DD/YYYY',
  'M/D/YYYY',
  'YYYY/MM/DD',
  'YYYYMMDD',
]
/** Years alone, and months, are shorter. */
const SHORTEST_WHOLE = 8
/** Cells of a column whose form is looked at. */
const MOST_LOOKED = 500
const NEARLY_ALL = 0.9

interface Seen {
  filled: number
  looked: number
  whole: number
  readonly byForm: Map<DateForm, number>
}

export async function profileExport(source: RowSource, subjectColumn: string): Promise<ExportProfile> {
  const sheets = new Map<
    string,
    { names: readonly string[]; rows: number; columns: Seen[]; subjects: Set<string>; repeats: boolean }
  >()
  const shapes = new Set<string>()
  const isSubject = (name: string) => name.toLowerCase() === subjectColumn.toLowerCase()
  const holdsSubject = (names: readonly string[]) => names.some(isSubject)
  for await (const { sheet: head, rows } of source.read()) {
    const sheet = sheets.get(head.key) ?? {
      names: head.columns.map(name => name.trim()),
      rows: 0,
      columns: head.columns.map((): Seen => ({ filled: 0, looked: 0, whole: 0, byForm: new Map() })),
      subjects: new Set<string>(),
      repeats: false,
    }
    sheets.set(head.key, sheet)
    const at = sheet.names.findIndex(isSubject)
    for (const { cells } of rows) {
      sheet.rows += 1
      const subject = cells[at]?.trim() ?? ''
      if (subject !== '') {
        sheet.repeats ||= sheet.subjects.has(subject)
        sheet.subjects.add(subject)
        if (shapes.size <= MOST_SHAPES) shapes.add(shapeOf(subject))
      }
      for (const [position, seen] of sheet.columns.entries()) look(seen, cells[position]?.trim() ?? '')
    }
  }
  return {
    subjectShape: joinedShape(shapes),
    // A sheet without rows and without subjects is what a source says of parts that are not read.
    sheets: [...sheets]
      .filter(([, { rows, names }]) => rows > 0 || holdsSubject(names))
      .map(([key, { names, rows, columns, repeats }]) => ({
        key,
        rows,
        oneRow: rows > 0 && !repeats,
        columns: names.map((name, at) => columnProfile(name, columns[at])),
      })),
  }
}

function columnProfile(name: string, seen: Seen | undefined): ColumnProfile {
  if (seen === undefined || seen.looked === 0)
    return { name, filled: seen?.filled ?? 0, dateForm: null, isPartlyDate: false }
  const form = DATE_FORMS.find(one => (seen.byForm.get(one) ?? 0) >= seen.looked * NEARLY_ALL) ?? null
  return { name, filled: seen.filled, dateForm: seen.whole > 0 ? form : null, isPartlyDate: form !== null }
}

function look(seen: Seen, cell: string): void {
  if (cell === '') return
  seen.filled += 1
  if (seen.looked >= MOST_LOOKED) return
  seen.looked += 1
  let isDate = false
  for (const form of DATE_FORMS) {
    if (readDateOf(form, cell) === null) continue
    isDate = true
    seen.byForm.set(form, (seen.byForm.get(form) ?? 0) + 1)
  }
  if (isDate && cell.length >= SHORTEST_WHOLE) seen.whole += 1
}

const MOST_SHAPES = 6

/** `0301-007` -> `[0-9]{4}-[0-9]{3}`: classes and lengths, no character of an id but its signs. */
function shapeOf(id: string): string {
  return id.replace(/[A-Z]+|[a-z]+|[0-9]+|[^A-Za-z0-9]/g, run => {
    if (/^[A-Z]/.test(run)) return `[A-Z]{${run.length}}`
    if (/^[a-z]/.test(run)) return `[a-z]{${run.length}}`
    if (/^[0-9]/.test(run)) return `[0-9]{${run.length}}`
    return /^[-_]$/.test(run) ? run : '[^A-Za-z0-9]'
  })
}

function joinedShape(shapes: ReadonlySet<string>): string {
  const all = [...shapes].sort()
  const joined = all.length === 1 ? (all[0] ?? '') : `(?:${all.join('|')})`
  return all.length === 0 || all.length > MOST_SHAPES || joined.length > 200 ? '[^,;]{1,64}' : joined
}

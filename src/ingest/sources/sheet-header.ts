import { type CsvRecord, csvReader, type Separator } from './csv-records.ts'

const SUBJECT_COLUMN = 'subjectid'
const SEPARATORS: readonly Separator[] = [',', ';', '\t']

export interface SheetHeader {
  readonly separator: Separator
  /** Line of the variable names; the data begin after it. */
  readonly line: number
  /** Trimmed variable names as the file spells them. */
  readonly columns: readonly string[]
}

/**
 * Finds the variable names at the head of a sheet: the first line that holds `SubjectId` as a cell of its own (labels
 * for people may stand above it), under the separator that gives it most columns (trial-data 2.1). Where the labels
 * repeat the word, the names are the line below them. Null where no line holds it.
 */
export function findHeader(head: string): SheetHeader | null {
  let best: SheetHeader | null = null
  for (const separator of SEPARATORS) {
    const header = headerUnder(head, separator)
    if (header !== null && (best === null || header.columns.length > best.columns.length)) best = header
  }
  return best
}

/** Whether a row of the sheet holds anything. */
export function isBlank(record: CsvRecord): boolean {
  return record.cells.every(cell => cell.trim() === '')
}

function headerUnder(head: string, separator: Separator): SheetHeader | null {
  const reader = csvReader(separator)
  const records = [...reader.push(head), ...reader.end().records]
  const first = records.findIndex(holdsSubjectColumn)
  const below = records[first + 1]
  const found = below !== undefined && first >= 0 && holdsSubjectColumn(below) ? below : records[first]
  if (found === undefined) return null
  return { separator, line: found.line, columns: found.cells.map(name => name.trim()) }
}

function holdsSubjectColumn(record: CsvRecord): boolean {
  return record.cells.some(cell => cell.trim().toLowerCase() === SUBJECT_COLUMN)
}

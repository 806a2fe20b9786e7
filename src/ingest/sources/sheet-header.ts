import type { CsvSource } from '../../model/generated/mapping.ts'
import { type CsvRecord, csvReader, type Separator } from './csv-records.ts'

const SEPARATORS: readonly Separator[] = [',', ';', '\t']
const NAMED: Readonly<Record<Exclude<NonNullable<CsvSource['separator']>, 'find'>, Separator>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
}

export interface SheetHeader {
  readonly separator: Separator
  /** Line of the variable names; the data begin after it. */
  readonly line: number
  /** Trimmed variable names as the file spells them. */
  readonly columns: readonly string[]
}

export interface HeaderRules extends Pick<CsvSource, 'separator' | 'names' | 'comment'> {
  readonly subjectColumn: string
}

/** How much of the head is looked at first: most headers stand in the first lines. */
const FIRST_LOOK = 1 << 14

/**
 * Finds the variable names at the head of a sheet: the first line that holds the subject's column as a cell of its own
 * (labels for people may stand above it), under the separator that gives it most columns (trial-data 2.1). Where the
 * labels repeat the word, the names are the line below them. A mapping may state line and separator instead. Null where
 * no line is such.
 */
export function findHeader(head: string, rules: HeaderRules): SheetHeader | null {
  if (head.length <= FIRST_LOOK) return headerIn(head, rules, true)
  return headerIn(head.slice(0, FIRST_LOOK), rules, false) ?? headerIn(head, rules, true)
}

function headerIn(text: string, rules: HeaderRules, isWhole: boolean): SheetHeader | null {
  const { separator = 'find' } = rules
  const separators = separator === 'find' ? SEPARATORS : [NAMED[separator]]
  let best: SheetHeader | null = null
  for (const sign of separators) {
    const header = headerUnder(text, sign, rules, isWhole)
    if (header !== null && (best === null || header.columns.length > best.columns.length)) best = header
  }
  return best
}

/** Whether a row of the sheet holds nothing. */
export function isBlank(record: CsvRecord): boolean {
  return record.cells.every(cell => cell.trim() === '')
}

/** Of a part of the head only what stands whole in it counts, the line below the names included. */
function headerUnder(text: string, separator: Separator, rules: HeaderRules, isWhole: boolean): SheetHeader | null {
  const reader = csvReader(separator)
  const records = [...reader.push(text), ...(isWhole ? reader.end().records : [])]
  const at = typeof rules.names === 'number' ? lineAt(records, rules.names) : namesIn(records, rules)
  const found = records[at]
  if (found === undefined || (!isWhole && at + 1 >= records.length)) return null
  return { separator, line: found.line, columns: found.cells.map(name => name.trim()) }
}

function lineAt(records: readonly CsvRecord[], line: number): number {
  return records.findIndex(record => record.line === line)
}

function namesIn(records: readonly CsvRecord[], { subjectColumn, comment }: HeaderRules): number {
  const holdsSubject = (record: CsvRecord | undefined): boolean =>
    record?.cells.some(cell => cell.trim().toLowerCase() === subjectColumn.toLowerCase()) === true
  const isRead = (record: CsvRecord): boolean => comment === undefined || !(record.cells[0] ?? '').startsWith(comment)
  const first = records.findIndex(record => isRead(record) && holdsSubject(record))
  return first >= 0 && holdsSubject(records[first + 1]) ? first + 1 : first
}

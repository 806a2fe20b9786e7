/** CSV (RFC 4180): decimal point whatever the language, and no text that a spreadsheet would run. */
import type { ReportResult } from '../../model/generated/report-result.ts'
import { tidyRows } from './tidy.ts'

const BOM = '\uFEFF'

export function csvReport(result: ReportResult, { bom = false }: { readonly bom?: boolean } = {}): string {
  const head = ['table', 'of', 'denominator', 'quantity', 'value']
  const rows = tidyRows(result).map(row => [row.table, row.of, row.denominator, row.quantity, row.value])
  return `${bom ? BOM : ''}${[head, ...rows].map(cells => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Numbers in full; a text that begins like a formula gets an apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

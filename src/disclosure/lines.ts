/**
 * Along which cells an asker subtracts. A line goes from a margin down to its parts, so that cells of one line can be
 * added up where they do not overlap; cells across lines (a tissue and a drug) cannot, since no table tells their overlap.
 */
import type { NationalTable } from '../model/generated/national-table.ts'

type TableCell = NationalTable['cells'][number]
type Level = `${TableCell['denominator']} ${TableCell['kind']}`

export const LINES: readonly (readonly Level[])[] = [
  ['treated total', 'treated tumour', 'treated cohort'],
  ['treated total', 'treated drugs', 'treated cohort'],
  // A drug may be given in one tissue only, and a tissue treated with one drug only.
  ['treated tumour', 'treated drugs', 'treated cohort'],
  ['screened total', 'screened tumour', 'treated tumour', 'treated cohort'],
  ['screened tumour', 'treated drugs', 'treated cohort'],
  ['screened total', 'treated drugs', 'treated cohort'],
  ['screened total', 'treated total'],
]

export function isOnLine(cell: Pick<TableCell, 'denominator' | 'kind'>, line: readonly Level[]): boolean {
  return line.includes(`${cell.denominator} ${cell.kind}`)
}

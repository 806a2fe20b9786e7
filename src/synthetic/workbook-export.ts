/** The eCRF export as one workbook: the same rows with the same dirt, in the cells of worksheets. */
import { isoDate } from './calendar.ts'
import { rowsOf } from './draft.ts'
import { draftTrial, summaryOf } from './draft-trial.ts'
import { type EcrfSummary, exportName, layAllDirt } from './ecrf-export.ts'
import type { EcrfRequest } from './scenarios.ts'
import { type Column, sheets } from './sheets.ts'
import { type CellValue, writeWorkbook } from './workbook.ts'

export interface WorkbookExport {
  readonly file: { readonly name: string; readonly bytes: Uint8Array }
  /** As of the eCRF export of the same request. */
  readonly cutoff: string
  readonly summary: EcrfSummary
}

const HEADER_ROWS = 2

export function makeWorkbookExport(request: EcrfRequest): WorkbookExport {
  const trial = draftTrial(request)
  const { dirt, planted } = layAllDirt(trial)
  const lineOf = new Map<object, number>()
  const worksheets = [...sheets].map(([key, columns]) => {
    const rows = trial.drafts.flatMap(draft => rowsOf(draft, key))
    for (const [at, row] of rows.entries()) lineOf.set(row, at + 1 + HEADER_ROWS)
    const head = [columns.map(column => column.label), columns.map(column => column.name)]
    return {
      name: key,
      rows: [...head, ...rows.map(row => columns.map(column => cellOf(column, row[column.name] ?? '')))],
    }
  })
  return {
    file: { name: `${exportName(trial)}.xlsx`, bytes: writeWorkbook(worksheets) },
    cutoff: isoDate(trial.sizes.cutoffDay),
    summary: {
      ...summaryOf(trial),
      dirt,
      plantedIdentifiers: planted.map(({ row, ...where }) => ({ ...where, line: lineOf.get(row) ?? 0 })),
    },
  }
}

/** A cell that a person typed another way than its column expects stays a text. */
function cellOf({ type }: Column, text: string): CellValue {
  if (type === 'date' && /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) && isDay(text)) {
    return { day: text }
  }
  return (type === 'number' || type === 'code') &&
    /^(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/.test(text) &&
    !text.endsWith('0')
    ? { number: text }
    : text
}

function isDay(text: string): boolean {
  return isoDate(Date.parse(`${text}T00:00:00Z`) / 86_400_000) === text
}

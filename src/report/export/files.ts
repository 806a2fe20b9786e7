/** Every file of a report, by format, made from one result. */
import type { ReportResult } from '../../model/generated/report-result.ts'
import { htmlReport } from '../html/page.ts'
import { plotsOf } from '../plots/all-plots.ts'
import type { Words } from '../text/words.ts'
import { csvReport } from './csv.ts'
import { measureReports } from './measure-report.ts'
import { pngOf } from './png.ts'
import { rScript } from './r-script.ts'
import { xlsxReport } from './xlsx.ts'

export const formats = ['html', 'csv', 'json', 'xlsx', 'svg', 'png', 'fhir', 'r'] as const
export type Format = (typeof formats)[number]

export interface ReportFile {
  readonly name: string
  readonly content: string | Uint8Array
}

/** Options of a file; all files of one call are of one language. */
export interface FileOptions {
  readonly words: Words
  /** A byte order mark before the CSV, for spreadsheets that need one. */
  readonly bom?: boolean
}

export async function filesOf(
  result: ReportResult,
  format: Format,
  { words, bom = false }: FileOptions,
): Promise<ReportFile[]> {
  switch (format) {
    case 'html':
      return [{ name: 'report.html', content: htmlReport(result, words) }]
    case 'csv':
      return [{ name: 'report.csv', content: csvReport(result, { bom }) }]
    case 'json':
      return [{ name: 'result.json', content: `${JSON.stringify(result, null, 2)}\n` }]
    case 'xlsx':
      return [{ name: 'report.xlsx', content: await xlsxReport(result, words) }]
    case 'svg':
      return plotsOf(result, words).map(({ id, svg }) => ({
        name: `${id}.svg`,
        content: `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`,
      }))
    case 'png':
      return Promise.all(
        plotsOf(result, words).map(async plot => ({ name: `${plot.id}.png`, content: await pngOf(plot) })),
      )
    case 'fhir':
      return [{ name: 'measure-reports.json', content: `${JSON.stringify(measureReports(result), null, 2)}\n` }]
    case 'r':
      return [{ name: 'reproduce.R', content: rScript(result) }]
  }
}

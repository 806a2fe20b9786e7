/** A workbook: the decision in words, then the tables that people read, then the tidy table. */
import type { SheetData } from 'write-excel-file/node'
import type { ReportResult } from '../../model/generated/report-result.ts'
import { estimatesTable } from '../html/estimates.ts'
import { heterogeneityTables } from '../html/heterogeneity.ts'
import { measureTable, partsTable, provenanceTable } from '../html/sections.ts'
import { plotsOf } from '../plots/all-plots.ts'
import type { TableData } from '../plots/plot.ts'
import { decisionSentences, methodsText, titleOf } from '../text/sentences.ts'
import type { Words } from '../text/words.ts'
import { tidyRows } from './tidy.ts'

export async function xlsxReport(result: ReportResult, words: Words): Promise<Uint8Array> {
  const { tables } = heterogeneityTables(result, words)
  const sheets = [
    { name: words.say('section.decision'), data: decisionSheet(result, words) },
    { name: words.say('section.parts'), data: tableSheet([partsTable(result, words)]) },
    { name: words.say('section.estimates'), data: tableSheet(estimatesTable(result, words)) },
    { name: words.say('section.heterogeneity'), data: tableSheet(tables) },
    {
      name: words.say('section.responses'),
      data: tableSheet(result.responses.length === 0 ? [] : [measureTable(result.responses, { result, words })]),
    },
    {
      name: words.say('section.safety'),
      data: tableSheet(result.safety.length === 0 ? [] : [measureTable(result.safety, { result, words })]),
    },
    ...plotsOf(result, words).map(plot => ({ name: plot.title, data: tableSheet([plot.table]) })),
    { name: words.say('section.provenance'), data: tableSheet([provenanceTable(result, words)]) },
    { name: 'tidy', data: tidySheet(result) },
  ].filter(({ data }) => data.length > 0)
  // Loaded here: every command would start slower by its 78 files.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return new Uint8Array(await writeXlsxFile(named(sheets)).toBuffer())
}

const HEAD = { fontWeight: 'bold' } as const

interface NamedSheet {
  readonly name: string
  readonly data: SheetData
}

/** A name has at most 31 characters, none of \/?*[]: and stands once. */
function named(sheets: readonly NamedSheet[]): { sheet: string; data: SheetData }[] {
  const taken = new Set<string>()
  return sheets.map(({ name, data }, index) => {
    const plain = name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 28)
    const sheet = taken.has(plain) ? `${plain} ${index}` : plain
    taken.add(sheet)
    return { sheet, data }
  })
}

function decisionSheet(result: ReportResult, words: Words): SheetData {
  const lines = [
    result.document.cohort.label,
    titleOf(result, words),
    ...decisionSentences(result, words),
    methodsText(result, words),
  ]
  return lines.map((value, index) => [{ value, type: String, wrap: true, ...(index < 2 ? HEAD : {}) }])
}

function tableSheet(tables: readonly TableData[]): SheetData {
  return tables.flatMap(({ caption, head, rows }) => [
    [{ value: caption, type: String }],
    head.map(value => ({ value, type: String, ...HEAD })),
    ...rows.map(cells => cells.map(value => ({ value, type: String }))),
    [],
  ])
}

function tidySheet(result: ReportResult): SheetData {
  const head = ['table', 'of', 'denominator', 'quantity', 'value'].map(value => ({ value, type: String, ...HEAD }))
  const rows = tidyRows(result).map(({ table, of, denominator, quantity, value }) => [
    ...[table, of, denominator, quantity].map(text => ({ value: text, type: String })),
    value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String },
  ])
  return [head, ...rows]
}

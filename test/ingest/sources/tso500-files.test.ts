/** CombinedVariantOutput files: what is read of them, and every way in which one can be broken. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTso500Files } from '../../../src/ingest/sources/tso500-files.ts'
import { parseMapping } from '../../../src/mapping/parse-mapping.ts'
import type { Tso500Source } from '../../../src/model/generated/mapping.ts'
import type { PanelFindings } from '../../../src/synthetic/panel-findings.ts'
import { writeReport } from '../../../src/synthetic/tso500-reports.ts'
import { shippedFile } from '../../mapping/shipped-mapping.ts'
import { wholeExport } from '../../support/whole-export.ts'

const rules = parseMapping(shippedFile('impress-norway')).sources.find(
  source => source.kind === 'tso500',
) as Tso500Source

const FOUND: PanelFindings = {
  sampleId: 'T1',
  collectedDay: 19_000,
  variants: [],
  amplified: [{ gene: 'ERBB2', foldChange: 7.25 }],
  fusions: [],
  skippedExons: [],
  tmb: 4.7,
  unstableSites: 2.5,
}
const report = writeReport(FOUND)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-tso-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function read(...texts: readonly (string | Uint8Array)[]) {
  const paths = texts.map((text, at) => {
    const path = join(folder, `${at}.tsv`)
    writeFileSync(path, text)
    return path
  })
  const { sheets } = await wholeExport({ read: () => readTso500Files(paths, rules) })
  const cells = (key: string) => {
    const sheet = sheets.get(key)
    return sheet?.rows.map(row => Object.fromEntries(sheet.columns.map((column, at) => [column, row.cells[at]])))
  }
  return { cells, sheets }
}

describe('a report of the panel', () => {
  it('is a sheet a section, with the sample on every row; NA is no row', async () => {
    const { cells, sheets } = await read(report)
    expect(cells('tso-tmb')).toEqual([
      expect.objectContaining({ 'Pair ID': 'T1', 'DNA Sample ID': 'T1-DNA', 'Total TMB': '4.7' }),
    ])
    expect(cells('tso-amp')).toEqual([
      expect.objectContaining({ 'Pair ID': 'T1', Gene: 'ERBB2', 'Fold Change': '7.250' }),
    ])
    expect(cells('tso-fusion')).toEqual([])
    expect(sheets.get('tso-fusion')?.columns).toContain('Gene Pair')
    expect(cells('tso-small')).toEqual([expect.objectContaining({ Gene: '', 'Genomic Position': '4367323' })])
    expect(cells('tso-gis')).toEqual([])
  })

  it('need not be padded, and counts its rows on over all files; columns of all versions are there', async () => {
    const bare = report.replaceAll(/\t+\r\n/g, '\n')
    const other = bare.replaceAll('T1', 'T2').replace('Affected Exon(s)\tBreakpoint', 'Affected Exon\tBreakpoint')
    const { sheets } = await read(bare, other)
    expect(sheets.get('tso-tmb')?.rows.map(({ line }) => line)).toEqual([1, 2])
    const columns = sheets.get('tso-splice')?.columns
    expect(columns).toContain('Affected Exon(s)')
    expect(columns).toContain('Affected Exon')
  })

  it('tells sections that the mapping does not name as unknown columns', async () => {
    const { sheets } = await read(`${report}[Exon-Level CNVs]\nBRCA1\tNA\n`)
    expect(sheets.get('tso500-sections')?.columns).toContain('[exon-level cnvs]')
  })
})

describe('what is no report', () => {
  const cutAfter = (text: string) => report.slice(0, report.indexOf(text) + text.length)
  it.each<[string, string | Uint8Array]>([
    ['is cut off in the middle of a line', cutAfter('Total T')],
    ['is cut off between two sections', `${cutAfter('[MSI]\t\t\t\t\t\t\t\t\t\t')}\r\n`],
    ['is empty', ''],
    ['is a page of a proxy', '<!DOCTYPE html>\n<html><body>Log in</body></html>\n'],
    ['is a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 10])],
    ['is a table without sections', 'Gene\tFold Change\nERBB2\t7\n'],
    ['does not say its sample', report.replace('Pair ID\tT1', 'Pair ID\tNA')],
    ['has a section twice', `${report}[TMB]\nTotal TMB\t9\n`],
    ['has a call with more cells than names', report.replace('ERBB2\t7.250', 'ERBB2\t7.250\tx')],
    ['names a column twice', report.replace('Gene\tFold Change', 'Gene\tGENE')],
  ])('is refused where it %s, without a word of it', async (_, text) => {
    const error = await read(text).then(
      () => null,
      found => found,
    )
    expect(error).toMatchObject({ code: 'ingest/bad-tso500' })
    expect(`${error.message} ${error.hint}`).not.toMatch(/T1|ERBB2|Log in/)
  })

  it('refuses two files of one sample, and a link', async () => {
    await expect(read(report, report)).rejects.toMatchObject({ code: 'ingest/bad-tso500' })
    writeFileSync(join(folder, 'real'), report)
    symlinkSync(join(folder, 'real'), join(folder, 'link.tsv'))
    const linked = wholeExport({ read: () => readTso500Files([join(folder, 'link.tsv')], rules) })
    await expect(linked).rejects.toMatchObject({ code: 'ingest/file-unreadable' })
  })
})

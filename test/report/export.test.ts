import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { csvCell, csvReport } from '../../src/report/export/csv.ts'
import { filesOf, formats } from '../../src/report/export/files.ts'
import { measureReports } from '../../src/report/export/measure-report.ts'
import { rScript } from '../../src/report/export/r-script.ts'
import { buildResult } from '../../src/report/result/build-result.ts'
import { wordsOf } from '../../src/report/text/words.ts'
import { medplumFaults } from '../support/medplum.ts'
import { aCountry, aDocument } from '../support/merged-counts.ts'
import { threeCountries } from '../support/report-documents.ts'

const program = 'prime-rose-node 0.1.0'
const result = buildResult(threeCountries(), { program })
const masked = buildResult(
  aDocument([
    aCountry('NO', { evaluable: 22, control: 4 }),
    aCountry(
      'DK',
      { evaluable: 0, control: 0 },
      {
        counts: {
          evaluable: { masked: { lo: 0, hi: 4 } },
          'treated-mature': { masked: { lo: 0, hi: 4 } },
          pending: { exact: 0 },
        },
        measures: [{ measure: 'disease-control-w16', denominator: 'evaluable', count: { masked: { lo: 0, hi: 4 } } }],
      },
    ),
  ]),
  { program },
)

describe('the CSV', () => {
  it('has one number a row, in full, with a decimal point', () => {
    const lines = csvReport(result).split('\r\n')
    expect(lines[0]).toBe('table,of,denominator,quantity,value')
    expect(lines).toContain(`pooled,all,evaluable,rate,${9 / 31}`)
    expect(lines.every(line => line === '' || line.split(',').length >= 5)).toBe(true)
    expect(csvReport(result, { bom: true }).codePointAt(0)).toBe(0xfeff)
  })

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('never gives a spreadsheet a text to run: %j', text => {
    expect(csvCell(text).replaceAll('"', '')).toMatch(/^'/)
  })

  it('leaves negative numbers numbers, and quotes what holds a separator', () => {
    expect(csvCell(-0.945)).toBe('-0.945')
    expect(csvCell('a,"b"')).toBe('"a,""b"""')
    expect(csvCell(null)).toBe('')
  })
})

describe('the MeasureReports', () => {
  const bundle = measureReports(result)
  const reports = (bundle.entry ?? []).map(({ resource }) => resource)

  it('are valid R4 resources', () => {
    expect(reports.map(report => medplumFaults(report))).toEqual(reports.map(() => []))
    expect(medplumFaults(bundle)).toEqual([])
  })

  it('are summaries with populations, score and strata by country, and no subject', () => {
    expect(reports).toHaveLength(5)
    expect(reports[0]).toMatchObject({
      resourceType: 'MeasureReport',
      type: 'summary',
      measure: 'urn:prime-rose:measure:dcr-w16-evaluable|1',
      period: { start: '2024', end: '2025' },
      group: [
        {
          population: [{ count: 31 }, { count: 31 }, { count: 9 }],
          measureScore: { value: 9 / 31, system: 'http://unitsofmeasure.org', code: '1' },
          stratifier: [{ stratum: [{ value: { text: 'DK' } }, { value: { text: 'FI' } }, { value: { text: 'NO' } }] }],
        },
      ],
    })
    expect(JSON.stringify(bundle)).not.toContain('subject')
  })

  it('have no count and no score of what is masked, but say that it is', () => {
    const [report] = (measureReports(masked).entry ?? []).map(({ resource }) => resource)
    const text = JSON.stringify(report)
    expect(medplumFaults(report)).toEqual([])
    expect(text).toContain(
      '"_count":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}',
    )
    // Norway alone has a score; the pool and Denmark have none.
    expect(text.match(/measureScore/g)).toHaveLength(1)
  })
})

describe('the R script', () => {
  it('holds the counts and the results to compare with, and no text outside comments', () => {
    const hostile = buildResult(
      threeCountries({ cohort: { key: null, label: 'x\nsystem("rm")', definitionHash: null } }),
      { program },
    )
    const script = rScript(hostile)
    expect(script).toContain('# Cohort: x system("rm")')
    expect(script).not.toMatch(/^system/m)
    expect(script).toContain(`agree("evaluable: rate", x / n, c(${9 / 31}))`)
    expect(script).toContain('agree("evaluable: UMVUE"')
  })
})

describe('the files of a report', () => {
  it('are the same bytes for the same result, but for the workbook', async () => {
    for (const format of formats.filter(name => name !== 'xlsx')) {
      const [first, second] = await Promise.all([1, 2].map(() => filesOf(result, format, { words: wordsOf('nb') })))
      expect(first).toEqual(second)
      expect(first?.length).toBeGreaterThan(0)
    }
  })

  it('have a workbook with the decision, the tables and the tidy numbers', async () => {
    const [file] = await filesOf(result, 'xlsx', { words: wordsOf('nb') })
    const entries = unzipSync(file?.content as Uint8Array)
    const book = strFromU8(entries['xl/workbook.xml'] ?? new Uint8Array())
    expect(book).toContain('Avgjørelse')
    expect(book).toContain('tidy')
    const names = [...book.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name ?? '')
    expect(new Set(names).size).toBe(names.length)
    expect(names.every(name => name.length <= 31)).toBe(true)
  })

  it('have each plot as PNG, drawn at three times its size', async () => {
    const files = await filesOf(result, 'png', { words: wordsOf('en') })
    expect(files.map(({ name }) => name)).toEqual([
      'forest.png',
      'boundary.png',
      'responses.png',
      'pfs.png',
      'os.png',
      'accrual.png',
    ])
    const bytes = Buffer.from(files[0]?.content as Uint8Array)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.readUInt32BE(16)).toBe(3 * 760)
  })
})

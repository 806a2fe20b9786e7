import { describe, expect, it } from 'vitest'
import { openExportFiles } from '../../../src/ingest/sources/export-files.ts'
import { isNamedBy, sheetKeyOf } from '../../../src/ingest/sources/file-pattern.ts'
import type { CsvSource } from '../../../src/model/generated/mapping.ts'
import { readFiles, refusalOf } from '../../support/read-files.ts'

const csv = (rules: Partial<CsvSource> = {}): CsvSource => ({ kind: 'csv', files: '*.csv', ...rules })
const read = (text: string | Uint8Array, rules: Partial<CsvSource> = {}, subjectColumn = 'patientnummer') =>
  readFiles({ 'export.csv': text }, { sources: [csv(rules)], subjectColumn })
const sheet = async (...given: Parameters<typeof read>) => [...(await read(...given)).sheets.values()][0]

describe('a CSV source', () => {
  it('is the sheet that the mapping says, found by its own subject column', async () => {
    expect(await sheet('Patient;Naam\npatientnummer;A\n1;x\n', { sheet: 'patients' })).toEqual({
      key: 'patients',
      columns: ['patientnummer', 'A'],
      rows: [{ line: 3, cells: ['1', 'x'] }],
    })
  })

  it('has the separator that is stated, also where another one gives more columns', async () => {
    const text = 'patientnummer|A,B,C\n1|x,y\n'
    expect((await sheet(text, { separator: 'pipe' }))?.columns).toEqual(['patientnummer', 'A,B,C'])
    expect((await sheet('patientnummer\tA\n1\tx\n', { separator: 'tab' }))?.columns).toEqual(['patientnummer', 'A'])
    expect(await refusalOf(read('patientnummer;A\n1;x\n', { separator: 'comma' }))).toMatchObject({
      code: 'ingest/no-subject-column',
    })
  })

  it('has its names on the line that is stated', async () => {
    const text = 'patientnummer;first\n\npatientnummer;second\n1;x\n'
    expect(await sheet(text, { names: 3 })).toMatchObject({ columns: ['patientnummer', 'second'], rows: [{ line: 4 }] })
    expect(await refusalOf(read(text, { names: 9 }))).toMatchObject({ code: 'ingest/no-subject-column' })
  })

  it('passes over comments above the names', async () => {
    const text = '#version 2.4\n#patientnummer\tA\npatientnummer\tA\n1\tx\n'
    expect(await sheet(text, { comment: '#', separator: 'tab' })).toMatchObject({
      columns: ['patientnummer', 'A'],
      rows: [{ line: 4, cells: ['1', 'x'] }],
    })
  })

  it('has the encoding that is stated', async () => {
    const text = 'patientnummer;A\n1;café\n'
    const bytes = Buffer.from(text, 'latin1')
    expect((await sheet(bytes, { encoding: 'windows-1252' }))?.rows[0]?.cells).toEqual(['1', 'café'])
    expect((await sheet(Buffer.from(text, 'utf16le'), { encoding: 'utf-16le' }))?.rows[0]?.cells).toEqual(['1', 'café'])
  })

  it('finds its names far down, below whatever stands above them', async () => {
    const above = 'a line of words; and more\n'.repeat(3_000)
    expect(await sheet(`${above}patientnummer;A\n1;x\n`)).toMatchObject({ rows: [{ line: 3_002, cells: ['1', 'x'] }] })
  })

  it('is the file itself where the export is one file', async () => {
    const path = new URL('../../fixtures/mappings/impress-norway/export/SYNTH_2026-03-01_eos.csv', import.meta.url)
    const source = openExportFiles(path.pathname, {
      sources: [csv()],
      subjectColumn: 'SubjectId',
      sheets: new Map(),
    })
    const keys: string[] = []
    for await (const batch of source.read()) keys.push(batch.sheet.key)
    expect(new Set(keys)).toEqual(new Set(['eos']))
  })
})

describe('names of files', () => {
  it.each<[string, string, boolean]>([
    ['*.csv', 'A_coh.CSV', true],
    ['*.csv', 'a.csv.txt', false],
    ['DRUP_*.csv', 'drup_2026.csv', true],
    ['DRUP_*.csv', 'x_drup_2026.csv', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['aa*aa', 'aaa', false],
    ['export.json', 'EXPORT.json', true],
    ['*', '', true],
  ])('%s takes %s: %s', (pattern, name, taken) => {
    expect(isNamedBy(pattern, name)).toBe(taken)
  })

  it('are looked at once, whatever the pattern', () => {
    expect(isNamedBy(`${'*a'.repeat(49)}b`, 'a'.repeat(200_000))).toBe(false)
  })

  it('give the key of a sheet', () => {
    expect(['IMPRESS_2026_COH', 'dm', ' x_ Ae '].map(sheetKeyOf)).toEqual(['coh', 'dm', 'ae'])
  })
})

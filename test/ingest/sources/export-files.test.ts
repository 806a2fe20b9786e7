import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openExportFiles } from '../../../src/ingest/sources/export-files.ts'
import { impressMapping } from '../../mapping/shipped-mapping.ts'
import { wholeExport } from '../../support/whole-export.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecrf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
const read = () => wholeExport(openExportFiles(folder, impressMapping))
const refusal = () =>
  read().then(
    () => null,
    error => error,
  )

async function sheet(key: string) {
  const found = (await read()).sheets.get(key)
  if (found === undefined) throw new Error(`no sheet ${key}`)
  return found
}

const TWO_HEADERS = 'Subject,Cohort name,"Label, with a\nline break"\nSubjectId,COHORTNAME,COHTT\n'

describe('an eCRF export: files', () => {
  it('takes the key from what follows the last underscore, or from the whole name, case ignored', async () => {
    write('IMPRESS_2026-03-01_COH.CSV', 'SubjectId\n1\n')
    write('dm.csv', 'SubjectId\n1\n')
    expect([...(await read()).sheets.keys()]).toEqual(['coh', 'dm'])
  })

  it('refuses two files of one key', async () => {
    write('A_coh.csv', 'SubjectId\n')
    write('B_COH.csv', 'SubjectId\n')
    expect(await refusal()).toMatchObject({ code: 'ingest/duplicate-sheet', detail: { sheet: 'coh' } })
  })

  it('leaves other files alone and lists them', async () => {
    write('coh.csv', 'SubjectId\n1\n')
    write('readme.txt', 'x')
    write('.~lock.coh.csv', 'x')
    mkdirSync(join(folder, 'more'))
    const source = openExportFiles(folder, impressMapping)
    expect([...(await wholeExport(source)).sheets.keys()]).toEqual(['coh'])
    expect(source.ignoredFiles).toEqual(['.~lock.coh.csv', 'more', 'readme.txt'])
  })

  it('refuses a path that is no folder, a missing one and one without CSV files', async () => {
    write('readme.txt', 'x')
    expect(await refusal()).toMatchObject({ code: 'ingest/not-an-export' })
    for (const path of ['readme.txt', 'nowhere']) {
      const error = await wholeExport(openExportFiles(join(folder, path), impressMapping)).then(
        () => null,
        caught => caught,
      )
      expect(error).toMatchObject({ code: 'ingest/not-an-export', hint: expect.stringContaining('folder') })
    }
  })

  it('refuses a symbolic link, even one to a good file', async () => {
    write('good.txt', 'SubjectId\n1\n')
    symlinkSync(join(folder, 'good.txt'), join(folder, 'coh.csv'))
    expect(await refusal()).toMatchObject({ code: 'ingest/file-unreadable' })
  })

  it('refuses a folder, a pipe and a file without right of reading that are named like a sheet', async () => {
    mkdirSync(join(folder, 'coh.csv'))
    expect(await refusal()).toMatchObject({ code: 'ingest/file-unreadable' })
    rmSync(join(folder, 'coh.csv'), { recursive: true })
    execFileSync('mkfifo', [join(folder, 'coh.csv')])
    expect(await refusal()).toMatchObject({ code: 'ingest/file-unreadable' })
    rmSync(join(folder, 'coh.csv'))
    write('coh.csv', 'SubjectId\n')
    chmodSync(join(folder, 'coh.csv'), 0)
    const mayReadAll = process.getuid?.() === 0
    expect((await refusal())?.code).toBe(mayReadAll ? undefined : 'ingest/file-unreadable')
  })
})

describe('an eCRF export: header and rows', () => {
  it('takes the first line with SubjectId as header, with labels above it or without', async () => {
    write('coh.csv', `${TWO_HEADERS}12,HER2/x/y,NSCLC\n`)
    write('dm.csv', 'subjectid,SEX\n12,F\n')
    expect(await sheet('coh')).toEqual({
      key: 'coh',
      columns: ['SubjectId', 'COHORTNAME', 'COHTT'],
      rows: [{ line: 4, cells: ['12', 'HER2/x/y', 'NSCLC'] }],
    })
    expect(await sheet('dm')).toMatchObject({ columns: ['subjectid', 'SEX'], rows: [{ line: 2, cells: ['12', 'F'] }] })
  })

  it('takes the lower of two lines that both hold SubjectId', async () => {
    write('coh.csv', 'SubjectId,Cohort name\nSubjectId,COHORTNAME\n1,a\n')
    expect(await sheet('coh')).toMatchObject({ columns: ['SubjectId', 'COHORTNAME'], rows: [{ line: 3 }] })
  })

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('finds the separator %s from the line of variable names', async (_, separator) => {
    const label = ['"Subject, or; patient"', 'Cohort', 'x'].join(separator)
    write('coh.csv', `${label}\nCOHORTNAME${separator}SubjectId${separator}X\na${separator}1${separator}2,5;6\n`)
    expect((await sheet('coh')).columns).toEqual(['COHORTNAME', 'SubjectId', 'X'])
  })

  it('takes the separator that gives the header most columns', async () => {
    write('coh.csv', 'SubjectId\nSubjectId;COHORTNAME\n1;a\n')
    expect(await sheet('coh')).toMatchObject({ columns: ['SubjectId', 'COHORTNAME'], rows: [{ cells: ['1', 'a'] }] })
  })

  it('fills up short rows, drops blank cells beyond the columns, and keeps filled ones', async () => {
    write('coh.csv', 'SubjectId,A,B\n1\n2,a,b,,\n3,a,b,,c\n')
    expect((await sheet('coh')).rows.map(row => row.cells)).toEqual([
      ['1', '', ''],
      ['2', 'a', 'b'],
      ['3', 'a', 'b', '', 'c'],
    ])
  })

  it('skips blank rows and still counts their lines', async () => {
    write('coh.csv', 'SubjectId,A\n\n , \n1,a\n')
    expect((await sheet('coh')).rows).toEqual([{ line: 4, cells: ['1', 'a'] }])
  })

  it('refuses two columns of one name, case ignored, without naming a cell', async () => {
    write('coh.csv', 'SubjectId,EventDate,EVENTDATE\n1,a,b\n')
    expect(await refusal()).toMatchObject({ code: 'ingest/duplicate-column', detail: { sheet: 'coh', line: 1 } })
  })

  it('takes a column named like a member of every object as any other', async () => {
    write('coh.csv', 'SubjectId,__proto__,constructor\n1,a,b\n')
    expect(await sheet('coh')).toMatchObject({ columns: ['SubjectId', '__proto__', 'constructor'] })
  })

  it('refuses a sheet without SubjectId and an empty one', async () => {
    write('coh.csv', 'Subject;COHORTNAME\n1;secret\n')
    const error = await refusal()
    expect(error).toMatchObject({ code: 'ingest/no-subject-column', detail: { sheet: 'coh' } })
    expect(JSON.stringify(error) + error.message).not.toContain('secret')
    write('coh.csv', '')
    expect(await refusal()).toMatchObject({ code: 'ingest/no-subject-column', message: 'sheet coh is empty' })
  })

  it('refuses an unclosed quote and says where it was opened', async () => {
    write('coh.csv', 'SubjectId,A\n1,a\n2,"secret\n3,c\n')
    const error = await refusal()
    expect(error).toMatchObject({ code: 'ingest/bad-csv', message: expect.stringContaining('line 3') })
    expect(error.message).not.toContain('secret')
  })

  it('refuses a file that was cut off in the middle of a row, and takes one whose last row is whole', async () => {
    write('coh.csv', 'SubjectId,A,B\n1,a,b\n2,secr')
    const error = await refusal()
    expect(error).toMatchObject({ code: 'ingest/bad-csv', message: expect.stringContaining('line 3') })
    expect(error.message).not.toContain('secr')
    write('coh.csv', 'SubjectId,A,B\n1,a,b\n2,c,d')
    expect((await sheet('coh')).rows).toHaveLength(2)
  })

  it('gives a sheet without rows its columns', async () => {
    write('coh.csv', 'SubjectId,COHORTNAME\n')
    expect(await sheet('coh')).toEqual({ key: 'coh', columns: ['SubjectId', 'COHORTNAME'], rows: [] })
  })

  it('gives the sheets that are wanted first before all others', async () => {
    for (const key of ['ae', 'coh', 'samples']) write(`${key}.csv`, 'SubjectId\n1\n')
    const keys: string[] = []
    for await (const { sheet: head } of openExportFiles(folder, impressMapping).read({ first: new Set(['samples']) }))
      keys.push(head.key)
    expect([...new Set(keys)]).toEqual(['samples', 'ae', 'coh'])
  })
})

describe('an eCRF export: encodings', () => {
  const TEXT = 'SubjectId;A\r\n1;småcellet – kræft\r\n'
  const cells = async () => (await sheet('coh')).rows[0]?.cells

  it.each([
    ['UTF-8', Buffer.from(TEXT, 'utf8')],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${TEXT}`, 'utf8')],
    ['UTF-16 little endian with BOM', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 big endian with BOM', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(TEXT.replace('–', '\u0096'), 'latin1')],
  ])('reads %s', async (_, bytes) => {
    write('coh.csv', bytes)
    expect(await cells()).toEqual(['1', 'småcellet – kræft'])
    expect((await sheet('coh')).columns).toEqual(['SubjectId', 'A'])
  })

  it('reads a large file whose pieces cut characters in two', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `${index};øøøæ–\n`).join('')
    write('coh.csv', `SubjectId;A\n${rows}`)
    const { rows: read } = await sheet('coh')
    expect(read.length).toBe(60_000)
    expect(new Set(read.map(row => row.cells[1]))).toEqual(new Set(['øøøæ–']))
  })

  it('refuses bytes that are no text, and a UTF-8 mark over other bytes', async () => {
    write('coh.csv', Buffer.from(TEXT, 'utf16le'))
    expect(await refusal()).toMatchObject({ code: 'ingest/bad-csv' })
    write('coh.csv', Buffer.from('PK\u0003\u0004\u0000\u0000workbook', 'latin1'))
    expect(await refusal()).toMatchObject({ code: 'ingest/bad-csv' })
    write('coh.csv', Buffer.concat([Buffer.from('\ufeff', 'utf8'), Buffer.from(TEXT, 'latin1')]))
    expect(await refusal()).toMatchObject({ code: 'ingest/bad-csv' })
  })
})

import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { type FileSetting, readFiles, refusalOf } from '../../support/read-files.ts'

const XLSX: FileSetting = { sources: [{ kind: 'xlsx', files: '*.xlsx' }], sheetKeys: ['coh'] }
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

interface BookParts {
  readonly sheets?: Readonly<Record<string, string>>
  readonly states?: Readonly<Record<string, string>>
  readonly workbookPr?: string
  readonly strings?: string
  readonly styles?: string
  readonly more?: Readonly<Record<string, string>>
  readonly externalTarget?: boolean
}

/** A workbook by hand; a sheet is the XML of its rows. */
function aWorkbook({
  sheets = {},
  states = {},
  workbookPr = '',
  strings,
  styles,
  more = {},
  externalTarget,
}: BookParts) {
  const names = Object.keys(sheets)
  const xml: Record<string, string> = {
    'xl/workbook.xml': `<workbook ${MAIN} ${REL}><workbookPr ${workbookPr}/><sheets>${names
      .map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at}" ${states[name] ?? ''}/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map(
        (_, at) =>
          `<Relationship Id="r${at}" Target="worksheets/s${at}.xml" ${externalTarget ? 'TargetMode="External"' : ''}/>`,
      )
      .join('')}</Relationships>`,
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst ${MAIN}>${strings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet ${MAIN}>${styles}</styleSheet>` }),
    ...more,
  }
  for (const [at, name] of names.entries()) {
    xml[`xl/worksheets/s${at}.xml`] = `<worksheet ${MAIN}><sheetData>${sheets[name]}</sheetData></worksheet>`
  }
  const files: Zippable = Object.fromEntries(Object.entries(xml).map(([name, text]) => [name, strToU8(text)]))
  return zipSync(files)
}

const inline = (text: string, place = '') => `<c ${place} t="inlineStr"><is><t>${text}</t></is></c>`
const HEAD = `<row r="1">${inline('SubjectId')}${inline('A')}${inline('B')}</row>`
const read = (parts: BookParts) => readFiles({ 'book.xlsx': aWorkbook(parts) }, XLSX)
const rowsOf = async (rows: string, parts: BookParts = {}) =>
  (await read({ ...parts, sheets: { coh: HEAD + rows } })).sheets.get('coh')?.rows

describe('cells of a workbook', () => {
  it('are shared and inline texts, in runs or not, without the readings of East Asian words', async () => {
    const strings =
      '<si><t>shared</t></si><si><r><t>in </t></r><r><rPr><b/></rPr><t xml:space="preserve">runs </t></r></si><si><t>字</t><rPh><t>ji</t></rPh></si>'
    const cells = `<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>`
    expect(await rowsOf(`<row>${cells}</row>`, { strings })).toEqual([{ line: 2, cells: ['shared', 'in runs ', '字'] }])
  })

  it('hold line breaks and signs that XML cannot hold', async () => {
    const [row] = (await rowsOf(`<row>${inline('a')}${inline('x&#10;y')}${inline('tab_x0009_&amp;&lt;')}</row>`)) ?? []
    expect(row?.cells).toEqual(['a', 'x\ny', 'tab\t&<'])
  })

  it('stand where their reference says, and rows on their number', async () => {
    const rows = `<row r="3">${inline('1', 'r="A3"')}${inline('b', 'r="C3"')}</row><row r="7">${inline('2', 'r="A7"')}</row>`
    expect(await rowsOf(rows)).toEqual([
      { line: 3, cells: ['1', '', 'b'] },
      { line: 7, cells: ['2', '', ''] },
    ])
  })

  it('are numbers as typed', async () => {
    const numbers = [
      '3',
      '3.0',
      '0.1',
      '0.30000000000000004',
      '1.5108695088E10',
      '-2.5',
      '1E-3',
      '12345678901234567890',
    ]
    const rows = numbers.map((number, at) => `<row><c><v>${at}</v></c><c><v>${number}</v></c></row>`).join('')
    expect((await rowsOf(rows))?.map(row => row.cells[1])).toEqual([
      '3',
      '3',
      '0.1',
      '0.30000000000000004',
      '15108695088',
      '-2.5',
      '0.001',
      '12345678901234567168',
    ])
  })

  it('keep the zeros that a format of zeros shows', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="0000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    expect((await rowsOf('<row><c s="1"><v>7</v></c></row>', { styles }))?.[0]?.cells[0]).toBe('0007')
  })

  it('are truth values, errors and stored values of formulas', async () => {
    const cells = '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1&amp;"x"</f><v>made</v></c>'
    expect((await rowsOf(`<row>${cells}</row>`))?.[0]?.cells).toEqual(['TRUE', '#N/A', 'made'])
  })

  /** Number formats, with the serial number of 2022-03-01 and a quarter of a day. */
  it.each<[string, string, string, string]>([
    ['built-in day', '<xf numFmtId="14"/>', '44621', '2022-03-01'],
    ['built-in day and time', '<xf numFmtId="22"/>', '44621.25', '2022-03-01T06:00:00'],
    ['built-in day and time at midnight', '<xf numFmtId="22"/>', '44621', '2022-03-01'],
    ['built-in time', '<xf numFmtId="21"/>', '0.25', '06:00:00'],
    ['own day', '<xf numFmtId="164"/>', '44621', '2022-03-01'],
    ['a number', '<xf numFmtId="2"/>', '44621', '44621'],
    ['a day before the leap day that never was', '<xf numFmtId="14"/>', '59', '1900-02-28'],
    ['the leap day that never was', '<xf numFmtId="14"/>', '60', '1900-02-29'],
    ['the first day', '<xf numFmtId="14"/>', '1', '1900-01-01'],
    ['a second before midnight, rounded', '<xf numFmtId="22"/>', '44620.99999999', '2022-03-01'],
  ])('are days in ISO form: %s', async (_, style, serial, text) => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${style}</cellXfs>`
    expect((await rowsOf(`<row><c><v>1</v></c><c s="1"><v>${serial}</v></c></row>`, { styles }))?.[0]?.cells[1]).toBe(
      text,
    )
  })

  it.each<[string, boolean]>([
    ['d/m/yyyy', true],
    ['[$-414]d. mmmm yyyy', true],
    ['mmm-yy', true],
    ['0.00', false],
    ['"days "0', false],
    ['[Red]0', false],
    ['General', false],
    ['#,##0_m', false],
    ['mm:ss', false],
  ])('are days by the format %s: %s', async (code, isDay) => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>`
    const [row] = (await rowsOf('<row><c><v>1</v></c><c s="1"><v>44621</v></c></row>', { styles })) ?? []
    expect(row?.cells[1]?.startsWith('2022-03-01')).toBe(isDay || code === 'mm:ss')
    expect(row?.cells[1] === '2022-03-01').toBe(isDay)
  })

  it('count days from 1904 where the workbook says so', async () => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    const rows = '<row><c t="inlineStr"><is><t>1</t></is></c><c s="0"><v>43159</v></c></row>'
    expect((await rowsOf(rows, { styles, workbookPr: 'date1904="1"' }))?.[0]?.cells[1]).toBe('2022-03-01')
  })

  it('are days that are stored as texts', async () => {
    const cells = '<c><v>1</v></c><c t="d"><v>2022-03-01T00:00:00</v></c><c t="d"><v>2022-03-01T10:30:00</v></c>'
    expect((await rowsOf(`<row>${cells}</row>`))?.[0]?.cells).toEqual(['1', '2022-03-01', '2022-03-01T10:30:00'])
  })

  it('beyond the last column are kept where they are filled', async () => {
    const row = (last: string) => `<row>${inline('1')}${inline('a')}${inline('b')}${inline(last)}</row>`
    expect((await rowsOf(row('x')))?.[0]?.cells).toEqual(['1', 'a', 'b', 'x'])
    expect((await rowsOf(row(' ')))?.[0]?.cells).toEqual(['1', 'a', 'b'])
  })
})

describe('worksheets', () => {
  it('are sheets by what follows the last underscore of their name, the names below a line of labels', async () => {
    const labels = `<row>${inline('Subject')}${inline('Label')}</row>`
    const names = `<row>${inline('SubjectId')}${inline('X')}</row>`
    const { sheets } = await read({
      sheets: { IMPRESS_2026_COH: `${labels}${names}<row>${inline('1')}${inline('a')}</row>`, dm: names },
    })
    expect([...sheets.values()]).toEqual([
      { key: 'coh', columns: ['SubjectId', 'X'], rows: [{ line: 3, cells: ['1', 'a'] }] },
      { key: 'dm', columns: ['SubjectId', 'X'], rows: [] },
    ])
  })

  it('are those that the mapping names, where it names any', async () => {
    const setting: FileSetting = {
      sources: [{ kind: 'xlsx', files: '*.xlsx', sheets: { 'Pasienter 1': 'dm' }, names: 2 }],
      subjectColumn: 'pasient',
    }
    const rows = `<row>${inline('pasient')}</row><row>${inline('pasient')}${inline('X')}</row><row>${inline('1')}</row>`
    const { sheets } = await readFiles(
      { 'b.xlsx': aWorkbook({ sheets: { 'Pasienter 1': rows, other: rows } }) },
      setting,
    )
    expect([...sheets.values()]).toEqual([
      { key: 'dm', columns: ['pasient', 'X'], rows: [{ line: 3, cells: ['1', ''] }] },
    ])
  })

  it('of one key are refused, in one workbook and beside a CSV file', async () => {
    const row = `<row>${inline('SubjectId')}</row>`
    const twice = { 'b.xlsx': aWorkbook({ sheets: { a_coh: row, b_COH: row } }) }
    expect(await refusalOf(readFiles(twice, XLSX))).toMatchObject({ code: 'ingest/duplicate-sheet' })
    const beside = { 'b.xlsx': aWorkbook({ sheets: { coh: row } }), 'x_coh.csv': 'SubjectId\n' }
    const both: FileSetting = {
      sources: [
        { kind: 'csv', files: '*.csv' },
        { kind: 'xlsx', files: '*.xlsx' },
      ],
    }
    expect(await refusalOf(readFiles(beside, both))).toMatchObject({ code: 'ingest/duplicate-sheet' })
  })

  it('that are hidden are refused where the mapping reads them, and passed over where not', async () => {
    const row = `<row>${inline('SubjectId')}</row>`
    for (const state of ['state="hidden"', 'state="veryHidden"']) {
      const hidden = read({ sheets: { coh: row }, states: { coh: state } })
      expect(await refusalOf(hidden)).toMatchObject({ code: 'ingest/hidden-sheet', detail: { sheet: 'coh' } })
    }
    const { sheets } = await read({ sheets: { coh: row, lists: row }, states: { lists: 'state="hidden"' } })
    expect([...sheets.keys()]).toEqual(['coh'])
  })

  it('without the subject column, or with a column twice, are refused', async () => {
    expect(await refusalOf(read({ sheets: { coh: `<row>${inline('Subject')}</row>` } }))).toMatchObject({
      code: 'ingest/no-subject-column',
    })
    expect(await refusalOf(read({ sheets: { coh: '' } }))).toMatchObject({ code: 'ingest/no-subject-column' })
    const twice = `<row>${inline('SubjectId')}${inline('A')}${inline('a')}</row>`
    expect(await refusalOf(read({ sheets: { coh: twice } }))).toMatchObject({ code: 'ingest/duplicate-column' })
  })

  it('of another writer are read as well', async () => {
    const book = await writeXlsxFile(
      [
        [{ value: 'SubjectId' }, { value: 'D' }, { value: 'N' }],
        [
          { value: '0301-007' },
          { value: new Date(Date.UTC(2022, 2, 1)), type: Date, format: 'yyyy-mm-dd' },
          { value: 4.5, type: Number },
        ],
      ],
      { sheet: 'x_coh' },
    ).toBuffer()
    const { sheets } = await readFiles({ 'b.xlsx': book }, XLSX)
    expect(sheets.get('coh')?.rows).toEqual([{ line: 2, cells: ['0301-007', '2022-03-01', '4.5'] }])
  })
})

describe('a workbook', () => {
  const good = aWorkbook({ sheets: { coh: `${HEAD}<row>${inline('1')}</row>` } })
  const refused = async (bytes: Uint8Array) => refusalOf(readFiles({ 'b.xlsx': bytes }, XLSX))

  it('that was cut off anywhere is refused', async () => {
    for (let cut = 0; cut < good.length; cut += 97) {
      expect(await refused(good.slice(0, cut)), String(cut)).toMatchObject({ code: 'ingest/bad-workbook' })
    }
  })

  it('with a changed byte in a worksheet is refused', async () => {
    const damaged = good.slice()
    const at = Buffer.from(good).indexOf('xl/worksheets/s0.xml') + 40
    damaged[at] = (damaged[at] ?? 0) ^ 0x55
    expect(await refused(damaged)).toMatchObject({ code: 'ingest/bad-workbook' })
  })

  it.each<[string, Uint8Array]>([
    ['no archive', strToU8('SubjectId;A\n1;2\n')],
    ['empty', new Uint8Array()],
    ['of before 2007, or with a password', Uint8Array.from(Buffer.from('d0cf11e0a1b11ae10000', 'hex'))],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('x') })],
    [
      'linked to other files',
      aWorkbook({ sheets: { coh: HEAD }, more: { 'xl/externalLinks/externalLink1.xml': '<x/>' } }),
    ],
    ['pointing outside of itself', aWorkbook({ sheets: { coh: HEAD }, externalTarget: true })],
    ['no XML', aWorkbook({ sheets: { coh: '<row><c></row>' } })],
    ['with rows that go back', aWorkbook({ sheets: { coh: '<row r="5"></row><row r="4"></row>' } })],
    ['with more rows than the format has', aWorkbook({ sheets: { coh: '<row r="1048577"></row>' } })],
    ['with more columns than the format has', aWorkbook({ sheets: { coh: `<row>${inline('x', 'r="ZZZ1"')}</row>` } })],
  ])('that is %s is refused', async (_, bytes) => {
    expect(await refused(bytes)).toMatchObject({ code: 'ingest/bad-workbook' })
  })

  it.each([
    ['a document type', '<!DOCTYPE x><worksheet><sheetData/></worksheet>'],
    [
      'entities that grow',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
    ],
    [
      'an entity of a file',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c><v>&f;</v></c></row></sheetData></worksheet>',
    ],
    ['nesting without end', `${'<a>'.repeat(5_000)}`],
    [
      'a cell without end',
      `<worksheet><sheetData><row><c t="inlineStr"><is><t>${'a'.repeat(3 << 20)}</t></is></c></row></sheetData></worksheet>`,
    ],
    ['an attribute without end', `<worksheet a="${'a'.repeat(3 << 20)}"/>`],
    ['a comment without end', `<worksheet><!--${'a'.repeat(3 << 20)}--></worksheet>`],
  ])('with %s is refused', async (_, xml) => {
    const bytes = aWorkbook({ sheets: { coh: '' }, more: {} })
    expect(bytes.length).toBeGreaterThan(0)
    const files: Zippable = {
      'xl/workbook.xml': strToU8(`<workbook ${REL}><sheets><sheet name="coh" r:id="r0"/></sheets></workbook>`),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="r0" Target="worksheets/s0.xml"/></Relationships>',
      ),
      'xl/worksheets/s0.xml': strToU8(xml),
    }
    expect(await refused(zipSync(files))).toMatchObject({ code: 'ingest/bad-workbook' })
  })

  it('that packs far more than any sheet does is refused before it fills memory', async () => {
    const blank = strToU8(`<sst>${'<a/>'.repeat(17 << 20)}`)
    const files: Zippable = {
      'xl/workbook.xml': strToU8(`<workbook ${REL}><sheets><sheet name="coh" r:id="r0"/></sheets></workbook>`),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="r0" Target="worksheets/s0.xml"/></Relationships>',
      ),
      'xl/sharedStrings.xml': blank,
      'xl/worksheets/s0.xml': strToU8('<worksheet/>'),
    }
    expect(await refused(zipSync(files, { level: 9 }))).toMatchObject({ code: 'ingest/too-large' })
  })

  it('whose shared texts would fill memory is refused', async () => {
    const words = Array.from({ length: 60_000 }, (_, at) => `<si><t>${at}${'word '.repeat(240)}</t></si>`).join('')
    expect(await refusalOf(read({ sheets: { coh: HEAD }, strings: words }))).toMatchObject({ code: 'ingest/too-large' })
  })

  it('that lies about the size of a part is refused', async () => {
    const bytes = Buffer.from(good)
    const entry = bytes.lastIndexOf('xl/worksheets/s0.xml') - 46
    bytes.writeUInt32LE(bytes.readUInt32LE(entry + 24) - 1, entry + 24)
    expect(await refused(bytes)).toMatchObject({ code: 'ingest/bad-workbook' })
  })
})

/** An Excel workbook (ECMA-376) with one worksheet a sheet: numbers and days as such, everything else as shared texts. */
import { strToU8, zipSync } from 'fflate'
import { dayNumber } from './calendar.ts'

export type CellValue = string | { readonly number: string } | { readonly day: string }

export interface WorksheetContent {
  readonly name: string
  readonly rows: readonly (readonly CellValue[])[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** 1899-12-30: what the older date system counts from, for days after February 1900. */
const EPOCH = dayNumber('1899-12-30')
/** Style 1 shows a day as `yyyy-mm-dd`. */
const STYLES = `<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>`

/** The same content gives the same bytes: the archive has one day of its own. */
export function writeWorkbook(worksheets: readonly WorksheetContent[]): Uint8Array {
  const texts = new Map<string, number>()
  const bodies = worksheets.map(({ rows }) => worksheet(rows, texts))
  const numbers = worksheets.map((_, at) => at + 1)
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${numbers.map(n => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${worksheets.map(({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map(n => `<Relationship Id="rId${n}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId${numbers.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/><Relationship Id="rId${numbers.length + 2}" Type="${DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${STYLES}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}" uniqueCount="${texts.size}">${[...texts.keys()].map(text => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(bodies.map((body, at) => [`xl/worksheets/sheet${at + 1}.xml`, body])),
  }
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)]))
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) })
}

function worksheet(rows: WorksheetContent['rows'], texts: Map<string, number>): string {
  const body = rows.map(
    (cells, at) =>
      `<row r="${at + 1}">${cells.map((cell, column) => cellXml(cell, column, at + 1, texts)).join('')}</row>`,
  )
  return `<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData></worksheet>`
}

function cellXml(cell: CellValue, column: number, row: number, texts: Map<string, number>): string {
  const place = `r="${columnName(column)}${row}"`
  if (typeof cell !== 'string') {
    if ('number' in cell) return `<c ${place}><v>${cell.number}</v></c>`
    return `<c ${place} s="1"><v>${dayNumber(cell.day) - EPOCH}</v></c>`
  }
  if (cell === '') return ''
  const known = texts.get(cell) ?? texts.size
  texts.set(cell, known)
  return `<c ${place} t="s"><v>${known}</v></c>`
}

/** 0 -> A, 26 -> AA. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_')
}

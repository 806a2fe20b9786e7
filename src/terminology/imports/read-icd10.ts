/**
 * ICD-10 as ClaML (the XML of WHO and of national editions) or as CSV with code and title: categories with their
 * titles, in the language of the file.
 */
import { SaxesParser } from 'saxes'
import { badFile, type CodeEntry, counted, type ReadContent } from './content.ts'
import { columnAt, readListRows } from './read-rows.ts'

const CODE = /^[A-Z]\d{2}(?:\.[0-9A-Z]{1,4})?$/
const MAX_TITLE = 400

/** Refuses a code twice, a title that is missing, and a file that lacks one of `expected` three-character categories. */
export function readIcd10(text: string, expected: readonly string[]): ReadContent {
  const { entries, others } = /^\ufeff?\s*</.test(text) ? readClaml(text) : readTable(text)
  const titles = new Map<string, string>()
  for (const { code, title } of entries) {
    if (titles.has(code)) throw badFile('icd10', `${code} stands twice`)
    if (title === '') throw badFile('icd10', `${code} has no title`)
    titles.set(code, title.slice(0, MAX_TITLE))
  }
  const missing = expected.find(code => !titles.has(code))
  if (missing !== undefined) throw badFile('icd10', `category ${missing} is missing, so the file is not whole`)
  return {
    content: { codes: [...titles].map(([code, title]) => ({ code, title })) },
    leftOut: counted({ 'chapters, blocks and other entries that are no categories': others }),
  }
}

interface Read {
  readonly entries: readonly CodeEntry[]
  readonly others: number
}

function readTable(text: string): Read {
  const list = readListRows('icd10', text)
  const codeAt = columnAt('icd10', list, ['code', 'icd10', 'icd-10', 'kode', 'kod'])
  const titleAt = columnAt('icd10', list, ['title', 'description', 'name', 'tekst', 'text', 'navn', 'namn'])
  const entries = list.rows.map(row => ({
    code: plainCode(row[codeAt] ?? ''),
    title: (row[titleAt] ?? '').trim(),
  }))
  const categories = entries.filter(entry => CODE.test(entry.code))
  return { entries: categories, others: entries.length - categories.length }
}

/** `C34.9-`, `C349` and `c34.9` as lists write them -> `C34.9`. */
function plainCode(text: string): string {
  const code = text
    .trim()
    .toUpperCase()
    .replace(/\.?-$|[*†+]$/, '')
  return /^[A-Z]\d{2}[0-9A-Z]{1,4}$/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code
}

/** `<Class kind="category" code="C34.9"><Rubric kind="preferred"><Label>…`; the first preferred label is the title. */
function readClaml(text: string): Read {
  const entries: CodeEntry[] = []
  let others = 0
  let open: { code: string; title: string | null; isCategory: boolean } | null = null
  let rubric: string | null = null
  let label: string | null = null
  const parser = new SaxesParser()
  parser.on('error', () => {
    throw badFile('icd10', 'the file is not whole XML')
  })
  parser.on('doctype', doctype => {
    // A document type that defines entities could expand without bound; ClaML's own names only an outside file.
    if (doctype.includes('<!ENTITY')) throw badFile('icd10', 'its document type defines entities')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'Class') {
      const code = plainCode(String(attributes['code'] ?? ''))
      open = { code, title: null, isCategory: attributes['kind'] === 'category' && CODE.test(code) }
    } else if (name === 'Rubric') rubric = String(attributes['kind'] ?? '')
    else if (name === 'Label' && rubric === 'preferred' && open !== null && open.title === null) label = ''
  })
  parser.on('text', piece => {
    if (label !== null) label += piece
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'Label' && label !== null && open !== null) {
      open.title = label.replace(/\s+/g, ' ').trim()
      label = null
    } else if (name === 'Rubric') rubric = null
    else if (name === 'Class' && open !== null) {
      if (open.isCategory) entries.push({ code: open.code, title: open.title ?? '' })
      else others += 1
      open = null
    }
  })
  parser.write(text).close()
  if (entries.length === 0) throw badFile('icd10', 'it has no categories')
  return { entries, others }
}

/** The parts of a workbook beside its rows: which worksheets there are, shared texts, and how numbers are shown. */
import { NodeError } from '../../model/errors.ts'
import { type DateSystem, type NumberShape, numberShape, unescapeText } from './excel-values.ts'
import { readXml, type XmlHandler } from './xml-pieces.ts'
import { badWorkbook, type ZipArchive, type ZipEntry } from './zip-archive.ts'

export interface Worksheet {
  readonly name: string
  readonly isHidden: boolean
  readonly entry: ZipEntry
}

export interface WorkbookParts extends DateSystem {
  readonly worksheets: readonly Worksheet[]
  /** By the number in a cell of type `s`. */
  readonly sharedTexts: readonly string[]
  /** By the style number of a cell. */
  readonly shapes: readonly NumberShape[]
}

const MAIN = 'xl/workbook.xml'
const MOST_WORKSHEETS = 500
const MOST_SHARED_TEXTS = 4_000_000
const MOST_SHARED_CHARACTERS = 64 << 20

export async function readWorkbookParts(archive: ZipArchive): Promise<WorkbookParts> {
  checkNothingOutside(archive)
  const { sheets, is1904 } = await readMain(archive)
  const targets = await readTargets(archive)
  return {
    is1904,
    worksheets: sheets.map(({ name, id, isHidden }) => ({ name, isHidden, entry: entryOf(archive, targets.get(id)) })),
    sharedTexts: await readSharedTexts(archive),
    shapes: await readShapes(archive),
  }
}

/** Cells that another file fills hold what that file said on somebody's machine. */
function checkNothingOutside({ entries }: ZipArchive): void {
  if ([...entries.keys()].some(name => name.startsWith('xl/externalLinks/'))) {
    throw badWorkbook(
      'takes values from other files',
      'Break its links (in Excel: Data, Edit Links), and save it again.',
    )
  }
  if (!entries.has(MAIN)) throw badWorkbook('has no list of worksheets', 'Save it again as .xlsx.')
}

interface NamedSheet {
  readonly name: string
  readonly id: string
  readonly isHidden: boolean
}

async function readMain(
  archive: ZipArchive,
): Promise<{ readonly sheets: readonly NamedSheet[]; readonly is1904: boolean }> {
  const sheets: NamedSheet[] = []
  let is1904 = false
  await readPart(archive, MAIN, {
    open(name, attribute) {
      if (name === 'workbookPr') is1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet') return
      const state = attribute('state')
      sheets.push({
        name: attribute('name') ?? '',
        id: attribute('id') ?? '',
        isHidden: state === 'hidden' || state === 'veryHidden',
      })
      if (sheets.length > MOST_WORKSHEETS) throw tooLarge()
    },
  })
  return { sheets, is1904 }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

/** Parts by the id of their relationship. */
async function readTargets(archive: ZipArchive): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  await readPart(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, attribute) {
      if (name !== 'Relationship') return
      if (attribute('TargetMode') === 'External') {
        throw badWorkbook('points to something outside of itself', 'Save it again without links.')
      }
      targets.set(attribute('Id') ?? '', attribute('Target') ?? '')
    },
  })
  return targets
}

/** The target is a name to be looked up in the archive and nothing else. */
function entryOf(archive: ZipArchive, target: string | undefined): ZipEntry {
  const name = target?.startsWith('/') ? target.slice(1) : `xl/${target ?? ''}`
  const entry = archive.entries.get(name)
  if (entry === undefined) throw badWorkbook('names a worksheet that it does not hold', 'Save it again as .xlsx.')
  return entry
}

async function readSharedTexts(archive: ZipArchive): Promise<readonly string[]> {
  const texts: string[] = []
  let characters = 0
  const run = richText(text => {
    texts.push(text)
    characters += text.length
    if (texts.length > MOST_SHARED_TEXTS || characters > MOST_SHARED_CHARACTERS) throw tooLarge()
  }, 'si')
  await readPart(archive, 'xl/sharedStrings.xml', run)
  return texts
}

/**
 * Gathers a text that may come in runs: all `t` inside `container`, but for readings of East Asian words (`rPh`), which
 * are shown above them.
 */
export function richText(done: (text: string) => void, container: string) {
  let text = ''
  let isText = false
  let isReading = false
  return {
    open(name: string): void {
      if (name === container) text = ''
      if (name === 'rPh') isReading = true
      if (name === 't') isText = !isReading
    },
    text(piece: string): void {
      if (isText) text += piece
    },
    close(name: string): void {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === container) done(unescapeText(text))
    },
  }
}

async function readShapes(archive: ZipArchive): Promise<readonly NumberShape[]> {
  const codes = new Map<number, string>()
  const shapes: NumberShape[] = []
  let isCell = false
  await readPart(archive, 'xl/styles.xml', {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      if (name === 'cellXfs') isCell = true
      if (name !== 'xf' || !isCell) return
      const id = Number(attribute('numFmtId') ?? 0)
      shapes.push(numberShape(id, codes.get(id)))
      if (shapes.length > 100_000) throw tooLarge()
    },
    close(name) {
      if (name === 'cellXfs') isCell = false
    },
  })
  return shapes
}

/** A part that the workbook does not have says nothing. */
async function readPart(archive: ZipArchive, name: string, handler: XmlHandler): Promise<void> {
  const entry = archive.entries.get(name)
  if (entry !== undefined) await readXml(archive.read(entry), handler)
}

function tooLarge(): NodeError {
  return new NodeError('ingest/too-large', 'the workbook has more worksheets, texts or styles than any export has', {
    hint: 'Export the sheets as CSV.',
  })
}

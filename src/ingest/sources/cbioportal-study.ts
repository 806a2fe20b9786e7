/**
 * A study folder as cBioPortal loads it: meta files say which data files there are and what they hold. Public data come so.
 * Data files are read piece by piece; a matrix of genes by samples becomes a row a value that says something.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeError } from '../../model/errors.ts'
import type { CbioportalData, CbioportalSource } from '../../model/generated/mapping.ts'
import type { RowBatch } from '../ports.ts'
import { readMatrix, readTable } from './cbioportal-data.ts'
import { openPlainFile } from './plain-file.ts'
import { decodePieces } from './text-encoding.ts'

const STUDY = 'meta_study.txt'
const MOST_META_CHARACTERS = 1 << 20
/** Where data are told that the mapping does not name: by type, which the format lists, and never by name. */
const OTHER_DATA = 'cbioportal-data'

interface FoundData {
  readonly rules: CbioportalData
  readonly path: string
}

/**
 * Sheets that are wanted `first` come first. Refuses `ingest/mixed-trials` (another study), `ingest/duplicate-sheet`,
 * `ingest/bad-cbioportal` (meta files that contradict themselves, data cut off or of another shape).
 */
export async function* readCbioportalStudy(
  folder: string,
  rules: CbioportalSource,
  first: ReadonlySet<string>,
): AsyncGenerator<RowBatch> {
  const names = (await readdir(folder)).filter(name => /^meta_.*\.txt$/i.test(name)).sort()
  const study = await readMeta(join(folder, STUDY), 'the study')
  checkStudy(study, rules)
  const { data, others } = await findData(folder, names, study, rules)
  if (others.size > 0) yield { sheet: { key: OTHER_DATA, columns: [...others] }, rows: [] }
  const wanted = (one: FoundData): number => (first.has(one.rules.sheet) ? 0 : 1)
  for (const { rules: one, path } of data.toSorted((a, b) => wanted(a) - wanted(b))) {
    const file = await openPlainFile(path, `the data of sheet ${one.sheet}`)
    try {
      yield* one.shape === 'matrix' ? readMatrix(file, one.sheet) : readTable(file, one.sheet)
    } finally {
      await file.close()
    }
  }
}

/** Whether the folder is a study: it has the file that says so. */
export async function isCbioportalStudy(folder: string): Promise<boolean> {
  return (await readdir(folder).catch((): string[] => [])).includes(STUDY)
}

type Meta = ReadonlyMap<string, string>

async function readMeta(path: string, what: string): Promise<Meta> {
  const file = await openPlainFile(path, `the meta file of ${what}`)
  try {
    let text = ''
    for await (const piece of decodePieces(file, 'utf-8')) {
      text += piece
      if (text.length > MOST_META_CHARACTERS) throw badStudy('has a meta file that is larger than any is')
    }
    const lines = text.split(/\r\n|\n|\r/).map(line => /^([a-z_0-9]{1,60}):(.*)$/i.exec(line))
    return new Map(
      lines.flatMap(found => (found === null ? [] : [[(found[1] ?? '').toLowerCase(), (found[2] ?? '').trim()]])),
    )
  } finally {
    await file.close()
  }
}

function checkStudy(study: Meta, { study: own }: CbioportalSource): void {
  const id = study.get('cancer_study_identifier')
  if (id === undefined || id === '') throw badStudy('does not say its cancer_study_identifier')
  if (own === undefined || own.includes(id)) return
  throw new NodeError('ingest/mixed-trials', 'the folder is another study by its meta_study.txt', {
    hint: 'See what study may be in the mapping of the trial.',
  })
}

async function findData(folder: string, names: readonly string[], study: Meta, { data: kinds }: CbioportalSource) {
  const data: FoundData[] = []
  const others = new Set<string>()
  for (const name of names) {
    if (name === STUDY) continue
    const meta = await readMeta(join(folder, name), 'its data')
    if (meta.get('cancer_study_identifier') !== study.get('cancer_study_identifier')) {
      throw badStudy('has a meta file of another study')
    }
    const [type = '', datatype = ''] = [meta.get('genetic_alteration_type'), meta.get('datatype')]
    const rules = kinds.find(kind => kind.type === type.toUpperCase() && kind.datatype === datatype.toUpperCase())
    if (rules === undefined) {
      others.add(/^[A-Z_]{1,60}$/.test(type) && /^[A-Z_-]{1,60}$/.test(datatype) ? `${type}/${datatype}` : '(others)')
      continue
    }
    if (data.some(one => one.rules === rules)) throw duplicateSheet(rules.sheet)
    const file = meta.get('data_filename') ?? ''
    // A name with a path could lead out of the study.
    if (!/^[^/\\\0]{1,200}$/.test(file) || file.startsWith('.'))
      throw badStudy('has a meta file that names no data file')
    data.push({ rules, path: join(folder, file) })
  }
  return { data, others }
}

function duplicateSheet(sheet: string): NodeError {
  return new NodeError('ingest/duplicate-sheet', `two meta files hold the sheet ${sheet}`, {
    hint: 'Keep one study in a folder of its own.',
    detail: { sheet },
  })
}

function badStudy(what: string): NodeError {
  return new NodeError('ingest/bad-cbioportal', `the study ${what}`, {
    hint: 'Give the folder that cBioPortal would load, with meta_study.txt in it.',
  })
}

import { writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { checkMapping, explainRecord } from '../../app/mapping-tools.ts'
import { initMapping } from '../../app/start-mapping.ts'
import { useMapping } from '../../app/use-mapping.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import type { MapCheck } from '../../model/generated/map-check.ts'
import { type Command, type Given, jsonOption, nodeOption } from '../command.ts'
import { printJson, progressLine, say } from '../terminal.ts'
import { mapCheckPage } from './map-check-page.ts'
import { checkInWords, explanationInWords } from './map-in-words.ts'

const choice = {
  mapping: { type: 'string', value: 'ID|FOLDER', help: 'mapping by its id, or a folder with mapping.json and maps/' },
  node: { type: 'string', value: 'DIR', help: "the node's own mapping, with its decisions and imported terminology" },
} as const

export const mapCheck: Command = {
  positionals: ['[EXPORT]'],
  options: {
    ...choice,
    cutoff: {
      type: 'string',
      value: 'YYYY-MM-DD',
      help: 'cut-off date (default: the latest clinical date of the export)',
    },
    'local-ids': { type: 'boolean', help: 'name local subject ids; inside the platform only' },
    html: { type: 'string', value: 'FILE', help: 'the report as a page, too' },
    json: jsonOption,
  },
  notes:
    'Coverage of every column and field, codes that nothing takes with what is near to them, what each record would\n' +
    'become, and what to do next. It needs no node and no database. Codes of the source are shown, other values never;\n' +
    'subjects are numbered unless --local-ids is given. EXPORT is a folder or a file; with --node also the address of a\n' +
    'FHIR server, and left out the FHIR server or OMOP database of rose.json. Exit 1 where records would be rejected.',
  async run(given, terminal) {
    const progress = progressLine(terminal)
    const cutoff = given.text('cutoff')
    const check = await checkMapping({
      ...chosen(given),
      place: given.positionals[0],
      localIds: given.flag('local-ids'),
      stopped: terminal.stopped,
      onProgress: shown => progress.show(shown),
      ...(cutoff === undefined ? {} : { cutoff }),
    }).finally(() => progress.end())
    const html = given.text('html')
    if (html !== undefined) writePage(html, check)
    const json = given.flag('json')
    say(terminal, checkInWords(check), { json })
    if (html !== undefined) say(terminal, `\nThe page: ${html}`, { json })
    if (json) printJson(terminal, check)
    return check.counts.rejected > 0 ? 1 : 0
  },
}

export const mapInit: Command = {
  positionals: ['EXPORT'],
  options: {
    id: { type: 'string', value: 'ID', help: 'id of the mapping: lower-case letters, digits, hyphens', required: true },
    out: { type: 'string', value: 'FOLDER', help: 'folder to write mapping.json to', required: true },
    subject: {
      type: 'string',
      value: 'COLUMN',
      help: 'column of the subject id (default: a usual name that every sheet has)',
    },
    json: jsonOption,
  },
  notes:
    'Reads CSV, XLSX and JSON files. Names of columns and the form of dates decide what is read; what they do not say is\n' +
    'left as nothing and listed. No value of a cell is in the mapping, only the shape of subject ids. What is written is\n' +
    'valid by schemas/mapping.schema.json; go on with rose map check EXPORT --mapping FOLDER.',
  async run(given, terminal) {
    const subjectColumn = given.text('subject')
    const started = await initMapping({
      place: given.positionals[0] ?? '',
      id: given.required('id'),
      out: given.required('out'),
      ...(subjectColumn === undefined ? {} : { subjectColumn }),
    })
    const json = given.flag('json')
    const said = [
      `${started.file}: ${started.sheets} sheets, subjects by ${started.subjectColumn}.`,
      '',
      'Still to be said:',
      ...started.open.map(sentence => `- ${sentence}`),
      '',
      `Next: rose map check EXPORT --mapping ${given.required('out')}`,
      `For a node: rose map use ${given.required('out')} --node DIR`,
    ]
    say(terminal, said.join('\n'), { json })
    if (json) printJson(terminal, started)
    return 0
  },
}

export const mapUse: Command = {
  positionals: ['ID|FOLDER'],
  options: { node: nodeOption, json: jsonOption },
  notes:
    "ID: a folder of the site's own mappings (`mappings` in rose.json, else the folder mappings of the node), else one of\n" +
    'the program. FOLDER: any folder with mapping.json; its whole path is kept. What was ingested stays until the next\n' +
    'ingest. A mapping that cannot be read changes nothing.',
  async run(given, terminal) {
    const used = useMapping(readConfig(given.required('node')), given.positionals[0] ?? '')
    const json = given.flag('json')
    const before = used.before === null ? '' : ` (before: ${used.before.id} version ${used.before.version})`
    const said = [
      `${used.id} version ${used.version}: ${used.title}${before}`,
      used.folder,
      '',
      'Next: rose map check EXPORT --node DIR, then rose ingest EXPORT --node DIR',
    ]
    say(terminal, said.join('\n'), { json })
    if (json) printJson(terminal, used)
    return 0
  },
}

export const mapExplain: Command = {
  positionals: ['SUBJECT-FILE'],
  options: {
    ...choice,
    subject: { type: 'string', value: 'ID', help: 'of several subjects in the file; - for one line on standard input' },
    values: { type: 'boolean', help: 'show the values, and the subject; inside the platform only' },
    json: jsonOption,
  },
  notes:
    'SUBJECT-FILE is an export, a folder or a file, with the rows of one subject, or any export with --subject. Each field\n' +
    'of the common record is shown with its row, the columns that are filled there, and how they are read. Without\n' +
    '--values no value leaves, only whether there is one.',
  async run(given, terminal) {
    const named = given.text('subject')
    const subjectId = named === '-' ? (await text(terminal.stdin)).trim() : named
    const explained = await explainRecord({
      ...chosen(given),
      place: given.positionals[0] ?? '',
      ...(subjectId === undefined ? {} : { subjectId }),
    })
    const values = given.flag('values')
    const json = given.flag('json')
    say(terminal, explanationInWords(explained, { values }), { json })
    if (json) {
      const { subjectId: subject, fields, ...rest } = explained
      const told = fields.map(({ value, ...field }) => ({
        ...field,
        filled: value !== null,
        ...(values ? { value } : {}),
      }))
      printJson(terminal, { ...(values ? { subject } : {}), ...rest, fields: told })
    }
    return explained.valid ? 0 : 1
  },
}

function chosen(given: Given): { readonly mapping?: string; readonly node?: string } {
  const [mapping, node] = [given.text('mapping'), given.text('node')]
  return { ...(mapping === undefined ? {} : { mapping }), ...(node === undefined ? {} : { node }) }
}

function writePage(file: string, check: MapCheck): void {
  try {
    writeFileSync(file, mapCheckPage(check), { mode: 0o600 })
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the page cannot be written there', {
      hint: 'Give --html a file in a folder that exists.',
      cause,
    })
  }
}

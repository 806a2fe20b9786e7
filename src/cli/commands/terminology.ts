import { terminologyOf } from '../../app/terminology.ts'
import { importTerminology, keptImports, removeTerminology } from '../../app/terminology-imports.ts'
import { readConfig, readTerminologyTables } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import type { TerminologyImport } from '../../model/generated/terminology-import.ts'
import { type ImportKind, importKinds } from '../../terminology/imports/content.ts'
import { headerOf } from '../../terminology/tables.ts'
import { terminologyTables } from '../../terminology/terminology.ts'
import { type Command, type Given, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

const KINDS = importKinds.join('|')

export const terminologyImport: Command = {
  positionals: [KINDS, 'FILE'],
  options: {
    node: nodeOption,
    version: {
      type: 'string',
      value: 'V',
      help: 'release as its publisher names it, e.g. 2026 (OncoTree: from the name)',
    },
    licence: {
      type: 'string',
      value: 'TEXT',
      help: "terms under which this site has it (default: the publisher's usual)",
    },
    json: jsonOption,
  },
  notes:
    'oncotree: the JSON tree or list of oncotree.mskcc.org; hgnc: the complete set, TSV or JSON; atc: CSV with code and\n' +
    'name; icd10: ClaML XML, or CSV with code and title. The file is checked whole before anything is written, and is\n' +
    'used from the next ingest on. rose terminology remove takes it back.',
  async run(given, terminal) {
    const [version, licence] = [given.text('version'), given.text('licence')]
    const { imported, effects } = importTerminology(readConfig(given.required('node')).paths, {
      kind: kindOf(given),
      file: given.positionals[1] ?? '',
      today: new Date(systemClock.now()).toISOString().slice(0, 10),
      ...(version === undefined ? {} : { version }),
      ...(licence === undefined ? {} : { licence }),
    })
    const json = given.flag('json')
    const leftOut = imported.leftOut.map(({ reason, count }) => `Left out: ${count} ${reason}.`)
    say(terminal, [`${imported.kind} ${imported.version} imported.`, ...effects, ...leftOut].join('\n'), { json })
    if (json) printJson(terminal, { ...summaryOf(imported), leftOut: imported.leftOut, effects })
    return 0
  },
}

export const terminologyList: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const kept = keptImports(readConfig(given.required('node')).paths)
    const tables = Object.entries(readTerminologyTables(terminologyTables)).map(([name, text]) => headerOf(name, text))
    if (given.flag('json')) {
      printJson(terminal, {
        tables,
        oncotreeVersion: terminologyOf().oncotreeVersion,
        imports: kept.map(one => ({ ...summaryOf(one.import), active: one.active })),
      })
      return 0
    }
    const rows = kept.map(one => [
      one.import.kind,
      one.import.version,
      one.active ? 'in use' : 'kept',
      one.import.importedOn,
      one.import.licence,
      one.import.source,
    ])
    const tableRows = tables.map(table => [
      table.name,
      table.version,
      'program',
      table.date,
      table.licence,
      table.source,
    ])
    say(terminal, formatTable(['name', 'version', 'state', 'date', 'licence', 'source'], [...rows, ...tableRows]))
    return 0
  },
}

export const terminologyRemove: Command = {
  positionals: [KINDS],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const { removed, now } = removeTerminology(readConfig(given.required('node')).paths, kindOf(given))
    const json = given.flag('json')
    const used = now === null ? 'the tables of the program' : `${now.kind} ${now.version}`
    say(terminal, `${removed.kind} ${removed.version} removed; ${used} are used from the next ingest on.`, { json })
    if (json) printJson(terminal, { removed: summaryOf(removed), now: now === null ? null : summaryOf(now) })
    return 0
  },
}

function kindOf({ positionals }: Given): ImportKind {
  const kind = importKinds.find(one => one === positionals[0])
  if (kind !== undefined) return kind
  throw new NodeError('usage/bad-argument', `this is none of ${importKinds.join(', ')}`, {
    hint: 'See: rose terminology import --help',
  })
}

function summaryOf({ kind, version, source, licence, importedOn, file }: TerminologyImport) {
  return { kind, version, source, licence, importedOn, file }
}

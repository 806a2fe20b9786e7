import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NodeError } from '../../model/errors.ts'
import { makeCbioportalStudy } from '../../synthetic/cbioportal-study.ts'
import { makeEcrfExport } from '../../synthetic/ecrf-export.ts'
import { makeFlatExport } from '../../synthetic/flat-export.ts'
import { makeJsonExport } from '../../synthetic/json-export.ts'
import { type EcrfRequest, scenarios } from '../../synthetic/scenarios.ts'
import { makeTso500Export, TSO500_FOLDER } from '../../synthetic/tso500-reports.ts'
import { makeWorkbookExport } from '../../synthetic/workbook-export.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

interface MadeFile {
  readonly name: string
  readonly content: string | Uint8Array
}

interface MadeExport {
  readonly files: readonly MadeFile[]
  /** Null where the format holds no dates. */
  readonly cutoff: string | null
  readonly summary: object
  /** What was written, in words. */
  readonly what: string
}

export const synthEcrf = synthCommand(request => {
  const { files, cutoff, summary } = makeEcrfExport(request)
  const written = files.map(({ name, text }) => ({ name, content: text }))
  return { files: written, cutoff, summary, what: `${files.length} sheets` }
})

export const synthXlsx = synthCommand(request => {
  const { file, cutoff, summary } = makeWorkbookExport(request)
  return { files: [{ name: file.name, content: file.bytes }], cutoff, summary, what: 'One workbook' }
})

export const synthFlatCsv = synthCommand(request => {
  const { file, cutoff, summary } = makeFlatExport(request)
  return { files: [{ name: file.name, content: file.text }], cutoff, summary, what: 'One file' }
})

export const synthJson = synthCommand(request => {
  const { file, cutoff, summary } = makeJsonExport(request)
  return { files: [{ name: file.name, content: file.text }], cutoff, summary, what: 'One file' }
})

export const synthTso500 = synthCommand(request => {
  const { files, reports, cutoff, summary } = makeTso500Export(request)
  const sheets = files.map(({ name, text }) => ({ name, content: text }))
  const written = reports.map(({ name, text }) => ({ name: `${TSO500_FOLDER}/${name}`, content: text }))
  const what = `${files.length} sheets and ${reports.length} reports`
  return { files: [...sheets, ...written], cutoff, summary, what }
})

export const synthCbioportal = synthCommand(request => {
  const { files, patients } = makeCbioportalStudy(request)
  const written = files.map(({ name, text }) => ({ name, content: text }))
  return {
    files: written,
    cutoff: null,
    summary: { synthetic: true, patients },
    what: `One study with ${patients} patients`,
  }
})

function synthCommand(make: (request: EcrfRequest) => MadeExport): Command {
  return {
    positionals: [],
    options: {
      trial: { type: 'string', value: 'ID', help: 'id of the trial', required: true },
      patients: { type: 'string', value: 'N', help: 'number of screened patients' },
      seed: { type: 'string', value: 'S', help: 'whole number; the same seed gives the same bytes' },
      scenario: { type: 'string', value: 'NAME', help: scenarios.map(scenario => scenario.name).join(', ') },
      out: { type: 'string', value: 'DIR', help: 'folder to write to; new or empty', required: true },
      json: jsonOption,
    },
    notes: 'All of it is synthetic: no patient, no hospital, no real number.',
    async run(given, terminal) {
      const patients = given.count('patients', 1)
      const seed = given.count('seed', 0)
      const scenario = given.text('scenario')
      const made = make({
        trialId: given.required('trial'),
        ...(patients === undefined ? {} : { patients }),
        ...(seed === undefined ? {} : { seed }),
        ...(scenario === undefined ? {} : { scenario }),
      })
      writeAll(given.required('out'), made.files)
      const json = given.flag('json')
      say(
        terminal,
        `${made.what}, all synthetic${made.cutoff === null ? '' : `, clinical data up to ${made.cutoff}`}.`,
        { json },
      )
      if (json) {
        printJson(terminal, { cutoff: made.cutoff, files: made.files.map(file => file.name), summary: made.summary })
      }
      return 0
    },
  }
}

/** A folder that holds something else is left alone: two exports in one folder would be read as one. */
function writeAll(folder: string, files: readonly MadeFile[]): void {
  mkdirSync(folder, { recursive: true })
  const names = new Set(files.map(file => file.name.split('/')[0] ?? ''))
  if (readdirSync(folder).some(name => !names.has(name))) {
    throw new NodeError('usage/bad-argument', 'the folder of --out holds other files', {
      hint: 'Give a new or empty folder.',
    })
  }
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.name)), { recursive: true })
    writeFileSync(join(folder, file.name), file.content)
  }
}

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeError } from '../../model/errors.ts'
import { makeEcrfExport } from '../../synthetic/ecrf-export.ts'
import { scenarios } from '../../synthetic/scenarios.ts'
import { type Command, jsonOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const synthEcrf: Command = {
  path: ['synth', 'ecrf'],
  summary: 'write a synthetic eCRF export, a file per sheet',
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
    const made = makeEcrfExport({
      trialId: given.required('trial'),
      ...(patients === undefined ? {} : { patients }),
      ...(seed === undefined ? {} : { seed }),
      ...(scenario === undefined ? {} : { scenario }),
    })
    writeAll(given.required('out'), made.files)
    const json = given.flag('json')
    say(terminal, `${made.files.length} sheets of synthetic patients, clinical data up to ${made.cutoff}.`, { json })
    if (json)
      printJson(terminal, { cutoff: made.cutoff, files: made.files.map(file => file.name), summary: made.summary })
    return 0
  },
}

/** A folder that holds something else is left alone: two exports in one folder would be read as one. */
function writeAll(folder: string, files: readonly { readonly name: string; readonly text: string }[]): void {
  mkdirSync(folder, { recursive: true })
  const names = new Set(files.map(file => file.name))
  if (readdirSync(folder).some(name => !names.has(name))) {
    throw new NodeError('usage/bad-argument', 'the folder of --out holds other files', {
      hint: 'Give a new or empty folder.',
    })
  }
  for (const file of files) writeFileSync(join(folder, file.name), file.text)
}

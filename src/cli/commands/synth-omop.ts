import { type SyntheticTarget, writeSyntheticOmop } from '../../app/omop-synthetic.ts'
import { NodeError } from '../../model/errors.ts'
import { makeOmopTrial } from '../../synthetic/omop-trial.ts'
import { scenarios } from '../../synthetic/scenarios.ts'
import { type Command, type Given, jsonOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const synthOmop: Command = {
  positionals: [],
  options: {
    trial: { type: 'string', value: 'ID', help: 'id of the trial', required: true },
    patients: { type: 'string', value: 'N', help: 'number of screened patients' },
    seed: { type: 'string', value: 'S', help: 'whole number; the same seed tells the same stories as synth ecrf' },
    scenario: { type: 'string', value: 'NAME', help: scenarios.map(scenario => scenario.name).join(', ') },
    'database-url-file': { type: 'string', value: 'FILE', help: 'file with the URL of the PostgreSQL' },
    schema: { type: 'string', value: 'NAME', help: 'schema there, new or empty' },
    out: { type: 'string', value: 'FOLDER', help: 'folder to write to instead, a CSV file a table; new or empty' },
    json: jsonOption,
  },
  notes: 'All of it is synthetic: no patient, no hospital, no real number.',
  async run(given, terminal) {
    const target = targetOf(given)
    const patients = given.count('patients', 1)
    const seed = given.count('seed', 0)
    const scenario = given.text('scenario')
    const trial = makeOmopTrial({
      trialId: given.required('trial'),
      ...(patients === undefined ? {} : { patients }),
      ...(seed === undefined ? {} : { seed }),
      ...(scenario === undefined ? {} : { scenario }),
    })
    const counts = await writeSyntheticOmop(trial, target)
    const json = given.flag('json')
    const rows = Object.entries(counts).filter(([, count]) => count > 0)
    const said = `OMOP tables of synthetic patients, clinical data up to ${trial.cutoff}.`
    say(terminal, `${said}\n\n${formatTable(['table', 'rows'], rows)}`, { json })
    if (json) printJson(terminal, { cutoff: trial.cutoff, rows: counts, summary: trial.summary })
    return 0
  },
}

function targetOf(given: Given): SyntheticTarget {
  const [folder, urlFile, schema] = [given.text('out'), given.text('database-url-file'), given.text('schema')]
  if (folder !== undefined && urlFile === undefined && schema === undefined) return { kind: 'folder', folder }
  if (folder === undefined && urlFile !== undefined && schema !== undefined)
    return { kind: 'database', urlFile, schema }
  throw new NodeError('usage/bad-argument', 'give either --out, or --database-url-file and --schema', {
    hint: 'See: rose synth omop --help',
  })
}

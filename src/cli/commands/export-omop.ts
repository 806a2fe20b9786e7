import { exportOmop, type OmopTarget } from '../../app/omop-export.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, type Given, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, progressLine, say } from '../terminal.ts'

export const exportOmopCommand: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'FOLDER', help: 'folder to write to, a CSV file a table; new or empty' },
    'database-url-file': {
      type: 'string',
      value: 'FILE',
      help: 'file with the URL of a PostgreSQL to write to instead',
    },
    schema: { type: 'string', value: 'NAME', help: 'schema there, of its own' },
    replace: { type: 'boolean', help: 'write over an earlier export in that schema' },
    concepts: {
      type: 'string',
      value: 'FOLDER',
      help: "the site's vocabulary files (CONCEPT.csv ...); without them only published concept ids are written",
    },
    json: jsonOption,
  },
  notes:
    'Row-level data: they stay inside the closed platform. The export is an audit event before it begins. No date is a\n' +
    'date: day 0 is 2000-01-01 for every person, and CDM_SOURCE says so.',
  async run(given, terminal) {
    const progress = progressLine(terminal)
    const concepts = given.text('concepts')
    const result = await exportOmop(readConfig(given.required('node')), {
      target: targetOf(given),
      stopped: terminal.stopped,
      onProgress: text => progress.show(text),
      ...(concepts === undefined ? {} : { conceptFolder: concepts }),
    }).finally(() => progress.end())
    const json = given.flag('json')
    const rows = Object.entries(result.rows).filter(([, count]) => count > 0)
    say(
      terminal,
      `${result.subjects} subjects, data up to ${result.cutoff}.\n\n${formatTable(['table', 'rows'], rows)}`,
      {
        json,
      },
    )
    if (json) printJson(terminal, result)
    return 0
  },
}

function targetOf(given: Given): OmopTarget {
  const [folder, urlFile, schema] = [given.text('out'), given.text('database-url-file'), given.text('schema')]
  if (folder !== undefined && urlFile === undefined && schema === undefined) return { kind: 'folder', folder }
  if (folder === undefined && urlFile !== undefined && schema !== undefined) {
    return { kind: 'database', urlFile, schema, replace: given.flag('replace') }
  }
  throw new NodeError('usage/bad-argument', 'give either --out, or --database-url-file and --schema', {
    hint: 'See: rose export-omop --help',
  })
}

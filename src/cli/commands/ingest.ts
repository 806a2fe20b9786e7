import { withIngest } from '../../app/ingest.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, progressLine, say } from '../terminal.ts'
import { inWords } from './ingest-report-in-words.ts'

export const ingest: Command = {
  path: ['ingest'],
  summary: 'map, validate, pseudonymise and store an export',
  positionals: ['[EXPORT]'],
  options: {
    node: nodeOption,
    cutoff: {
      type: 'string',
      value: 'YYYY-MM-DD',
      help: 'cut-off date (default: the latest clinical date of the export)',
    },
    'local-ids': { type: 'boolean', help: 'name local subject ids in the report; inside the platform only' },
    json: jsonOption,
  },
  notes:
    'EXPORT is a folder of files or one file, or the address of a FHIR R4 server (https, or http on this machine); left out, what rose.json names: an OMOP database where the mapping of the trial reads one, else the FHIR server. Running it twice changes nothing; a failure leaves the database as it was.',
  async run(given, terminal) {
    const progress = progressLine(terminal)
    const cutoff = given.text('cutoff')
    const report = await withIngest(readConfig(given.required('node')), terminal.stopped, ingestion =>
      ingestion.ingest(given.positionals[0], {
        localIds: given.flag('local-ids'),
        onProgress: text => progress.show(text),
        ...(cutoff === undefined ? {} : { cutoff }),
      }),
    ).finally(() => progress.end())
    const json = given.flag('json')
    say(terminal, inWords(report), { json })
    if (json) printJson(terminal, report)
    return report.rejected > 0 ? 1 : 0
  },
}

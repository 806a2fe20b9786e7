import { withIngest } from '../../app/ingest.ts'
import { readConfig } from '../../config.ts'
import type { IngestReport } from '../../model/generated/ingest-report.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, progressLine, say } from '../terminal.ts'

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

function inWords(report: IngestReport): string {
  const codes = Object.entries(Object.groupBy(report.problems, problem => problem.code))
    .map(([code, found]) => [code, found?.length ?? 0] as const)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return [
    report.unchanged
      ? 'The store holds exactly this export already; nothing was changed.'
      : `${report.accepted} subjects stored, data up to ${report.cutoff}.`,
    `${report.screened} screened, ${report.withdrawn} withdrawn, ${report.heldBack} held back for a person to decide, ${report.rejected} rejected.`,
    ...(codes.length === 0 ? ['No problems found.'] : ['', formatTable(['problem', 'rows'], codes)]),
    ...(report.identifiers.length === 0
      ? []
      : ['', `${report.identifiers.length} cells may hold an identifier; --json names the places, never the content.`]),
    ...(report.unknownColumns.length === 0
      ? []
      : [
          '',
          `Columns that the mapping does not know: ${report.unknownColumns.map(({ sheet, column }) => `${sheet}.${column}`).join(', ')}`,
        ]),
    ...(report.unchanged ? [] : ['', 'Next: rose local cohorts --node DIR, then rose cut build --node DIR']),
  ].join('\n')
}
